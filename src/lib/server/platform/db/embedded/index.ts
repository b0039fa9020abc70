import { mkdir, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findBinaries } from './binaries.ts';
import * as cluster from './cluster.ts';
import { locked } from './lock.ts';
import * as marks from './marks.ts';
import { findRunner } from './runner.ts';
import * as server from './server.ts';
import { answers, host, logPath, openLog, start, superuserUrl } from './start.ts';
import type { Server } from './server.ts';

export type Embedded = {
	/** Signs in as `postgres`, who may do everything: for making roles and for looking around. */
	superuserUrl: string;
	host: string;
	port: number;
	/** Whether this call started the server; else it was running already. */
	started: boolean;
	/** Says that this process needs it no longer. The last one to say so stops the server. */
	release(): Promise<void>;
};

export type EmbeddedOptions = {
	/** Absolute path of the data. Beside it stand `<folder>.password`, `.log`, `.users` and `.lock`. */
	folder: string;
	/** Only when it has to be started; by default the port of the last start, or any free one. */
	port?: number;
	/** Hears what takes time, one short sentence at a time. */
	log?: (line: string) => void;
};

/**
 * The embedded PostgreSQL of this folder: made at first use, started when it does not run, shared
 * when another process has started it, taken over when that process was killed.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
	const folder = await settle(options.folder);
	await cluster.refuseForeign(folder);
	return locked(lockPath(folder), async () => {
		const { running, password, started } = await ready(folder, options);
		const lease = await marks.place(usersPath(folder));
		let released: Promise<void> | undefined;
		return {
			superuserUrl: superuserUrl(running.port, password),
			host,
			port: running.port,
			started,
			release: () => (released ??= leave(folder, lease))
		};
	});
}

/** Stops the server whoever uses it (ask `usersOfEmbedded` first). Returns whether one was running. */
export async function stopEmbedded(path: string): Promise<boolean> {
	const folder = await settle(path);
	await cluster.refuseForeign(folder);
	return locked(lockPath(folder), () => stopRunning(folder));
}

/** Stops the server whoever uses it, and removes the data with everything beside it. For good. */
export async function removeEmbedded(path: string): Promise<void> {
	const folder = await settle(path);
	await cluster.refuseForeign(folder);
	await locked(lockPath(folder), async () => {
		await cluster.refuseStrangersFiles(folder);
		await stopRunning(folder);
		await cluster.sweepHalfMade(folder);
		const beside = [cluster.passwordFile(folder), logPath(folder), usersPath(folder)];
		for (const one of [folder, ...beside]) await rm(one, { recursive: true, force: true });
	});
}

/** The process ids that use the embedded database of this folder now. */
export async function usersOfEmbedded(path: string): Promise<number[]> {
	const names = await marks.living(usersPath(await settle(path)));
	return [...new Set(names.map(marks.pidOf))];
}

async function ready(
	folder: string,
	{ port, log }: EmbeddedOptions
): Promise<{ running: Server; password: string; started: boolean }> {
	const found = await server.find(folder);
	if (found) {
		const password = await cluster.readPassword(folder);
		if (await answers(found, { folder, password })) {
			return { running: found, password, started: false };
		}
	}

	const binaries = await findBinaries();
	const runner = await findRunner(binaries, folder);
	if (!(await cluster.isMade(folder))) {
		log?.('Making a new database');
		const output = await openLog(folder);
		await cluster.make(folder, { runner, binaries, output }).finally(() => output.close());
	}
	await cluster.refuseOtherVersion(folder, runner.major);
	if (runner.owner) await cluster.giveTo(runner.owner, folder);

	const password = await cluster.readPassword(folder);
	const running = await start({ folder, password }, { runner, binaries, wanted: port });
	log?.(`The database listens on ${host}:${running.port}`);
	return { running, password, started: true };
}

async function leave(folder: string, lease: string): Promise<void> {
	await locked(lockPath(folder), async () => {
		await marks.lift(usersPath(folder), lease);
		if ((await marks.living(usersPath(folder))).length === 0) await stopRunning(folder);
	});
}

async function stopRunning(folder: string): Promise<boolean> {
	const running = await server.find(folder);
	if (running) await server.stop(running, folder);
	return running !== null;
}

/** One name for the folder, whatever links led to it: the server and the locks go by it. */
async function settle(path: string): Promise<string> {
	await mkdir(dirname(path), { recursive: true });
	return join(await realpath(dirname(path)), basename(path));
}

function usersPath(folder: string): string {
	return `${folder}.users`;
}

function lockPath(folder: string): string {
	return `${folder}.lock`;
}
