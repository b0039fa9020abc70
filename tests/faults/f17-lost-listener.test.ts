import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import { startAlone, type Alone } from '../support/alone.ts';
import { ground, type Ground } from '../support/heard.ts';
import { tap, type Tap } from '../support/tap.ts';
import { until } from '../support/until.ts';
import { Victim } from '../support/victim.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';
import { breaches } from './checker.ts';
import { said } from './said.ts';

let at: Ground;
let line: Tap;
let intake: Alone;
let desk: Alone;
let world: World;
let agency: Agency;

beforeAll(async () => {
	at = await ground('f17');
	line = await tap(at.local.urls.heard_worker, at.superuser);
	intake = await startAlone(at, 'intake');
	desk = await startAlone(at, 'desk', {
		intakeOrigin: intake.origin,
		env: { DATABASE_WORKER_URL: line.url }
	});
	world = worldOn(at, intake.origin);
	agency = await world.agency();
});
afterAll(async () => {
	await world?.close();
	await desk?.stop();
	await intake?.stop();
	await line?.close();
	await at?.close();
});

async function tells(): Promise<CaseId> {
	const caseId = await world.case(agency);
	await new Victim(intake.origin, await world.link(agency, caseId)).tells(said);
	return caseId;
}

/** By the process alone: nothing here does its work for it. */
const untilAssessed = (caseId: CaseId) =>
	until('its assessment', async () => {
		const [row] = await at.superuser<{ assessed: boolean }[]>`
			select assessed_at is not null as assessed from response_revision where case_id = ${caseId}`;
		return row?.assessed;
	});

const listener = () =>
	until('a listener', async () => {
		const [found] = await at.superuser<{ pid: number }[]>`
			select pid from pg_stat_activity
			where datname = current_database() and usename = 'heard_worker' and query ilike 'listen %'`;
		return found?.pid;
	});

describe('the connection that listens is lost', () => {
	test('F17 it was ended: there is another one, and what is sent is assessed', async () => {
		for (let time = 0; time < 2; time++) {
			const before = await listener();
			await at.superuser`select pg_terminate_backend(${before}, 5000)`;
			expect(await listener()).not.toBe(before);
			await untilAssessed(await tells());
		}
	});

	test('F17 it fell silent and nobody knows: the sweep assesses what is sent', async () => {
		expect(line.deafen('listen "heard_assess"')).toBe(1);
		await untilAssessed(await tells());
		await world.settled();
		expect(await breaches(world, at)).toEqual([]);
	});
});
