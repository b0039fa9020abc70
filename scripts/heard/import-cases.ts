import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { text } from '#lib/i18n/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { keyRing } from '#lib/server/desk/keys/index.ts';
import { keyProvider } from '#lib/server/platform/crypto/keys/index.ts';
import { readPepper } from '#lib/server/platform/crypto/key-file.ts';
import { openPool } from '#lib/server/platform/db/client.ts';
import { say, variable } from '../shell.ts';

// `npm run heard -- import cases <file.csv> --agency … --as <email> [--dry-run]`

const MOST_BYTES = 2 * 1024 * 1024;
const usage = 'import cases <file.csv> --agency <id or name> --as <e-mail> [--dry-run]';

/** Imports a file of cases in the name of an officer or supervisor, by the same verbs as the page. */
export async function importCases(args: string[]): Promise<number> {
	const given = readArguments(args);
	const [path] = given?.positionals ?? [];
	if (!given || !path || !given.values.agency || !given.values.as || given.positionals.length > 1) {
		say(usage);
		return 2;
	}
	const found = statSync(path, { throwIfNoEntry: false });
	if (!found?.isFile()) {
		say(found ? `${path} is no file.` : `There is no such file: ${path}`);
		return 2;
	}
	if (found.size > MOST_BYTES) {
		say('The file is larger than 2 MB. Import it in parts.');
		return 2;
	}
	const { agency, as, 'dry-run': isDry } = given.values;
	const file = decode(readFileSync(path));
	if (file === null) {
		say('The file is not UTF-8.');
		return 2;
	}
	const pool = openPool(variable('DATABASE_URL'), { max: 2, name: 'heard_import' });
	const desk = {
		db: pool.db,
		keys: keyRing(keyProvider({ path: variable('HEARD_KEK_FILE') })),
		pepper: readPepper(variable('HEARD_PEPPER_FILE')),
		intakeOrigin: '',
		origin: ''
	};
	try {
		const staff = await cases.importer(desk, { agency, email: as });
		if (typeof staff === 'string') {
			say(staff === 'agency' ? 'There is no such agency.' : 'Nobody there has this e-mail.');
			return 1;
		}
		const report = await (isDry ? cases.check : cases.bringIn)(desk, staff, file);
		if (!report) {
			say('Only officers and supervisors import cases.');
			return 1;
		}
		const t = text('en');
		for (const { line, column, problem } of report.bad) {
			say(`line ${line}, ${column ?? 'whole line'}: ${t(`casework.line.${problem}`)}`);
		}
		if (report.bad.length > 0) {
			say(t('casework.import.bad', { count: report.bad.length }));
			return 1;
		}
		const done = isDry ? 'casework.import.would' : 'casework.import.made';
		say(t(done, { count: report.made }));
		say(t('casework.import.known', { count: report.known }));
		return 0;
	} finally {
		await pool.end();
	}
}

/** Null for what is no option of this command. */
function readArguments(args: string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				agency: { type: 'string' },
				as: { type: 'string' },
				'dry-run': { type: 'boolean', default: false }
			}
		});
	} catch {
		return null;
	}
}

function decode(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}
