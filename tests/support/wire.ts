import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';

// A wire between an app process and PostgreSQL that a test can hold or cut at a chosen word. What
// happens between COMMIT and its acknowledgement cannot be reached from inside the database.

export type Wire = {
	/** The address to give to the process instead of the database's. */
	url: string;
	/**
	 * From now on the answer of the database that says `word` (such as COMMIT) is held back.
	 * Resolves when it has been: then the database has done it, and the process does not know.
	 */
	holdAt: (word: string) => Promise<void>;
	/** Breaks every connection, as a network or a restart does. */
	cut: () => void;
	/** Lets what was held go on. */
	release: () => void;
	close: () => Promise<void>;
};

export async function wire(databaseUrl: string): Promise<Wire> {
	const { hostname, port } = new URL(databaseUrl);
	const pairs = new Set<{ near: Socket; far: Socket; held: Buffer[] }>();
	let waiting: { word: Buffer; resolve: () => void } | null = null;

	const server = createServer((near) => {
		const far = connect(Number(port), hostname);
		const pair = { near, far, held: [] as Buffer[] };
		let isHeld = false;
		pairs.add(pair);
		near.on('data', (chunk) => far.write(chunk));
		far.on('data', (chunk) => {
			if (!isHeld && waiting && chunk.includes(waiting.word)) {
				isHeld = true;
				waiting.resolve();
				waiting = null;
			}
			if (isHeld) pair.held.push(chunk);
			else near.write(chunk);
		});
		const end = () => {
			pairs.delete(pair);
			near.destroy();
			far.destroy();
		};
		for (const socket of [near, far]) {
			socket.on('error', end);
			socket.on('close', end);
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const near = new URL(databaseUrl);
	near.host = `127.0.0.1:${address.port}`;

	const cut = () => {
		for (const { near, far } of [...pairs]) {
			near.destroy();
			far.destroy();
		}
	};
	return {
		url: near.href,
		holdAt: (word) =>
			new Promise((resolve) => {
				// as it stands in CommandComplete: the tag and a zero byte
				waiting = { word: Buffer.from(`${word}\0`), resolve };
			}),
		release() {
			for (const { near, held } of pairs) for (const chunk of held.splice(0)) near.write(chunk);
		},
		cut,
		async close() {
			cut();
			server.close();
			await once(server, 'close');
		}
	};
}
