import postgres, { type Sql } from 'postgres';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { linkId } from '../../src/lib/domain/ids.ts';
import * as concerns from '../../src/lib/server/desk/concerns/index.ts';
import * as links from '../../src/lib/server/desk/links/index.ts';
import { said } from '../faults/said.ts';
import { stage, type Someone, type Stage } from '../support/stage.ts';
import { concernsIn, flagsIn } from '../support/told.ts';
import { until } from '../support/until.ts';

// Somebody has taken over the intake process, has its login, and does not let go of what it locks.
// The worker's rounds are the test's.

let s: Stage;
let thief: Sql;
let expected: string[];
beforeAll(async () => {
	s = await stage('h47_held', { desk: { HEARD_WORKER: 'off' } });
	const peaceful = await told();
	await s.world.settled();
	expected = await flagsIn(s, peaceful.caseId);
});
afterAll(() => s?.close());

beforeEach(() => {
	thief = postgres(s.at.local.urls.heard_intake, { max: 1, onnotice: () => {} });
});
afterEach(() => thief.end());

async function told(): Promise<Someone> {
	const someone = await s.someone();
	await someone.victim.tells(said);
	return someone;
}

const modes = ['access exclusive', 'exclusive', 'share row exclusive', 'share', 'row exclusive'];

/** Takes every lock that the database gives to this login, and says which. */
async function holdAll({ caseId }: Someone): Promise<string[]> {
	const tables = await s.at.superuser<{ name: string }[]>`
		select c.relname as name from pg_class c
		where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`;
	const locks = tables.flatMap(({ name }) => [
		...['update', 'no key update', 'share', 'key share'].map((strength) => [
			`rows of ${name}`,
			`select 1 from "${name}" for ${strength}`
		]),
		...modes.map((mode) => [`${mode} ${name}`, `lock table "${name}" in ${mode} mode`])
	]);
	// whoever has the login can take these guards off
	await thief.unsafe(`set lock_timeout = 0; set statement_timeout = 0;
		set idle_in_transaction_session_timeout = 0; begin`);
	const held = new Set<string>();
	for (const [what = '', lock = ''] of locks) {
		const isHeld = await thief.unsafe(`savepoint one; ${lock}`).then(
			() => true,
			() => false
		);
		if (isHeld) held.add(what);
		else await thief`rollback to savepoint one`;
	}
	await thief`select pg_advisory_lock(hashtextextended(${`${s.agency.id}/${caseId}`}, 0))`;
	return [...held];
}

describe('whoever has the login of intake holds every lock that it can get', () => {
	test('H47 what she sent is assessed, is seen by a person, and what waits is filed afterwards', async () => {
		const half = await s.someone();
		await half.victim.opens();
		await half.victim.goesOn({ ...said, CN2: 'danger' }, { until: 'SF1' });
		const her = await told();
		const held = await holdAll(her);
		expect(held).toContain('access exclusive draft');
		expect(held).toContain('access exclusive visit');
		expect(held).toContain('row exclusive response_revision');
		expect(
			held.filter((what) => /check_in|concern|flag|case|audit_(head|event)/.test(what))
		).toEqual([]);

		await expect(s.world.work()).rejects.toThrow();
		const [found] = await s.at.superuser`
			select r.id from response_revision r
			where r.case_id = ${her.caseId} and r.assessed_at is not null`;
		expect(found).toBeDefined();
		const [concern] = await concernsIn(s, her.caseId);
		const at = { id: concern?.id ?? '', lane: 'police' };
		const card = await concerns.open(s.world.desk, s.agency.officer, at);
		const mark = card?.seenMark ?? '';
		expect(await concerns.markSeen(s.world.desk, s.agency.officer, { ...at, mark })).toBe('seen');
		const none = await s.at.superuser`select 1 from concern where case_id = ${half.caseId}`;
		expect(none).toEqual([]);

		await thief`rollback`;
		await s.world.settled();
		expect(await flagsIn(s, her.caseId)).toEqual(expected);
		expect(await flagsIn(s, half.caseId)).toContain('F-DANGER-NOW critical police support');
	});

	test('H47 a new link that waits for the row of an old one holds up nobody else', async () => {
		// the test has all the time that this takes, so nobody's patience may end it
		await s.at.superuser`alter role heard_desk in database heard_h47_held set lock_timeout = 0`;
		const waits = await s.someone();
		const her = await told();
		await thief`set idle_in_transaction_session_timeout = 0`;
		await thief`begin`;
		await thief`select 1 from link where id = ${waits.link.linkId} for update`;
		const issued = links.issue(s.world.desk, s.agency.officer, {
			caseId: waits.caseId,
			linkId: linkId.parse(uuid()),
			language: 'en',
			hours: 24
		});
		await until('the wait for the row', async () => {
			const found = await s.at.superuser`
				select 1 from pg_stat_activity
				where usename = 'heard_desk' and wait_event_type = 'Lock' and datname = current_database()`;
			return found.length > 0;
		});
		await s.world.work();
		expect(await flagsIn(s, her.caseId)).toEqual(expected);
		await thief`rollback`;
		expect(await issued).toMatchObject({ kind: 'issued' });
	});
});
