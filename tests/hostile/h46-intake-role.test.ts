import postgres, { type Sql } from 'postgres';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logins, type Login } from '../../src/lib/server/platform/db/roles.ts';
import { ground, type Ground } from '../support/heard.ts';
import { worldOn, type HandedLink, type World } from '../support/world.ts';

let at: Ground;
let world: World;
let link: HandedLink;
const sql = new Map<Login, Sql>();
const as = (login: Login): Sql => {
	const found = sql.get(login);
	if (!found) throw new Error(`no ${login}`);
	return found;
};

beforeAll(async () => {
	at = await ground('h46');
	world = worldOn(at);
	const agency = await world.agency();
	link = await world.link(agency, await world.case(agency));
	for (const login of logins) {
		sql.set(login, postgres(at.local.urls[login], { max: 1, onnotice: () => {} }));
	}
});
afterAll(async () => {
	for (const one of sql.values()) await one.end();
	await world?.close();
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
			'questionnaire_version', 'locale', 'form_facts', 'state', 'expires_at', 'pin_verifier', 'tries_left'],
		update: ['state', 'tries_left', 'tried_at', 'opened_at']
	},
	visit: { select: 'all', insert: true, update: ['seen_at', 'state', 'draft_id'], delete: true },
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
			where p.proname ~ '^(pg_read_|pg_ls_|pg_stat_file|lo_import|lo_export|pg_terminate|pg_reload|pg_switch)'
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
					where refobjid = 'heard_intake'::regrole and deptype = 'o') as owned`;
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

describe('heard_intake tries', () => {
	const sealed = Buffer.alloc(1092);

	const placeOf = async () => {
		const [row] = await at.superuser`
			select agency_id, response_id, case_id, questionnaire_version from link where id = ${link.linkId}`;
		if (!row) throw new Error('no link');
		return row;
	};

	test('H46 what it may do, it can: a sent revision and a fresh draft', async () => {
		const place = await placeOf();
		const intake = as('heard_intake');
		await intake`insert into response_revision ${intake({ ...place, id: uuid(), kind: 'sent', sealed })}`;
		await intake`insert into draft ${intake({ agency_id: place.agency_id, id: uuid(), link_id: link.linkId, salt: sealed, state_box: sealed, key_sealed: sealed })}`;
		const [row] = await at.superuser`select count(*)::int as count from response_revision`;
		expect(row?.count).toBe(1);
		await at.superuser`delete from response_revision`;
	});

	test.each([
		['an unsent revision', { kind: 'unsent' }, DENIED],
		['an assessed one', { kind: 'sent', assessed_at: new Date() }, DENIED],
		['one of another kind', { kind: 'other' }, DENIED],
		['one of another size', { kind: 'sent', sealed: Buffer.alloc(1093) }, '23514']
	])('H46 %s by insert: refused', async (_, row, expected) => {
		const place = await placeOf();
		const intake = as('heard_intake');
		const values = { ...place, id: uuid(), sealed, ...row };
		expect(await refused(intake`insert into response_revision ${intake(values)}`)).toBe(expected);
	});

	test('H46 a draft that is filed already, by insert: refused', async () => {
		const { agency_id } = await placeOf();
		const intake = as('heard_intake');
		// prettier-ignore
		const values = { agency_id, id: uuid(), link_id: link.linkId, salt: sealed, state_box: sealed,
			key_sealed: sealed, version: 1, filed_version: 1 };
		expect(await refused(intake`insert into draft ${intake(values)}`)).toBe(DENIED);
	});

	test.each([
		'select sealed from response_revision',
		'select count(*) from response_revision',
		'select key_sealed from draft',
		'select * from draft',
		'select * from link',
		'select desk_settings from agency',
		'select 1 from "case"',
		'select 1 from staff',
		'select 1 from case_key',
		'select 1 from agency_key',
		'select 1 from audit_event',
		'select 1 from session',
		`update response_revision set sealed = '\\x00'`,
		`update response_revision set assessed_at = heard_now()`,
		'delete from response_revision',
		'update draft set filed_version = 0',
		`update draft set key_sealed = '\\x00'`,
		'update link set expires_at = heard_now()',
		'update link set pin_verifier = null',
		'update link set case_public_key = null',
		'delete from link',
		'delete from link_lookup',
		'update visit set key_box = null',
		'delete from audit_pending',
		'select body from audit_pending',
		`insert into link_lookup select hash, agency_id, link_id from link_lookup`,
		`insert into concern (agency_id, id, case_id) select agency_id, id, case_id from link`,
		`select audit_append('00000000-0000-0000-0000-000000000000', '{}')`,
		'truncate throttle',
		'create table mine (id int)',
		'create temporary table mine (id int)',
		'create schema mine',
		`create function mine() returns int language sql as 'select 1'`,
		'create extension dblink',
		`create role mine`,
		`alter role heard_intake superuser`,
		`alter role heard_desk password 'mine'`,
		`copy response_revision to stdout`,
		`copy throttle to '/tmp/heard-mine'`,
		`copy throttle from program 'true'`,
		`select pg_read_file('pg_hba.conf')`,
		`set session_replication_role = replica`,
		'alter table response_revision disable trigger all',
		`create or replace function heard_now() returns timestamptz language sql as 'select now()'`
	])('H46 %s: refused', async (statement) => {
		// an extension that is not installed is as good as a right denied
		expect([DENIED, '0A000']).toContain(await refused(as('heard_intake').unsafe(statement)));
	});

	test('H46 its refusals hold after it has taken every limit off itself', async () => {
		const intake = await as('heard_intake').reserve();
		await intake.unsafe(
			`set row_security = off; set search_path = pg_catalog; set statement_timeout = 0`
		);
		await intake`select set_config('heard.agency', ${(await placeOf()).agency_id}, false)`;
		// PostgreSQL answers this one with a warning only
		await intake`grant select on public.response_revision to heard_intake`;
		expect(await refused(intake`select sealed from public.response_revision`)).toBe(DENIED);
		expect(await refused(intake`select 1 from public.staff`)).toBe(DENIED);
		await intake`discard all`;
		intake.release();
	});

	test('H46 a link only moves forward, for every role', async () => {
		await as('heard_intake')`update link set state = 'sent' where id = ${link.linkId}`;
		for (const who of [as('heard_intake'), as('heard_worker'), as('heard_owner'), at.superuser]) {
			for (const state of ['open', 'revoked', 'locked']) {
				const back = who`update link set state = ${state} where id = ${link.linkId}`;
				expect(await refused(back), state).toBe('23514');
			}
		}
	});
});

function quoted(name: string): string {
	return `"${name}"`;
}
