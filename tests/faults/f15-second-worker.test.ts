import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAlone, type Alone } from '../support/alone.ts';
import { ground, type Ground } from '../support/heard.ts';
import { Victim } from '../support/victim.ts';
import { worldOn, type World } from '../support/world.ts';
import { said } from './said.ts';

let at: Ground;
let intake: Alone;
let world: World;

beforeAll(async () => {
	at = await ground('f15_second');
	intake = await startAlone(at, 'intake');
	world = worldOn(at, intake.origin);
});
afterAll(async () => {
	await world?.close();
	await intake?.stop();
	await at?.close();
});

test('F15 two workers at once share the work and never assess one answer twice', async () => {
	const agency = await world.agency();
	const desks = await Promise.all([
		startAlone(at, 'desk', { intakeOrigin: intake.origin }),
		startAlone(at, 'desk', { intakeOrigin: intake.origin })
	]);
	await Promise.all(
		Array.from({ length: 24 }, async () => {
			const link = await world.link(agency, await world.case(agency));
			await new Victim(intake.origin, link).tells(said);
		})
	);
	await world.settled();
	await Promise.all(desks.map((desk) => desk.stop()));
	const [found] = await at.superuser`
		select count(*)::int as events, count(distinct body::jsonb ->> 'revision')::int as revisions,
			(select count(*)::int from concern) as concerns
		from audit_event where body::jsonb ->> 'event' = 'revision.assessed'`;
	expect(found).toEqual({ events: 24, revisions: 24, concerns: 24 });
});
