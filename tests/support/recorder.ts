import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';

// Sits between an app process and PostgreSQL and writes down which statements are run, in order:
// what a test says of "the same work" is then seen on the wire and not believed.

export type Recorder = {
	/** The address to give to the process instead of the database's. */
	url: string;
	/** Forgets what was, and listens while `work` runs. */
	during: (work: () => Promise<void>) => Promise<void>;
	/** Texts of the statements that were run meanwhile, by whichever connection. */
	statements: () => string[];
	close: () => Promise<void>;
};

export async function recorder(databaseUrl: string): Promise<Recorder> {
	const { hostname, port } = new URL(databaseUrl);
	let heard: string[] = [];
	const sockets = new Set<Socket>();

	const server = createServer((near) => {
		const far = connect(Number(port), hostname);
		const reader = frontendReader((text) => heard.push(text));
		for (const socket of [near, far]) {
			sockets.add(socket);
			socket.on('error', () => {
				near.destroy();
				far.destroy();
			});
			socket.on('close', () => {
				sockets.delete(socket);
				near.destroy();
				far.destroy();
			});
		}
		near.on('data', (chunk) => {
			reader(chunk);
			far.write(chunk);
		});
		far.on('data', (chunk) => near.write(chunk));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const near = new URL(databaseUrl);
	near.host = `127.0.0.1:${address.port}`;

	return {
		url: near.href,
		async during(work) {
			heard = [];
			await work();
		},
		statements: () => [...heard],
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		}
	};
}

/**
 * Reads what a client sends: Parse names the text of a statement, Bind runs it, Query is a text by
 * itself. The start-up message has no type; it is passed over by its length.
 */
function frontendReader(ran: (text: string) => void): (chunk: Buffer) => void {
	let left = Buffer.alloc(0);
	let isStarted = false;
	const named = new Map<string, string>();

	return (chunk) => {
		left = Buffer.concat([left, chunk]);
		for (;;) {
			const head = isStarted ? 1 : 0;
			if (left.length < head + 4) return;
			const size = left.readUInt32BE(head) + head;
			if (left.length < size) return;
			const type = isStarted ? String.fromCharCode(left[0] ?? 0) : 'start';
			const body = left.subarray(head + 4, size);
			left = left.subarray(size);
			isStarted = true;

			if (type === 'P') {
				const [name = '', text = ''] = body.toString('utf8').split('\0');
				named.set(name, text);
			}
			if (type === 'B') {
				const [, name = ''] = body.toString('latin1').split('\0');
				ran(named.get(name) ?? `unknown statement ${name}`);
			}
			if (type === 'Q') ran(body.toString('utf8').replace(/\0$/, ''));
		}
	};
}
