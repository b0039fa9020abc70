import { StartRefusal, type Mode } from '../config.ts';
import type { Pool } from '../db/client.ts';
import type { AppLogin } from '../pools.ts';
import journal from '../../../../../drizzle/meta/_journal.json' with { type: 'json' };

/** How many migrations this build needs. Part of the build: a server needs no folder beside it. */
const NEEDED = journal.entries.length;

type Facts = {
	version: number;
	login: string;
	isSuperuser: boolean;
	seesAllRows: boolean;
	isMember: boolean;
	owns: boolean;
	unsafe: string[];
	migrated: string | null;
	clock: string | null;
};

/**
 * Refuses a database, or a login, with which Heard would break a promise. One look, at the start.
 * Source: threat model, section 5 (F16).
 */
export async function checkDatabase(
	{ client }: Pool,
	{ login, mode }: { login: AppLogin; mode: Mode }
): Promise<void> {
	const facts = await look(client, login);
	const sentence = refusalOf(facts, { login, mode });
	if (sentence) throw new StartRefusal(sentence);
}

/** Whether what is committed is on disk: "we have it" is said after COMMIT, and must stay true. */
export async function unsafeSettings({ client }: Pool): Promise<string[]> {
	const rows = await client<{ name: string }[]>`
		select name from unnest(array['fsync', 'synchronous_commit', 'full_page_writes']) name
		where current_setting(name) = 'off'`;
	return rows.map(({ name }) => name);
}

async function look(client: Pool['client'], login: AppLogin): Promise<Facts> {
	try {
		const [facts] = await client<Facts[]>`
			select
				current_setting('server_version_num')::int as version,
				session_user as login,
				r.rolsuper as "isSuperuser",
				r.rolbypassrls as "seesAllRows",
				exists (select 1 from pg_auth_members m where m.member = r.oid) as "isMember",
				exists (
					select 1 from pg_class c
					where c.relowner = r.oid and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
				) as owns,
				array(
					select name from unnest(array['fsync', 'synchronous_commit', 'full_page_writes']) name
					where current_setting(name) = 'off'
				) as unsafe,
				(
					select obj_description(n.oid, 'pg_namespace') from pg_namespace n
					where n.nspname = 'public'
				) as migrated,
				(
					select p.prosrc from pg_proc p
					where p.proname = 'heard_now' and p.pronamespace = 'public'::regnamespace
				) as clock
			from pg_roles r where r.rolname = session_user`;
		if (facts) return facts;
	} catch {
		// the driver's words may hold the address, and an address holds a password
	}
	throw new StartRefusal(
		`The database does not let us in: start PostgreSQL, or correct the address and password of heard_${login}.`
	);
}

/** The sentence, or null. */
export function refusalOf(
	facts: Facts,
	{ login, mode }: { login: AppLogin; mode: Mode }
): string | null {
	const name = `heard_${login}`;
	if (facts.version < 150_000) return 'PostgreSQL is too old: use version 15 or newer.';
	if (facts.isSuperuser) {
		return `The login ${facts.login} is a superuser, so no grant would hold it: connect as ${name}.`;
	}
	if (facts.owns) {
		return `The login ${facts.login} owns tables, so no grant would hold it: connect as ${name}, and migrate as heard_owner.`;
	}
	if (facts.isMember) {
		return `The login ${facts.login} is a member of another role and could become it: revoke that membership.`;
	}
	if (facts.login !== name) return `Connect as ${name} here, not as ${facts.login}.`;
	if (login === 'desk' && facts.seesAllRows) {
		return 'The login heard_desk has BYPASSRLS and would see every agency: alter role heard_desk nobypassrls.';
	}
	if (facts.unsafe.length > 0) {
		return `PostgreSQL would lose what it has confirmed: set ${facts.unsafe.join(', ')} to on.`;
	}
	return refusalOfSchema(facts, mode);
}

function refusalOfSchema({ migrated, clock }: Facts, mode: Mode): string | null {
	const done = Number(/^heard (\d+)$/.exec(migrated ?? '')?.[1] ?? 0);
	if (done < NEEDED) {
		return `Migrations are missing (${done} of ${NEEDED}): run "npm run heard -- database migrate" with the address of heard_owner.`;
	}
	const isReal = clock?.trim().replace(/\s+/g, ' ').toLowerCase() === 'select now()';
	if (mode === 'production' && !isReal) {
		return 'heard_now() is another than the migration made, so the clock may be moved: use a database that was never one of the demo or the tests.';
	}
	return null;
}
