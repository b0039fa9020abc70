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
let onTap: Alone;
let world: World;
let agency: Agency;
const history = new History();

beforeAll(async () => {
	at = await ownGround();
	line = await tap(at.local.urls.heard_intake, at.superuser);
	intake = await startAlone(at, 'intake');
	onTap = await startAlone(at, 'intake', { env: { DATABASE_URL: line.url } });
	world = worldOn(at, intake.origin);
	agency = await world.agency();
});
afterAll(async () => {
	history.close();
	await world?.close();
	await intake?.stop();
	await onTap?.stop();
	await line?.close();
	await at?.close();
});

/** Somebody who is asked what happened, and has begun to write. */
async function atH2({ origin }: Alone = intake): Promise<Writer> {
	const writer = new Writer(origin, await world.link(agency, await world.case(agency)), history);
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
		const writers = await many(3);
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
		const writers = await many(10, onTap);
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

	test('F12 sixty posts of one visit at once: what others were quicker than is not called saved', async () => {
		const [writer] = await many(1);
		if (!writer) throw new Error('nobody');
		await writer.continues('H2', 'none');
		const before = await savesIn(at);
		// all of them look at the same version before the first may save
		const keeper = await at.superuser.reserve();
		await keeper`begin`;
		await keeper`select 1 from visit for update`;
		const posting = Promise.all(
			Array.from({ length: 60 }, () =>
				writer.continues('H2', fields.H2, { H2_text: 'again and again' })
			)
		);
		await until('a queue at her visit', async () => {
			const waiting = await at.superuser`
				select 1 from pg_stat_activity where usename = 'heard_intake' and wait_event_type = 'Lock'`;
			return waiting.length >= 5;
		});
		await keeper`rollback`;
		keeper.release();
		const told = (await posting).map((reply) => reply?.status);
		const saved = told.filter((status) => status === 303).length;
		expect((await savesIn(at)) - before).toBe(saved);
		expect(told.filter((status) => status !== 303 && status !== 503)).toEqual([]);
	});
});

async function many(count: number, surface = intake): Promise<Writer[]> {
	const writers = [];
	for (let left = count; left > 0; left--) writers.push(await atH2(surface));
	return writers;
}

/** Every save of a page makes the next version of its draft. */
async function savesIn({ superuser }: OwnGround): Promise<number> {
	const [row] = await superuser<{ saves: number }[]>`
		select coalesce(sum(version), 0)::int as saves from draft`;
	return row?.saves ?? 0;
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
