import postgres from 'postgres';
import { verifyChains } from '#lib/server/platform/audit/verify.ts';
import { migrate } from '#lib/server/platform/db/migrate.ts';
import { newPasswords, makeLogins, takeLargeObjects } from '#lib/server/platform/db/roles.ts';
import { installJobs } from '#lib/server/platform/jobs/index.ts';
import { migrationsFolder } from './local.ts';
import { say, variable } from './shell.ts';

// `npm run heard -- <command>`: what an operator does beside running the processes.

type Command = { what: string; run: () => Promise<number> };

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
	'audit verify': {
		what: 'checks every chain of audit events, as DATABASE_AUDITOR_URL (heard_auditor)',
		async run() {
			const auditor = postgres(variable('DATABASE_AUDITOR_URL'), { max: 1 });
			const found = await verifyChains(auditor).finally(() => auditor.end());
			say(found.ok ? `ok ${found.count}` : `broken: ${found.problem} at ${found.at}`);
			return found.ok ? 0 : 1;
		}
	}
};

const name = process.argv.slice(2).join(' ');
const command = commands[name];
if (!command) {
	say('npm run heard -- <command>');
	for (const [known, { what }] of Object.entries(commands)) say(`  ${known.padEnd(18)} ${what}`);
}
process.exitCode = command ? await command.run() : name === '' ? 0 : 2;
