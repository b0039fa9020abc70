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
	at = await ground('h46_tries');
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

const code = (error: unknown): unknown =>
	error instanceof Error && 'code' in error ? error.code : error;
const refused = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'done', code);
const DENIED = '42501';

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
		['one that takes the place of a draft', { kind: 'sent', draft_id: uuid() }, DENIED],
		['one with the number of a draft', { kind: 'sent', draft_version: 1 }, DENIED],
		['one that names another case', { kind: 'sent', case_id: uuid() }, '23503'],
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
		'select count from sign_in_throttle',
		'update sign_in_throttle set count = 0',
		'delete from sign_in_throttle',
		`insert into sign_in_throttle values ('\\x00', 1, heard_now())`,
		'select lo_create(0)',
		`select lo_from_bytea(0, 'kept')`,
		'select lo_creat(-1)',
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
