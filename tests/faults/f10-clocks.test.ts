import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAlone, type Alone } from '../support/alone.ts';
import { ground, type Ground } from '../support/heard.ts';
import { until } from '../support/until.ts';
import { Victim } from '../support/victim.ts';
import { signsIn } from '../support/officer.ts';
import { Visitor } from '../support/visitor.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';
import { breaches } from './checker.ts';
import { said } from './said.ts';

// Two clocks are wrong here. That of the app's machines, by a preload that moves JavaScript's Date in
// the real processes; and that of the database, through heard_now(), which the tests may replace.

const preload = join(import.meta.dirname, '..', 'support', 'skewed-clock.ts');
const day = 24 * 60 * 60;

let at: Ground;
let world: World;
let agency: Agency;

beforeAll(async () => {
	at = await ground('f10');
	world = worldOn(at);
	agency = await world.agency();
});
afterAll(async () => {
	await world?.close();
	await at?.close();
});

const newLink = async (hours?: number) =>
	world.link(agency, await world.case(agency), hours === undefined ? {} : { hours });

describe.each([
	['a year behind', -365 * day],
	['a day behind', -day],
	['a day ahead', day],
	['a year ahead', 365 * day]
])('the clock of the app is %s', (_, seconds) => {
	let intake: Alone;
	let desk: Alone;
	beforeEach(async () => {
		const env = {
			NODE_OPTIONS: `--import=${preload}`,
			HEARD_TEST_SKEW_SECONDS: String(seconds)
		};
		intake = await startAlone(at, 'intake', { env });
		desk = await startAlone(at, 'desk', { env, intakeOrigin: intake.origin });
	});
	afterEach(async () => {
		await desk?.stop();
		await intake?.stop();
		await at.clock.reset();
	});

	test('F10 links, visits, sessions and the record go by the database', async () => {
		// the skew is there: it is what the lines of the log are dated by
		const [, logged = ''] = /"time":"([^"]+)"/.exec(intake.printed()) ?? [];
		expect(Math.abs(Date.parse(logged) - Date.now() - seconds * 1000)).toBeLessThan(60_000);

		const [sent, idle, expired] = [await newLink(), await newLink(), await newLink(1)];
		const last = await new Victim(intake.origin, sent).tells(said);
		expect(last.body).toContain('Thank you.');
		await until('its assessment', async () => {
			const waiting = await at.superuser`
				select 1 from response_revision where assessed_at is null`;
			return waiting.length === 0;
		});

		const officer = new Visitor(desk.origin);
		expect(await signsIn(officer, agency.officer)).toMatchObject({ location: '/desk' });
		expect(await officer.get('/desk/queue')).toMatchObject({ status: 200 });

		const visitor = new Victim(intake.origin, idle);
		expect(await visitor.opens()).toMatchObject({ status: 303 });
		await at.clock.advance({ minutes: 14 });
		expect(await visitor.answers('CN0', 'yes')).toMatchObject({ status: 303 });
		expect(await officer.get('/desk/queue')).toMatchObject({ status: 200 });
		await at.clock.advance({ minutes: 16 });
		expect(await visitor.seesPage()).toMatchObject({ status: 404 });
		expect((await officer.get('/desk/queue')).location).toContain('/desk/login');

		expect(await new Victim(intake.origin, expired).opens()).toMatchObject({ status: 303 });
		await at.clock.advance({ minutes: 31 });
		expect(await new Victim(intake.origin, expired).opens()).toMatchObject({ status: 404 });
		expect(await new Victim(intake.origin, idle).opens()).toMatchObject({ status: 303 });

		await world.settled();
		expect(await breaches(world, at)).toEqual([]);
	});
});

describe('the clock of the database', () => {
	let intake: Alone;
	beforeAll(async () => {
		intake = await startAlone(at, 'intake');
	});
	afterAll(() => intake?.stop());
	afterEach(() => at.clock.reset());

	test('F10 goes back five minutes: what is open stays open, and the record keeps its order', async () => {
		const [before, later] = [await newLink(), await newLink()];
		const first = new Victim(intake.origin, before);
		await first.opens();
		await first.goesOn(said, { until: 'R1' });
		await world.work();

		await at.clock.advance({ minutes: -5 });
		expect((await first.seesPage()).body).toContain('value="R1"');
		await first.goesOn(said);
		await first.presses('send');
		expect((await first.seesPage()).body).toContain('Thank you.');
		expect((await new Victim(intake.origin, later).tells(said)).body).toContain('Thank you.');
		await world.settled();
		// I6 looks at the order of the times in the chain
		expect(await breaches(world, at)).toEqual([]);
	});

	test.each([
		['a year ahead', { days: 365 }, 404],
		['a year behind', { days: -365 }, 303]
	])('F10 is %s: it alone decides whether a link has ended', async (_, by, status) => {
		const link = await newLink();
		await at.clock.advance(by);
		expect((await new Victim(intake.origin, link).opens()).status).toBe(status);
		await at.clock.reset();
		expect(await new Victim(intake.origin, link).opens()).toMatchObject({ status: 303 });
	});
});
