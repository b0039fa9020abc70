import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAlone, type Alone } from '../support/alone.ts';
import { ownGround, type OwnGround } from '../support/own-ground.ts';
import { tap, type Tap } from '../support/tap.ts';
import { until } from '../support/until.ts';
import type { Victim } from '../support/victim.ts';
import type { Reply } from '../support/visitor.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';
import { breaches } from './checker.ts';
import { History } from './history.ts';
import { said } from './said.ts';
import { stillHolds, Writer } from './writer.ts';

const fields = { H2: ['physical', 'other'], H2_text: 'He broke my phone and the door' };

let at: OwnGround;
let line: Tap;
let intake: Alone;
let world: World;
let agency: Agency;
const history = new History();

beforeAll(async () => {
	at = await ownGround();
	line = await tap(at.local.urls.heard_intake, at.superuser);
	intake = await startAlone(at, 'intake', { env: { DATABASE_URL: line.url } });
	world = worldOn(at, intake.origin);
	agency = await world.agency();
});
afterAll(async () => {
	history.close();
	await world?.close();
	await intake?.stop();
	await line?.close();
	await at?.close();
});

/** Somebody who is asked what happened, and has begun to write. */
async function atH2(): Promise<Writer> {
	const writer = new Writer(
		intake.origin,
		await world.link(agency, await world.case(agency)),
		history
	);
	await writer.opens();
	await writer.victim.goesOn(said, { until: 'H2' });
	return writer;
}

const writes = (victim: Victim) => victim.answers('H2', fields.H2, { H2_text: fields.H2_text });

async function goesOnAndSends(writer: Writer): Promise<void> {
	await until('an end of the outage for her', async () => {
		const reply = await writer.continues('H2', fields.H2, { H2_text: fields.H2_text });
		return reply?.status === 303;
	});
	await writer.victim.goesOn(said);
	expect(await writer.sends()).toMatchObject({ status: 303 });
}

describe('F12 the database cannot be reached', () => {
	test('F12 PostgreSQL is down: everybody is answered 503 with every word kept, while it is down', async () => {
		const writers = [await atH2(), await atH2(), await atH2()];
		await at.crash();
		// again and again, as people do; a driver that backs off must not make them wait for it
		for (let time = 0; time < 8; time++) {
			for (const { victim } of writers) {
				const reply = await writes(victim);
				expect(reply.status).toBe(503);
				expect(stillHolds(reply, fields)).toBe(true);
			}
		}
		const stranger = await writers[0]?.victim.post('/l/0000', { pin: '123456' });
		expect(stranger?.status).toBe(404);
		expect((await writers[0]?.victim.get('/l/0000'))?.status).toBe(200);

		await at.startAgain();
		for (const writer of writers) await goesOnAndSends(writer);
		await world.settled();
		expect(await breaches(world, at, { history: history.entries() })).toEqual([]);
	});

	test('F12 PostgreSQL hangs: 40 at once are answered 503 with every word kept, while it hangs', async () => {
		const writers = await many(10);
		line.freeze();
		const replies = await allAtOnce(writers);
		line.thaw();
		await everyoneIsHeard(replies, writers);
	});

	test('F12 the pool is used up: 40 at once are answered 503 with every word kept, before it is free again', async () => {
		const writers = await many(10);
		const keeper = await at.superuser.reserve();
		await keeper`begin`;
		await keeper`lock table draft in exclusive mode`;
		const replies = await allAtOnce(writers);
		await keeper`rollback`;
		keeper.release();
		await everyoneIsHeard(replies, writers);
	});

	test('F12 eight windows of one visit save at once: what cannot be saved is not called saved', async () => {
		const [writer] = await many(1);
		if (!writer) throw new Error('nobody');
		await writer.continues('H2', 'none');
		await writer.victim.goesOn(said, { until: 'MORE' });
		const changed: [string, string][] = [
			['SF1', '2'],
			['SF2', '3'],
			['H2', 'stalk'],
			['R1', 'weapon'],
			['V1', '3'],
			['U1', 'no'],
			['N1', 'later'],
			['N3', 'no']
		];
		const replies = await Promise.all(changed.map(([q, value]) => writer.continues(q, value)));
		expect(replies.map((reply) => reply?.status)).toContain(303);
		expect(await breaches(world, at, { history: history.entries() })).toEqual([]);
	});
});

async function many(count: number): Promise<Writer[]> {
	const writers = [];
	for (let left = count; left > 0; left--) writers.push(await atH2());
	return writers;
}

/** Each of them four times, as somebody does who taps again and again. */
const allAtOnce = (writers: Writer[]) =>
	Promise.all(writers.flatMap(({ victim }) => [1, 2, 3, 4].map(() => writes(victim))));

async function everyoneIsHeard(replies: Reply[], writers: Writer[]): Promise<void> {
	expect([...new Set(replies.map(({ status }) => status))]).toEqual([503]);
	for (const reply of replies) expect(stillHolds(reply, fields)).toBe(true);
	for (const writer of writers) await goesOnAndSends(writer);
	await world.settled();
	expect(await breaches(world, at, { history: history.entries() })).toEqual([]);
}
