import postgres, { type Sql } from 'postgres';
import { random } from '../crypto/random.ts';

/** The five logins. Each process connects as its own; none may become another. */
export const logins = [
	'heard_owner',
	'heard_intake',
	'heard_desk',
	'heard_worker',
	'heard_auditor'
] as const;
export type Login = (typeof logins)[number];

// Row security has policies for the desk only and would show the others nothing: their walls are
// the grants. The owner owns the tables and is therefore past row security anyway.
const seesAllRows = new Set<Login>(['heard_intake', 'heard_worker', 'heard_auditor']);

const statementTimeout: Record<Login, string> = {
	heard_owner: '0',
	heard_intake: '5s',
	heard_desk: '5s',
	heard_worker: '60s',
	heard_auditor: '0'
};

/**
 * Makes the five logins and the database `name`, or brings them up to date. `superuser` is the
 * connection of a PostgreSQL administrator; nothing of the app keeps it.
 */
export async function makeLogins(
	superuser: Sql,
	{ name, passwords }: { name: string; passwords: Record<Login, string> }
): Promise<void> {
	for (const login of logins) {
		const known = await superuser`select 1 from pg_roles where rolname = ${login}`;
		const verb = known.length > 0 ? 'alter' : 'create';
		const rows = seesAllRows.has(login) ? 'bypassrls' : 'nobypassrls';
		await superuser.unsafe(
			`${verb} role ${login} login nosuperuser nocreatedb nocreaterole noreplication ${rows}
			password ${quoteLiteral(passwords[login])}`
		);
		const settings = {
			statement_timeout: statementTimeout[login],
			lock_timeout: login === 'heard_auditor' ? '0' : '2s',
			idle_in_transaction_session_timeout: login === 'heard_owner' ? '0' : '10s'
		};
		for (const [key, value] of Object.entries(settings)) {
			await superuser.unsafe(`alter role ${login} set ${key} = '${value}'`);
		}
	}
	const exists = await superuser`select 1 from pg_database where datname = ${name}`;
	if (exists.length === 0) {
		await superuser.unsafe(`create database "${name}" owner heard_owner`);
	}
	// nobody makes objects or temporary tables, and only the five get in at all
	await superuser.unsafe(`revoke all on database "${name}" from public`);
	await superuser.unsafe(`grant connect on database "${name}" to ${logins.join(', ')}`);
}

/**
 * PostgreSQL lets everybody make large objects, which no grant on a table sees: whoever owns intake
 * could keep things there, or fill the disk. Taken away in the database itself and by a superuser,
 * since the functions belong to nobody of ours.
 */
export async function takeLargeObjects(superuserUrl: string, name: string): Promise<void> {
	const inside = postgres(superuserUrl, { database: name, max: 1, onnotice: () => {} });
	try {
		const functions = await inside<{ name: string }[]>`
			select oid::regprocedure::text as name from pg_proc
			where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^lo(_.*|read|write)$'`;
		for (const { name: one } of functions) {
			await inside.unsafe(`revoke all on function ${one} from public`);
		}
	} finally {
		await inside.end();
	}
}

function quoteLiteral(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

/** 192 random bits for each login. */
export function newPasswords(): Record<Login, string> {
	const password = () => Buffer.from(random(24)).toString('base64url');
	return {
		heard_owner: password(),
		heard_intake: password(),
		heard_desk: password(),
		heard_worker: password(),
		heard_auditor: password()
	};
}
