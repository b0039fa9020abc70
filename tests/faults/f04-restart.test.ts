import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAlone, type Alone } from '../support/alone.ts';
import { ownGround, type OwnGround } from '../support/own-ground.ts';
import { until } from '../support/until.ts';
import { worldOn, type HandedLink, type World } from '../support/world.ts';
import { breaches, flagsIn } from './checker.ts';
import { History } from './history.ts';
import { said } from './said.ts';
import { Writer } from './writer.ts';

const WRITERS = 10;
const RESTARTS = 3;
/** More than can be used before the last restart. */
const LINKS = 120;

let at: OwnGround;
let intake: Alone;
let desk: Alone;
let world: World;
const history = new History();

beforeAll(async () => {
	at = await ownGround();
	intake = await startAlone(at, 'intake');
	desk = await startAlone(at, 'desk', { intakeOrigin: intake.origin });
	world = worldOn(at, intake.origin);
});
afterAll(async () => {
	history.close();
	await world?.close();
	await desk?.stop();
	await intake?.stop();
	await at?.close();
});

const acknowledged = () =>
	history.entries().filter(({ outcome }) => outcome === 'acknowledged').length;

describe('PostgreSQL restarts in the middle of everything', () => {
	test(`F04 ${WRITERS} of them answer through ${RESTARTS} immediate restarts: nothing acknowledged is lost`, async () => {
		const agency = await world.agency();
		const caseIds = [];
		for (let left = LINKS + 1; left > 0; left--) caseIds.push(await world.case(agency));
		const [twin, ...others] = caseIds;
		if (!twin) throw new Error('no case');
		await new Writer(intake.origin, await world.link(agency, twin), history).untilHeard(said);

		// one check-in after another, until the restarts are over: every restart meets openings, saves
		// and sends of some, however quick the machine is
		const links: HandedLink[] = [];
		for (const caseId of others) links.push(await world.link(agency, caseId));
		const writers: Writer[] = [];
		let isOver = false;
		const tell = async (): Promise<void> => {
			const link = links.shift();
			if (!link) return;
			const writer = new Writer(intake.origin, link, history);
			writers.push(writer);
			await writer.untilHeard(said);
			if (!isOver) await tell();
		};
		const telling = Promise.all(Array.from({ length: WRITERS }, tell));
		for (let restart = 1; restart <= RESTARTS; restart++) {
			const enough = acknowledged() + WRITERS * 3;
			await until('more of it said', async () => acknowledged() >= enough);
			await at.crash();
			await at.startAgain();
		}
		isOver = true;
		await telling;

		await at.clock.advance({ minutes: 31 });
		await world.settled();
		const expected = await flagsIn(world, at, twin);
		expect(await breaches(world, at, { history: history.entries(), expected })).toEqual([]);
		const [stored] = await at.superuser`
			select count(*)::int as sent from response_revision where kind = 'sent'`;
		expect(stored).toEqual({ sent: writers.length + 1 });

		// the restarts were felt, and whoever felt one kept every word
		const returned = writers.flatMap((writer) => writer.returned);
		expect(returned.length + unknown()).toBeGreaterThan(0);
		expect(returned.filter(({ kept }) => !kept)).toEqual([]);
		// both processes are the ones that were started, and well
		for (const surface of [intake, desk]) {
			expect(surface.child.exitCode).toBeNull();
			await until('health', async () => (await fetch(`${surface.origin}/healthz`)).ok);
		}
	});
});

const unknown = () => history.entries().filter(({ outcome }) => outcome === 'unknown').length;
