import postgres from 'postgres';
import { verifyChains } from '#lib/server/platform/audit/verify.ts';
import { migrate } from '#lib/server/platform/db/migrate.ts';
import { newPasswords, makeLogins, takeLargeObjects } from '#lib/server/platform/db/roles.ts';
import { migrationsFolder } from './local.ts';
import { readOptions } from './heard/options.ts';
import { createAgency, inviteStaff } from './heard/people.ts';
import { say, variable } from './shell.ts';

// `npm run heard -- <command>`: what an operator does beside running the processes.

type Command = {
	what: string;
	/** The `--names` that it takes; `?` at the end of one that may be left out. */
	options?: readonly string[];
	run: (given: Record<string, string>) => Promise<number>;
};

const commands: Record<string, Command> = {
	'database logins': {
		what: 'makes the database "heard" and its five logins, as DATABASE_ADMIN_URL, and prints their passwords once',
		async run() {
			const address = variable('DATABASE_ADMIN_URL');
			const administrator = postgres(address, { max: 1 });
			const passwords = newPasswords();
			await makeLogins(administrator, { name: 'heard', passwords }).finally(() =>
				administrator.end()
			);
			await takeLargeObjects(address, 'heard');
			for (const [login, password] of Object.entries(passwords)) say(`${login} ${password}`);
			return 0;
		}
	},
	'database migrate': {
		what: 'runs what is missing of drizzle/, as DATABASE_OWNER_URL (heard_owner)',
		async run() {
			await migrate(variable('DATABASE_OWNER_URL'), migrationsFolder);
			say('The database is up to date.');
			return 0;
		}
	},
	'audit verify': {
		what: 'checks every chain of audit events, as DATABASE_AUDITOR_URL (heard_auditor)',
		async run() {
			const auditor = postgres(variable('DATABASE_AUDITOR_URL'), { max: 1 });
			const found = await verifyChains(auditor).finally(() => auditor.end());
			say(found.ok ? `ok ${found.count}` : `broken: ${found.problem} at ${found.at}`);
			return found.ok ? 0 : 1;
		}
	},
	'agency create': {
		what: 'makes an agency with its keys and its first admin, and prints their one-time set-up link',
		options: [
			'name',
			'admin-email',
			'admin-name',
			'settings',
			'organisation?',
			'recovery-key?',
			'without-recovery-key?'
		],
		run: createAgency
	},
	'staff invite': {
		what: 'adds somebody to an agency, and prints their one-time set-up link',
		options: ['agency', 'email', 'name', 'role', 'organisation?'],
		run: inviteStaff
	}
};

const given = process.argv.slice(2);
const from = given.findIndex((word) => word.startsWith('--'));
const words = from === -1 ? given : given.slice(0, from);
const name = words.join(' ');
const command = commands[name];
if (!command) {
	say('npm run heard -- <command>');
	for (const [known, { what }] of Object.entries(commands)) say(`  ${known.padEnd(18)} ${what}`);
}
const options = command ? readOptions(given.slice(words.length), command.options ?? []) : null;
if (typeof options === 'string') say(options);
process.exitCode =
	command && options && typeof options !== 'string'
		? await command.run(options)
		: name === ''
			? 0
			: 2;
