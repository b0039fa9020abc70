import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unknownPath } from '../support/refused.ts';
import { fingerprints } from '../support/rows.ts';
import { seen } from '../support/seen.ts';
import { MISSES, taped, type Network, type Taped } from '../support/taped.ts';
import { until } from '../support/until.ts';
import { Victim } from '../support/victim.ts';
import type { HandedLink } from '../support/world.ts';

// 10,000 looks, and 2,000 guesses where the threat model says 10,000: after the first thirty each
// guess waits, so more of them take minutes and show nothing else.
const LOOKS = 10_000;
const GUESSES = 2_000;
/** More than the 200 that may wait at the door. */
const AT_ONCE = 260;

let t: Taped;
beforeAll(async () => {
	t = await taped('h01_guessing', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => t?.close());

/** `count` times, `atOnce` at a time. */
async function many(count: number, atOnce: number, work: () => Promise<void>): Promise<void> {
	let left = count;
	const one = async () => {
		while (left-- > 0) await work();
	};
	await Promise.all(Array.from({ length: atOnce }, one));
}

/** What PostgreSQL itself says: sessions of intake's login that have done something since. */
const atWorkSince = (moment: string) => t.at.superuser`
	select pid from pg_stat_activity
	where usename = 'heard_intake' and datname = current_database()
		and greatest(query_start, xact_start, backend_start) > ${moment}::timestamptz`;
const moment = async () => {
	const [row] = await t.at.superuser<{ at: string }[]>`select clock_timestamp()::text as at`;
	return row?.at ?? '';
};

describe('somebody who guesses', () => {
	test(`H01 ${LOOKS} looks at invented links are the one landing page and ask the database nothing`, async () => {
		const stranger = t.stranger(1);
		const landing = JSON.stringify(seen(await stranger.get(unknownPath())));
		expect(landing).toContain('"status":200');
		const others = new Set<string>();

		const before = await moment();
		await t.tapes.intake.during(() =>
			many(LOOKS, 16, async () => {
				const look = JSON.stringify(seen(await stranger.get(unknownPath())));
				if (look !== landing) others.add(look);
			})
		);
		expect([...others]).toEqual([]);
		expect(t.tapes.intake.statements()).toEqual([]);
		expect(await atWorkSince(before)).toEqual([]);

		// both witnesses do see what is there to be seen
		await stranger.post(unknownPath(), { pin: '123456' });
		expect(t.tapes.intake.statements()).toHaveLength(2);
		expect(await atWorkSince(before)).toHaveLength(1);
	});

	test(`H01 ${GUESSES} guesses are the one refusal, and leave one row that counts them`, async () => {
		const stranger = t.stranger(2);
		const refusal = JSON.stringify(seen(await stranger.get('/nothing')));
		const tables = () => fingerprints(t.at.superuser, { besides: ['throttle'] });
		const before = await tables();
		const [rows] = await t.at.superuser<{ count: number }[]>`select count(*)::int from throttle`;

		const others = new Set<string>();
		await many(GUESSES, AT_ONCE, async () => {
			const answer = JSON.stringify(seen(await stranger.post(unknownPath(), { pin: '123456' })));
			if (answer !== refusal) others.add(answer);
		});
		expect([...others]).toEqual([]);
		expect(await t.missesOf(2)).toBe(GUESSES);
		expect(await tables()).toEqual(before);
		const [after] = await t.at.superuser<{ count: number }[]>`select count(*)::int from throttle`;
		expect((after?.count ?? 0) - (rows?.count ?? 0)).toBe(1);
	});

	test(`H01 guess ${MISSES + 1} of a network waits while later ones of another network are answered`, async () => {
		const order: string[] = [];
		const guesses = async (network: Network) => {
			const { status } = await t.stranger(network).post(unknownPath(), { pin: '123456' });
			order.push(`${network}: ${status}`);
		};
		for (let left = MISSES; left > 0; left--) await guesses(3);
		expect(order).toHaveLength(MISSES);
		order.length = 0;

		let waiting = Promise.resolve();
		await t.tapes.intake.during(async () => {
			waiting = guesses(3);
			await until('its turn at the database', async () => t.tapes.intake.statements().length === 2);
		});
		for (let left = 3; left > 0; left--) await guesses(4);
		expect(order).toEqual(['4: 404', '4: 404', '4: 404']);
		await waiting;
		expect(order.at(-1)).toBe('3: 404');
	});

	test('H02 keeps nobody out: twenty right codes from the same network overtake guesses that came before them', async () => {
		const links: HandedLink[] = [];
		for (let left = 20; left > 0; left--) links.push(await t.link());
		await t.fill(5);
		const asked = new Set<number>();
		let next = 0;
		let isOver = false;
		const guesses = async () => {
			while (!isOver) {
				const number = next++;
				asked.add(number);
				await t.stranger(5).post(unknownPath(), { pin: '123456' });
				asked.delete(number);
			}
		};
		const flood = Promise.all(Array.from({ length: AT_ONCE }, guesses));

		let overtook = 0;
		try {
			for (const link of links) {
				const before = [...asked];
				const hers = t.victim(link, 5);
				expect((await hers.opens()).status).toBe(303);
				if (before.some((number) => asked.has(number))) overtook += 1;
				expect(Victim.asked(await hers.seesPage())).toBe('CN0');
			}
		} finally {
			isOver = true;
			await flood;
		}
		// the waits of a flood may end together just then; a code that waited too would never overtake
		expect(overtook).toBeGreaterThan(5);
		expect(next).toBeGreaterThan(AT_ONCE);
		const tries = await t.at.superuser`
			select distinct tries_left from link where id in ${t.at.superuser(links.map(({ linkId }) => linkId))}`;
		expect([...tries]).toEqual([{ tries_left: 5 }]);
	});
});
