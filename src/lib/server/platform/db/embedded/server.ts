import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isRunning, isServerOf, isTaken, startOf } from './processes.ts';

/** A running PostgreSQL server that was verified to be the one of its data folder. */
export type Server = { pid: number; started: string; port: number };

type Note = { pid: number; port: number; isReady: boolean };

const patienceWithSessions = 20_000;
const patienceWithItself = 15_000;

/** The server of this data folder, whoever started it; null when none runs. It may not answer yet. */
export async function find(folder: string): Promise<Server | null> {
	const note = await readNote(folder);
	if (!note || !isServerOf(note.pid, folder)) return null;
	const started = startOf(note.pid);
	return started === null ? null : { pid: note.pid, port: note.port, started };
}

/** Whether the server says that it is open: it has its port, and is done with what a crash left. */
export async function isOpen(server: Server, folder: string): Promise<boolean> {
	const note = await readNote(folder);
	return note?.pid === server.pid && note.isReady;
}

/**
 * PostgreSQL notices by itself that the server of an old `postmaster.pid` is dead, unless its
 * number is taken again or nobody collected the dead process: then it would refuse to start for ever.
 * Should a child of the dead server still be at work, PostgreSQL sees that by their shared memory
 * and refuses all the same.
 */
export async function dropStaleNote(folder: string): Promise<void> {
	const note = await readNote(folder);
	// one that was being started when its starter was killed may have come up since
	if (note && isServerOf(note.pid, folder)) return;
	if (!note || isTaken(note.pid)) await rm(notePath(folder), { force: true });
}

/**
 * Ends the server and waits until it is gone: first politely (open transactions are rolled back),
 * then at once, which is as safe as a power cut. Signals nothing that is not this folder's server.
 */
export async function stop(server: Server, folder: string): Promise<void> {
	if (await endedBy('SIGINT', server, folder, patienceWithSessions)) return;
	if (await endedBy('SIGQUIT', server, folder, patienceWithItself)) return;
	throw new Error(
		`The database server (process ${server.pid}) of ${folder} does not end; ${folder}.log may say why. ` +
			`End it with: kill -9 ${server.pid}`
	);
}

async function endedBy(
	signal: NodeJS.Signals,
	server: Server,
	folder: string,
	patience: number
): Promise<boolean> {
	if (isRunning(server) && isServerOf(server.pid, folder)) process.kill(server.pid, signal);
	const giveUp = performance.now() + patience;
	while (isRunning(server)) {
		if (performance.now() > giveUp) return false;
		await pause(25);
	}
	return true;
}

/** What the server says about itself in its `postmaster.pid`; null when there is none. */
async function readNote(folder: string): Promise<Note | null> {
	const text = await readFile(notePath(folder), 'utf8').catch(() => '');
	const lines = text.split('\n');
	const [pid, port, isReady] = [Number(lines[0]), Number(lines[3]), lines[7]?.trim() === 'ready'];
	return pid > 0 && port > 0 ? { pid, port, isReady } : null;
}

function notePath(folder: string): string {
	return join(folder, 'postmaster.pid');
}
