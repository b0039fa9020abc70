import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { languages } from '#lib/i18n/index.ts';
import { makeKeyFile } from '#lib/server/platform/crypto/key-file.ts';
import { startEmbedded } from '#lib/server/platform/db/embedded/index.ts';
import { migrate } from '#lib/server/platform/db/migrate.ts';
import {
	logins,
	makeLogins,
	newPasswords,
	takeLargeObjects,
	type Login
} from '#lib/server/platform/db/roles.ts';
import { installJobs } from '#lib/server/platform/jobs/index.ts';

// A whole installation on this machine, for the demo, for development and for the tests: the
// embedded database with its five logins, the migrations, and the two key files.

const root = join(import.meta.dirname, '..');
export const migrationsFolder = join(root, 'drizzle');
export const dataFolder = join(root, '.data');

/** Settings of an installation whose people are invented: all languages, help lines of zeros. */
export const invented = {
	HEARD_LANGUAGES: languages.join(','),
	HEARD_HELP_LINES:
		'Lantern Line, 0800 000 0000, day and night|Lantern Line text relay, 0800 000 0002'
};

export type Local = {
	/** Address of the database for each login. */
	urls: Record<Login, string>;
	/** The superuser of the embedded database, in the database of the app. */
	superuserUrl: string;
	kekFile: string;
	pepperFile: string;
	/** Lets go of the database; the last one who does stops it. */
	release: () => Promise<void>;
};

/**
 * Prepares `folder` and starts what it needs. `name` is the database in it: the tests make several
 * in one server.
 */
export async function prepareLocal({
	folder = dataFolder,
	name = 'heard',
	say = () => {}
}: {
	folder?: string;
	name?: string;
	say?: (line: string) => void;
} = {}): Promise<Local> {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const embedded = await startEmbedded({ folder: join(folder, 'pg'), log: say });
	try {
		const passwords = readOrMake(join(folder, 'logins.json'));
		const superuser = postgres(embedded.superuserUrl, { max: 1, onnotice: () => {} });
		await makeLogins(superuser, { name, passwords }).finally(() => superuser.end());
		await takeLargeObjects(embedded.superuserUrl, name);

		const at = (login: string, password: string) =>
			`postgres://${login}:${password}@${embedded.host}:${embedded.port}/${name}`;
		const urls = Object.fromEntries(
			logins.map((login) => [login, at(login, passwords[login])])
		) as Record<Login, string>; // every login is in `logins`
		await migrate(urls.heard_owner, migrationsFolder);
		await installJobs(urls.heard_owner);

		const keys = makeKeys(join(folder, 'keys'), say);
		const superuserUrl = new URL(embedded.superuserUrl);
		superuserUrl.pathname = `/${name}`;
		return { urls, superuserUrl: superuserUrl.href, ...keys, release: embedded.release };
	} catch (error) {
		await embedded.release();
		throw error;
	}
}

function readOrMake(file: string): Record<Login, string> {
	if (!existsSync(file)) {
		writeFileSync(file, JSON.stringify(newPasswords()), { mode: 0o600 });
	}
	return JSON.parse(readFileSync(file, 'utf8'));
}

function makeKeys(
	folder: string,
	say: (line: string) => void
): { kekFile: string; pepperFile: string } {
	const kekFile = join(folder, 'kek');
	const pepperFile = join(folder, 'pepper');
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	for (const file of [kekFile, pepperFile]) {
		if (existsSync(file)) continue;
		makeKeyFile(file);
		say(`Made a key: ${file}. Without it the answers in this database cannot be opened.`);
	}
	return { kekFile, pepperFile };
}
