import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logins, type Login } from '../../src/lib/server/platform/db/roles.ts';
import { ground, type Ground } from '../support/heard.ts';

let at: Ground;
const sql = new Map<Login, Sql>();
const as = (login: Login): Sql => {
	const found = sql.get(login);
	if (!found) throw new Error(`no ${login}`);
	return found;
};

beforeAll(async () => {
	at = await ground('h46');
	for (const login of logins) {
		sql.set(login, postgres(at.local.urls[login], { max: 1, onnotice: () => {} }));
	}
});
afterAll(async () => {
	for (const one of sql.values()) await one.end();
	await at?.close();
});

// threats.md 5, "heard_intake, table by table", written out once more: the migration is not asked
type Rights = {
	select?: string[] | 'all';
	insert?: true;
	update?: string[] | 'all';
	delete?: true;
};
const rights: Record<string, Rights> = {
	agency: { select: ['id', 'intake_settings'] },
	link_lookup: { select: 'all' },
	link: {
		// prettier-ignore
		select: ['agency_id', 'id', 'pepper_no', 'case_id', 'case_public_key', 'response_id',
			'questionnaire_version', 'place_mac', 'locale', 'form_facts', 'state', 'expires_at', 'pin_verifier', 'tries_left'],
		update: ['state', 'tries_left', 'tried_at', 'opened_at']
	},
	visit: {
		select: 'all',
		insert: true,
		update: ['seen_at', 'state', 'draft_id', 'locale'],
		delete: true
	},
	draft: {
		// prettier-ignore
		select: ['agency_id', 'id', 'link_id', 'salt', 'state_box', 'version', 'saved_at', 'due_at'],
		insert: true,
		update: ['state_box', 'version', 'saved_at', 'due_at'],
		delete: true
	},
	response_revision: { insert: true },
	audit_pending: { insert: true },
	throttle: { select: 'all', insert: true, update: 'all', delete: true }
};

const code = (error: unknown): unknown =>
	error instanceof Error && 'code' in error ? error.code : error;
const refused = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'done', code);
const DENIED = '42501';

