import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

// A gateway for text messages on loopback that keeps what it was asked, or behaves as badly as
// gateways do.

export type AskedMessage = {
	authorization: string;
	idempotencyKey: string;
	body: { to: string; text: string; sender: string; id: string };
};

export type GatewayMood =
	| 'well'
	| 'hangs'
	/** Answers with this status. */
	| 400
	| 404
	| 429
	| 500
	| 503
	/** Sends somebody else there. */
	| 307
	/** Takes it, and breaks the line before it says so. */
	| 'accepts and drops';

export type Gateway = {
	url: string;
	/** Every request, the repeated ones too. */
	asked: AskedMessage[];
	/** What reaches a phone: one message for each key. */
	sent: () => AskedMessage[];
	is: (mood: GatewayMood) => void;
	close: () => Promise<void>;
};

export async function gateway(): Promise<Gateway> {
	const asked: AskedMessage[] = [];
	const sent = new Map<string, AskedMessage>();
	let mood: GatewayMood = 'well';
	const server = createServer((request, response) => {
		void readAll(request).then((text) => {
			const message: AskedMessage = {
				authorization: request.headers.authorization ?? '',
				idempotencyKey: String(request.headers['idempotency-key']),
				body: JSON.parse(text)
			};
			asked.push(message);
			answer(message, response);
		});
	});
	const answer = (message: AskedMessage, response: ServerResponse) => {
		if (mood === 'hangs') return;
		if (typeof mood === 'number') {
			response.writeHead(mood, mood === 307 ? { location: 'http://127.0.0.1:9/' } : {});
			response.end(`{"error":"no message to ${message.body.to}"}`);
			return;
		}
		sent.set(message.idempotencyKey, message);
		if (mood === 'accepts and drops') response.destroy();
		else response.writeHead(202).end('{"id":"of the provider"}');
	};
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		url: `http://127.0.0.1:${address.port}/messages`,
		asked,
		sent: () => [...sent.values()],
		is: (now) => (mood = now),
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	};
}

async function readAll(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks).toString('utf8');
}
