import { describe, expect, test } from 'vitest';
import journal from '../../../../../drizzle/meta/_journal.json' with { type: 'json' };
import { refusalOf } from './database.ts';

const needed = journal.entries.length;
type Facts = Parameters<typeof refusalOf>[0];

const safe: Facts = {
	version: 150_004,
	login: 'heard_desk',
	isSuperuser: false,
	seesAllRows: false,
	isMember: false,
	owns: false,
	unsafe: [],
	migrated: `heard ${needed}`,
	clock: ' select now() '
};

test('a safe database is let in', () => {
	expect(refusalOf(safe, { login: 'desk', mode: 'production' })).toBeNull();
});

describe('F16: Heard does not start with', () => {
	test.each<[string, Partial<Facts>, RegExp]>([
		['an old PostgreSQL', { version: 140_012 }, /15/],
		['a superuser', { login: 'postgres', isSuperuser: true }, /superuser.*heard_desk/],
		['the owner', { login: 'heard_owner', owns: true }, /owns tables.*heard_desk/],
		['a login that may become another', { isMember: true }, /member/],
		['the login of another process', { login: 'heard_worker' }, /Connect as heard_desk/],
		['a desk that sees all agencies', { seesAllRows: true }, /nobypassrls/],
		['a disk that lies', { unsafe: ['fsync', 'full_page_writes'] }, /fsync, full_page_writes/],
		['an empty database', { migrated: null }, /Migrations are missing \(0 of/],
		['a foreign comment', { migrated: 'standard public schema' }, /Migrations are missing/],
		['an older schema', { migrated: `heard ${needed - 1}` }, /Migrations are missing/],
		['a clock that was moved', { clock: "select now() + interval '1 day'" }, /heard_now/],
		['no clock', { clock: null }, /heard_now/]
	])('%s', (_, facts, sentence) => {
		expect(refusalOf({ ...safe, ...facts }, { login: 'desk', mode: 'production' })).toMatch(
			sentence
		);
	});
});

test('a schema that is ahead is let in: builds are exchanged one process at a time', () => {
	const ahead = { ...safe, migrated: `heard ${needed + 1}` };
	expect(refusalOf(ahead, { login: 'desk', mode: 'production' })).toBeNull();
});

test('the demo and the tests may move the clock, and nothing else', () => {
	const moved = { ...safe, clock: "select now() - interval '180 days'" };
	expect(refusalOf(moved, { login: 'desk', mode: 'demo' })).toBeNull();
	expect(refusalOf({ ...moved, isSuperuser: true }, { login: 'desk', mode: 'demo' })).toMatch(
		/superuser/
	);
	expect(refusalOf({ ...moved, unsafe: ['fsync'] }, { login: 'desk', mode: 'test' })).toMatch(
		/fsync/
	);
});

test('logins without policies see all rows by design: their walls are the grants', () => {
	const intake = { ...safe, login: 'heard_intake', seesAllRows: true };
	expect(refusalOf(intake, { login: 'intake', mode: 'production' })).toBeNull();
});
