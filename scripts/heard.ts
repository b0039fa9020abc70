import postgres from 'postgres';
import { verifyChains } from '#lib/server/platform/audit/verify.ts';
import { migrate } from '#lib/server/platform/db/migrate.ts';
import { newPasswords, makeLogins, takeLargeObjects } from '#lib/server/platform/db/roles.ts';
import { installJobs } from '#lib/server/platform/jobs/index.ts';
import { migrationsFolder } from './local.ts';
import { importCases } from './heard/import-cases.ts';
import { readOptions } from './heard/options.ts';
import { createAgency, inviteStaff } from './heard/people.ts';
import { say, variable } from './shell.ts';

// `npm run heard -- <command>`: what an operator does beside running the processes.

type Command =
	| {
			what: string;
			/** The `--names` that it takes; `?` at the end of one that may be left out. */
			options?: readonly string[];
			run: (given: Record<string, string>) => Promise<number>;
	  }
	| {
			what: string;
			/** Reads what follows by itself. */
			runWith: (args: string[]) => Promise<number>;
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
		what: 'runs what is missing of drizzle/ and makes the tables of the jobs, as DATABASE_OWNER_URL (heard_owner)',
		async run() {
			const owner = variable('DATABASE_OWNER_URL');
			await migrate(owner, migrationsFolder);
			await installJobs(owner);
			say('The database is up to date.');
			return 0;
		}
	},
	'import cases': {
		what: 'imports <file.csv> into --agency <id or name> --as <e-mail>; --dry-run only checks it. As DATABASE_URL (heard_desk), with HEARD_KEK_FILE and HEARD_PEPPER_FILE',
		runWith: importCases
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

// a command is two words; what follows is its own
const given = process.argv.slice(2);
const name = given.slice(0, 2).join(' ');
const command = commands[name];
if (!command) {
	say('npm run heard -- <command>');
	for (const [known, { what }] of Object.entries(commands)) say(`  ${known.padEnd(18)} ${what}`);
}
process.exitCode = command ? await runCommand(command, given.slice(2)) : name === '' ? 0 : 2;

async function runCommand(command: Command, args: string[]): Promise<number> {
	if ('runWith' in command) return command.runWith(args);
	const options = readOptions(args, command.options ?? []);
	if (typeof options !== 'string') return command.run(options);
	say(options);
	return 2;
}
