import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Sql } from 'postgres';

// A tap between an app process and PostgreSQL that follows their talk message by message. `wire.ts`
// holds one word; this one ends a backend at a chosen statement, and can fall silent altogether.

/** Before the statement reaches the database, or when it is done and its answer is on the way. */
export type Moment = 'before' | 'after';

export type Tap = {
	/** The address to give to the process instead of the database's. */
	url: string;
	/**
	 * The backend of the nth statement from now on is terminated there, once. Call the result to stop
	 * waiting for it: it says whether the statement came.
	 */
	breakAt: (nth: number, moment: Moment) => () => boolean;
	/** From now on nothing passes, and nobody is told: a network, or a server, that hangs. */
	freeze: () => void;
	/** Lets pass what was held, and everything from now on. */
	thaw: () => void;
	/** Swallows what the database says to connections that have sent `word`, as long as they last. */
	deafen: (word: string) => number;
	close: () => Promise<void>;
};

type Pair = {
	near: Socket;
	far: Socket;
	pid: number | null;
	said: string[];
	isDeaf: boolean;
	held: (() => void)[];
};

type Break = { left: number; moment: Moment; hasHappened: boolean };

const BACKEND_KEY = 'K'.charCodeAt(0);
const COMMAND_COMPLETE = 'C'.charCodeAt(0);

export async function tap(databaseUrl: string, superuser: Sql): Promise<Tap> {
	const { hostname, port } = new URL(databaseUrl);
	const pairs = new Set<Pair>();
	let awaited: Break | null = null;
	let isFrozen = false;

	/** Ends the backend and waits until it has ended. */
	const terminate = async (pair: Pair) => {
		await superuser`select pg_terminate_backend(${pair.pid}, 5000)`;
	};
	const happen = (to: Break) => {
		to.hasHappened = true;
		awaited = null;
	};

	const fromApp = async (pair: Pair, chunk: Buffer) => {
		const wanted = awaited;
		if (wanted?.moment === 'before' && wanted.left === 1 && pair.pid !== null) {
			happen(wanted);
			// the database's last words, and its end, go back to the app by themselves
			return terminate(pair);
		}
		pair.said.push(chunk.toString('latin1'));
		pair.far.write(chunk);
	};

	const fromDatabase = async (pair: Pair, chunk: Buffer, completed: number) => {
		if (pair.isDeaf) return;
		const wanted = awaited;
		if (wanted) {
			if (wanted.moment === 'after' && completed >= wanted.left) {
				happen(wanted);
				await terminate(pair);
				// done, and nobody will ever know
				pair.near.destroy();
				return;
			}
			wanted.left = Math.max(1, wanted.left - completed);
		}
		pair.near.write(chunk);
	};

	const server = createServer((near) => {
		const far = connect(Number(port), hostname);
		const pair: Pair = { near, far, pid: null, said: [], isDeaf: false, held: [] };
		pairs.add(pair);
		const messages = reader((type, body) => {
			if (type === BACKEND_KEY) pair.pid = body.readInt32BE(0);
		});
		const pass = (work: () => Promise<void>) => {
			const run = () => void work().catch(() => near.destroy());
			if (isFrozen) pair.held.push(run);
			else run();
		};
		near.on('data', (chunk) => pass(() => fromApp(pair, chunk)));
		far.on('data', (chunk) => {
			// a connection that is only just being made has no statements to count
			const wasReady = pair.pid !== null;
			const completed = messages(chunk);
			pass(() => fromDatabase(pair, chunk, wasReady ? completed : 0));
		});
		for (const [socket, other] of [
			[near, far],
			[far, near]
		] as const) {
			socket.on('error', () => other.destroy());
			socket.on('close', () => {
				pairs.delete(pair);
				other.end();
			});
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const near = new URL(databaseUrl);
	near.host = `127.0.0.1:${address.port}`;

	return {
		url: near.href,
		breakAt(nth, moment) {
			const wanted: Break = { left: nth, moment, hasHappened: false };
			awaited = wanted;
			return () => {
				if (awaited === wanted) awaited = null;
				return wanted.hasHappened;
			};
		},
		freeze: () => (isFrozen = true),
		thaw() {
			isFrozen = false;
			for (const { held } of pairs) for (const run of held.splice(0)) run();
		},
		deafen(word) {
			const listening = [...pairs].filter(({ said }) => said.some((one) => one.includes(word)));
			for (const pair of listening) pair.isDeaf = true;
			return listening.length;
		},
		async close() {
			for (const { near, far } of [...pairs]) {
				near.destroy();
				far.destroy();
			}
			server.close();
			await once(server, 'close');
		}
	};
}

/** Takes chunks as they come; tells whole messages, and returns how many statements they complete. */
function reader(onMessage: (type: number, body: Buffer) => void): (chunk: Buffer) => number {
	let rest: Buffer = Buffer.alloc(0);
	return (chunk) => {
		rest = Buffer.concat([rest, chunk]);
		let completed = 0;
		while (rest.length >= 5) {
			const length = rest.readInt32BE(1) + 1;
			if (rest.length < length) break;
			const type = rest.readUInt8(0);
			onMessage(type, rest.subarray(5, length));
			if (type === COMMAND_COMPLETE) completed += 1;
			rest = rest.subarray(length);
		}
		return completed;
	};
}
