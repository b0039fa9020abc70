import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { said } from '../faults/said.ts';
import { fingerprints } from '../support/rows.ts';
import { stage, type Stage } from '../support/stage.ts';
import { flagsIn } from '../support/told.ts';
import { until } from '../support/until.ts';

let s: Stage;
let intake: Sql;
beforeAll(async () => {
	s = await stage('h59');
	intake = postgres(s.at.local.urls.heard_intake, { max: 8, onnotice: () => {} });
	// counts the rounds of the worker, which ends each with its heartbeat
	await s.at.superuser.unsafe(`
		create sequence rounds;
		create function count_round() returns trigger language plpgsql security definer as
			$$ begin perform nextval('public.rounds'); return null; end $$;
		create trigger count_round after insert or update on heartbeat
			for each statement execute function count_round()`);
});
afterAll(async () => {
	await intake?.end();
	await s?.close();
});

const FLOOD = 5000;

const rounds = async () => {
	const [row] = await s.at.superuser<{ done: number }[]>`
		select case when is_called then last_value else 0 end::int as done from rounds`;
	return row?.done ?? 0;
};

describe('a flood of notifications from the intake login', () => {
	test(`H59 ${FLOOD} payloads wake far fewer rounds than that, and what she sends is assessed all the same`, async () => {
		const { caseId } = await s.someone();
		await s.world.settled();
		const first = await rounds();
		const payloads = [
			'',
			caseId,
			JSON.stringify({ event: 'revision.assessed', case: caseId }),
			`'); delete from response_revision; --`,
			'../../etc/passwd',
			'x'.repeat(7990)
		];
		await Promise.all(
			Array.from(
				{ length: FLOOD },
				(_, nth) =>
					intake`select pg_notify('heard_assess', ${`${payloads[nth % payloads.length]}${nth}`})`
			)
		);
		// one that comes after all of them has been heard
		await until('a round', async () => (await rounds()) > first);
		const { victim, caseId: told } = await s.someone();
		await victim.tells(said);
		await until('her flags', async () => (await flagsIn(s, told)).length > 0);
		expect((await rounds()) - first).toBeLessThan(FLOOD / 4);

		expect(await flagsIn(s, caseId)).toEqual([]);
	});

	test('H59 they change no row by themselves', async () => {
		await s.world.settled();
		const before = await fingerprints(s.at.superuser);
		const first = await rounds();
		await Promise.all(
			Array.from(
				{ length: 500 },
				(_, nth) => intake`select pg_notify('heard_assess', ${`drop ${nth}`})`
			)
		);
		await until('a round', async () => (await rounds()) > first);
		await s.world.settled();
		expect(await fingerprints(s.at.superuser)).toEqual(before);
	});

	test('H59 who listens learns that something came, and nothing of it', async () => {
		const heard: string[] = [];
		const listener = await intake.listen('heard_assess', (payload) => heard.push(payload));
		const { victim } = await s.someone();
		await victim.tells(said);
		await until('a wake-up', async () => heard.length > 0);
		expect(new Set(heard)).toEqual(new Set(['']));
		await listener.unlisten();
	});
});