describe('the rights of heard_intake, from the catalogue', () => {
	type Column = { relation: string; column: string };

	/** Every column of every table, view and sequence of the database, but those of PostgreSQL. */
	const everyColumn = () => at.superuser<Column[]>`
		select case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname as relation,
			a.attname as "column"
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
			join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and n.nspname !~ '^(pg_|information_schema)'
		order by 1, 2`;

	const verbs = ['select', 'insert', 'update', 'references'] as const;

	function expected({ relation, column }: Column, verb: (typeof verbs)[number]): boolean {
		const of = rights[relation];
		if (!of || verb === 'references') return false;
		const given = of[verb];
		return given === true || given === 'all' || (given?.includes(column) ?? false);
	}

	test('H46 every column: exactly the table of section 5', async () => {
		const columns = await everyColumn();
		expect(new Set(columns.map(({ relation }) => relation)).size).toBeGreaterThan(25);
		const wrong: string[] = [];
		for (const one of columns) {
			const name = one.relation.includes('.')
				? one.relation.split('.').map(quoted).join('.')
				: `public.${quoted(one.relation)}`;
			for (const verb of verbs) {
				const [row] = await at.superuser<{ has: boolean }[]>`
					select has_column_privilege('heard_intake', ${name}, ${one.column}, ${verb}) as has`;
				if (row?.has !== expected(one, verb)) wrong.push(`${verb} ${one.relation}.${one.column}`);
			}
		}
		expect(wrong).toEqual([]);
	});

	test('H46 every table: DELETE and nothing that goes past rows and columns', async () => {
		const has = await at.superuser<{ relation: string; verb: string }[]>`
			select case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname as relation,
				v.verb
			from pg_class c join pg_namespace n on n.oid = c.relnamespace,
				unnest(array['delete', 'truncate', 'trigger']) as v (verb)
			where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema)'
				and has_table_privilege('heard_intake', c.oid, v.verb)
			order by 1, 2`;
		const given = Object.entries(rights).filter(([, right]) => right.delete);
		expect(has.map(({ relation, verb }) => `${verb} ${relation}`)).toEqual(
			given.map(([relation]) => `delete ${relation}`).toSorted()
		);
		const sequences = await at.superuser`
			select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where case when c.relkind = 'S' and n.nspname !~ '^pg_'
				then has_sequence_privilege('heard_intake', c.oid, 'usage, select, update') end`;
		expect(sequences).toHaveLength(0);
	});

	test('H46 every function: heard_now() and what PostgreSQL gives to everybody', async () => {
		const own = await at.superuser<{ name: string }[]>`
			select p.oid::regprocedure::text as name
			from pg_proc p join pg_namespace n on n.oid = p.pronamespace
			where n.nspname not in ('pg_catalog', 'information_schema')
				and has_function_privilege('heard_intake', p.oid, 'execute')`;
		expect(own.map(({ name }) => name)).toEqual(['heard_now()']);
		// no built-in was granted to it by name, and it is in none of PostgreSQL's own roles
		const named = await at.superuser`
			select p.oid::regprocedure from pg_proc p, aclexplode(p.proacl) a
			where a.grantee = 'heard_intake'::regrole and p.pronamespace = 'pg_catalog'::regnamespace`;
		expect(named).toHaveLength(0);
		const dangerous = await at.superuser`
			select p.oid::regprocedure::text as name from pg_proc p
			where p.proname ~ '^(pg_read_|pg_ls_|pg_stat_file|lo_|loread|lowrite|pg_terminate|pg_reload|pg_switch)'
				and p.proname not in ('pg_terminate_backend')
				and has_function_privilege('heard_intake', p.oid, 'execute')`;
		expect(dangerous.map(({ name }) => name)).toEqual([]);
	});

	test('H46 no CREATE anywhere, no TEMPORARY, no membership, nothing owned', async () => {
		const [row] = await at.superuser`
			select array(select nspname::text from pg_namespace
					where has_schema_privilege('heard_intake', oid, 'create')) as makes,
				array(select nspname::text from pg_namespace
					where nspname !~ '^(pg_|information_schema)'
						and has_schema_privilege('heard_intake', oid, 'usage')) as uses,
				has_database_privilege('heard_intake', current_database(), 'create, temporary') as base,
				array(select spcname::text from pg_tablespace
					where has_tablespace_privilege('heard_intake', oid, 'create')) as spaces,
				(select count(*)::int from pg_auth_members
					where member = 'heard_intake'::regrole or roleid = 'heard_intake'::regrole) as members,
				(select count(*)::int from pg_shdepend
					where refobjid = 'heard_intake'::regrole and deptype = 'o'
						and dbid in (0, (select oid from pg_database where datname = current_database()))) as owned`;
		expect(row).toEqual({
			makes: [],
			uses: ['public'],
			base: false,
			spaces: [],
			members: 0,
			owned: 0
		});
	});

	test('H46 a table or function that a later migration makes is nothing to it', async () => {
		await as('heard_owner').unsafe(`
			create table later (id uuid);
			create function later_too() returns int language sql as 'select 1'`);
		for (const login of logins.filter((one) => one !== 'heard_owner')) {
			expect(await refused(as(login)`select * from later`), login).toBe(DENIED);
			expect(await refused(as(login)`select later_too()`), login).toBe(DENIED);
		}
		await as('heard_owner').unsafe('drop table later; drop function later_too()');
	});
});

describe('five logins', () => {
	test('H46 none becomes another, or the superuser', async () => {
		const [me] = await at.superuser<{ name: string }[]>`select current_user as name`;
		for (const login of logins) {
			for (const other of [...logins.filter((one) => one !== login), me?.name ?? 'postgres']) {
				const name = `${login} as ${other}`;
				expect(await refused(as(login).unsafe(`set role "${other}"`)), name).toBe(DENIED);
				expect(await refused(as(login).unsafe(`set session authorization "${other}"`)), name).toBe(
					DENIED
				);
			}
			const [still] = await as(login)`select session_user as session, current_user as current`;
			expect(still).toEqual({ session: login, current: login });
		}
	});

	test('H46 none gets in with the password of another', async () => {
		const address = new URL(at.local.urls.heard_desk);
		address.password = new URL(at.local.urls.heard_intake).password;
		const thief = postgres(address.href, { max: 1, onnotice: () => {} });
		expect(await refused(thief`select 1`)).toBe('28P01');
		await thief.end();
	});
});

function quoted(name: string): string {
	return `"${name}"`;
}
