import { open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import type { Binaries } from './binaries.ts';
import { isCode } from './files.ts';
import { isRunning, startOf } from './processes.ts';
import type { Runner } from './runner.ts';
import { dropStaleNote, find, isOpen } from './server.ts';
import type { Server } from './server.ts';
import { lastPort, writeSettings } from './settings.ts';

export const host = '127.0.0.1';

// after a crash it reads the log of changes before it answers, and a slow disk takes its time
const patienceWithRecovery = 120_000;
// what a server that was killed leaves behind (its children, its port) is gone within seconds
const patienceWithRemains = 10_000;

export type Login = { folder: string; password: string };

/**
 * Starts the server of this folder and waits until it answers.
 * @param wanted the port; without it the last one if it is free, else any free one
 */
export async function start(
	{ folder, password }: Login,
	{ runner, binaries, wanted }: { runner: Runner; binaries: Binaries; wanted?: number }
): Promise<Server> {
	const giveUp = performance.now() + patienceWithRemains;
	for (;;) {
		await dropStaleNote(folder);
		const port = await freePort(wanted, await lastPort(folder));
		await writeSettings(folder, port, runner.owner);
		const said = await tryStart({ folder, password }, runner, binaries, port);
		const server = await find(folder);
		// also when another was quicker: one that outlived the process that started it
		if (server && (await answers(server, { folder, password }))) return server;
		const passing = /already in use|still in use|lock file/.test(said);
		if (!passing || performance.now() > giveUp) throw new Error(didNotStart(folder, said));
		await pause(200);
	}
}

/** Waits until the server lets the superuser in; false when it ends instead. */
export async function answers(server: Server, { folder, password }: Login): Promise<boolean> {
	const giveUp = performance.now() + patienceWithRecovery;
	while (isRunning(server)) {
		// not asked before: until it has its port, somebody else may answer there
		if ((await isOpen(server, folder)) && (await signIn(server.port, password))) return true;
		if (performance.now() > giveUp) {
			throw new Error(
				`The database server (process ${server.pid}) has not answered for two minutes; ` +
					`${folder}.log says what it is doing. Try again when it is done.`
			);
		}
		await pause(50);
	}
	return false;
}

export function superuserUrl(port: number, password: string): string {
	return `postgres://postgres:${password}@${host}:${port}/postgres`;
}

async function signIn(port: number, password: string): Promise<boolean> {
	const sql = postgres(superuserUrl(port, password), { max: 1, connect_timeout: 5 });
	try {
		await sql`select`;
		return true;
	} catch (error) {
		if (!isCode(error, '28P01', '28000')) return false;
		throw new Error(
			'The database does not accept the password in the file beside it. ' +
				'Put the right file back, or start over with `npm run demo -- --reset`.',
			{ cause: error }
		);
	} finally {
		await sql.end({ timeout: 1 });
	}
}

/** What the server wrote to its log until it answered or ended. */
async function tryStart(
	login: Login,
	runner: Runner,
	binaries: Binaries,
	port: number
): Promise<string> {
	const log = await openLog(login.folder);
	try {
		const { size } = await log.stat();
		const child = runner.start(binaries.postgres, ['-D', login.folder], ['ignore', log.fd, log.fd]);
		// it must outlive this process when another one uses it
		child.unref();
		child.once('error', () => {
			// it has no pid then, and nothing to wait for
		});
		const { pid } = child;
		const started = pid === undefined ? null : startOf(pid);
		if (pid !== undefined && started !== null) await answers({ pid, started, port }, login);
		return (await readFile(logPath(login.folder))).subarray(size).toString('utf8');
	} finally {
		await log.close();
	}
}

export async function openLog(folder: string): Promise<FileHandle> {
	return open(logPath(folder), 'a', 0o600);
}

export function logPath(folder: string): string {
	return `${folder}.log`;
}

async function freePort(wanted: number | undefined, last: number | null): Promise<number> {
	if (wanted !== undefined) {
		if (await bind(wanted)) return wanted;
		throw new Error(`Port ${wanted} is taken. Free it, or let Heard choose a port.`);
	}
	const port = (last && (await bind(last))) || (await bind(0));
	if (port) return port;
	throw new Error(`No free port on ${host}.`);
}

/** The port if it could be taken (0: any), else null. It is free again afterwards. */
function bind(port: number): Promise<number | null> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(null));
		server.listen({ host, port, exclusive: true }, () => {
			const address = server.address();
			const bound = address && typeof address === 'object' ? address.port : null;
			server.close(() => resolve(bound));
		});
	});
}

function didNotStart(folder: string, said: string): string {
	const reasons = said
		.split('\n')
		.filter((line) => line.includes('FATAL') || line.includes('HINT'));
	const why = reasons.map((line) => line.replace(/^.*?(FATAL|HINT):\s*/, '')).join(' ');
	return `The database server did not start: ${why || 'it says nothing'} (${logPath(folder)})`;
}
