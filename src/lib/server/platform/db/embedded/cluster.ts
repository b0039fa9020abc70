import type { FileHandle } from 'node:fs/promises';
import {
	access,
	appendFile,
	chown,
	constants,
	lchown,
	lstat,
	mkdir,
	readFile,
	readdir,
	rename,
	rm,
	writeFile
} from 'node:fs/promises';
import { once } from 'node:events';
import { basename, dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { randomHex, replaceFile, syncFolder } from './files.ts';
import type { Owner } from './files.ts';
import type { Runner } from './runner.ts';
import { includeOurs } from './settings.ts';

/** Whether the folder holds a database. It holds a whole one or none: it gets its name when it is done. */
export async function isMade(folder: string): Promise<boolean> {
	return (await majorOf(folder)) !== null;
}

/** Throws a sentence that says what to do when the data is not for this user or this PostgreSQL. */
export async function refuseForeign(folder: string): Promise<void> {
	const around = dirname(folder);
	const uid = process.getuid?.() ?? 0;
	const made = await lstat(folder).catch(() => null);
	const mayWrite = await access(around, constants.W_OK).then(
		() => true,
		() => false
	);
	if (mayWrite && (!made || uid === 0 || made.uid === uid)) return;
	throw new Error(
		`The database in ${folder} belongs to another user, as it does when Heard was started as root ` +
			`before. Take the folder around it over (sudo chown -R $(id -un) ${around}), or start Heard as root.`
	);
}

/**
 * Makes an empty database, reachable by the superuser `postgres` with the password in
 * `<folder>.password`. Killed half-way it leaves nothing that looks like a database.
 */
export async function make(
	folder: string,
	{ runner, binaries, output }: { runner: Runner; binaries: Binaries; output: FileHandle }
): Promise<void> {
	await refuseStrangersFiles(folder);
	await sweepHalfMade(folder);

	// a name of its own each time: a killed start may have left an initdb behind that still writes
	const fresh = `${folder}.new-${randomHex(4)}`;
	const password = randomHex(16);
	await mkdir(fresh, { mode: 0o700 });
	await writeFile(`${fresh}.password`, password, { mode: 0o600 });
	if (runner.owner) {
		await chown(fresh, runner.owner.uid, runner.owner.gid);
		await chown(`${fresh}.password`, runner.owner.uid, runner.owner.gid);
	}

	const child = runner.start(
		binaries.initdb,
		[
			...['-D', fresh, '--username=postgres', `--pwfile=${fresh}.password`],
			...['--auth=scram-sha-256', '--data-checksums', '--encoding=UTF8'],
			// the same order of words on every machine, whatever is installed there
			...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
		],
		['ignore', output.fd, output.fd]
	);
	const [code] = await once(child, 'exit');
	await rm(`${fresh}.password`, { force: true });
	if (code !== 0) {
		await rm(fresh, { recursive: true, force: true });
		throw new Error(
			`PostgreSQL could not make its files in ${folder}; ${folder}.log says why. ` +
				'It needs a user that /etc/passwd knows, and about 60 MB of disk.'
		);
	}

	await appendFile(join(fresh, 'postgresql.conf'), includeOurs);
	await replaceFile(passwordFile(folder), password, null);
	await rename(fresh, folder);
	await syncFolder(dirname(folder));
}

/** Throws a sentence when the data was made by another major version of PostgreSQL. */
export async function refuseOtherVersion(folder: string, major: string): Promise<void> {
	const made = await majorOf(folder);
	if (made === null || made === major) return;
	throw new Error(
		`The database in ${folder} was made by PostgreSQL ${made}, and this is PostgreSQL ${major}. ` +
			'Start over with `npm run demo -- --reset`, or move the data with pg_dump.'
	);
}

export async function readPassword(folder: string): Promise<string> {
	const password = await readFile(passwordFile(folder), 'utf8').catch(() => '');
	if (password !== '') return password;
	throw new Error(
		`The file ${passwordFile(folder)} is missing, and without it nobody can sign in to the database ` +
			'beside it. Put it back, or start over with `npm run demo -- --reset`.'
	);
}

export function passwordFile(folder: string): string {
	return `${folder}.password`;
}

/** Data that root owns (a restored or copied folder) is opened by nobody, so it changes hands. */
export async function giveTo(owner: Owner, path: string): Promise<void> {
	const there = await lstat(path);
	if (there.uid === owner.uid && there.gid === owner.gid) return;
	await lchown(path, owner.uid, owner.gid);
	if (!there.isDirectory()) return;
	for (const name of await readdir(path)) await giveTo(owner, join(path, name));
}

/** Removes what killed starts left beside the folder. */
export async function sweepHalfMade(folder: string): Promise<void> {
	for (const name of await readdir(dirname(folder))) {
		if (!name.startsWith(`${basename(folder)}.new-`)) continue;
		// an initdb that outlived its start may still write into it: then the next start sweeps it
		await rm(join(dirname(folder), name), { recursive: true, force: true }).catch(() => {});
	}
}

/** Never take a folder that somebody uses for something else. An empty one is fine. */
export async function refuseStrangersFiles(folder: string): Promise<void> {
	const names = await readdir(folder).catch(() => []);
	if (names.length === 0 || (await isMade(folder))) return;
	throw new Error(
		`The folder ${folder} holds files (${names[0]}, …) but no database of Heard's. ` +
			'Move them away and start again.'
	);
}

async function majorOf(folder: string): Promise<string | null> {
	const text = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '');
	return text.trim() || null;
}
