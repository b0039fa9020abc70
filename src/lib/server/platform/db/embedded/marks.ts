import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode, randomHex } from './files.ts';
import { isRunning, startOf } from './processes.ts';

// A mark is an empty file that says "this process is here": `<pid>-<its start>-<chance>`. A mark is
// never overwritten and its name never comes back, so anybody may sweep away those of dead processes.
const form = /^(?<pid>\d+)-(?<started>[\w.]+)-[0-9a-f]+$/;

/** Leaves this process's mark in the folder and returns its name. */
export async function place(folder: string): Promise<string> {
	const name = `${process.pid}-${startOf(process.pid)}-${randomHex(4)}`;
	for (;;) {
		try {
			await mkdir(folder, { recursive: true });
			await writeFile(join(folder, name), '', { flag: 'wx' });
			return name;
		} catch (error) {
			// the last one to leave has just taken the empty folder away, before or after we made it
			if (!isCode(error, 'ENOENT')) throw error;
		}
	}
}

/** Takes a mark away, and the folder with the last one. */
export async function lift(folder: string, name: string): Promise<void> {
	await rm(join(folder, name), { force: true });
	await rmdir(folder).catch(() => {
		// others are still in it, or have taken it away already
	});
}

/** The marks of living processes; those of dead ones are swept away. */
export async function living(folder: string): Promise<string[]> {
	const names = await readdir(folder).catch(() => []);
	const alive: string[] = [];
	for (const name of names) {
		const mark = form.exec(name)?.groups;
		if (!mark) continue;
		if (isRunning({ pid: pidOf(name), started: mark.started ?? '' })) alive.push(name);
		else await rm(join(folder, name), { force: true });
	}
	return alive;
}

export function pidOf(name: string): number {
	return Number(name.split('-')[0]);
}
