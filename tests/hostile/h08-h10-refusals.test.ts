import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refused, unknownPath, type Refused } from '../support/refused.ts';
import { fingerprints } from '../support/rows.ts';
import { seen } from '../support/seen.ts';
import { MISSES, taped, type Network, type Taped } from '../support/taped.ts';
import { until } from '../support/until.ts';
import type { Reply } from '../support/visitor.ts';

// Few connections, so that a refusal which waited with one in its hand would be noticed.
const POOL = 2;

let t: Taped;
let kinds: [kind: string, Refused][];
let closed: ReturnType<typeof seen>;

beforeAll(async () => {
	t = await taped('h08_refusals', {
		intake: { HEARD_POOL_SIZE: String(POOL) },
		desk: { HEARD_WORKER: 'off' }
	});
	closed = seen(await t.stranger(1).get('/nothing'));
	expect(closed.status).toBe(404);
});
afterAll(() => t?.close());

const counts = (statement: string) => /insert into throttle/.test(statement);

describe('an address that nobody has', () => {
	test.each([
		['GET', '/'],
		['GET', '/index.html'],
		['GET', '/.env'],
		['GET', '/l'],
		['GET', '/l/'],
		['GET', '/c'],
		['GET', '/C'],
		['GET', '/closed'],
		['GET', '/help/nothing'],
		['GET', '/%zz'],
		['GET', '/l/%E9'],
		['POST', '/c'],
		['POST', '/nothing'],
		['POST', '/'],
		['PUT', '/c'],
		['DELETE', '/l/0000'],
		['OPTIONS', '/c'],
		['PATCH', '/nothing']
	])('H08 answers %s %s with the closed page', async (method, path) => {
		const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
		expect(seen(await t.stranger(4).ask(path, { method, headers }))).toEqual(closed);
	});

	test('H08 answers HEAD as it answers GET, without the body', async () => {
		const head = seen(await t.stranger(4).ask('/c', { method: 'HEAD' }));
		expect(head).toEqual(seen(await t.stranger(4).ask('/nothing', { method: 'HEAD' })));
		expect(head.status).toBe(closed.status);
	});
});

describe('every refusal', () => {
	beforeEach(async () => {
		kinds = Object.entries(await refused(t, 1));
	});

	test('H08 is the closed page to the byte, for unknown, sent, expired, revoked, locked and a wrong code', async () => {
		for (const [kind, { path, pin }] of kinds) {
			const before = await t.missesOf(2);
			expect(seen(await t.stranger(2).post(path, { pin })), kind).toEqual(closed);
			expect((await t.missesOf(2)) - before, `misses by ${kind}`).toBe(1);
		}
	});

	test('H08 is the same compressed bytes as well, and the same for a robot and for a script', async () => {
		const asked: Record<string, string>[] = [
			{ 'Accept-Encoding': 'gzip' },
			{ 'Accept-Encoding': 'br' },
			{ Accept: 'application/json', 'x-sveltekit-action': 'true' },
			{ 'User-Agent': 'curl/8', Accept: '*/*' }
		];
		for (const [nth, headers] of asked.entries()) {
			const stranger = t.stranger(30 + nth);
			const nothing = seen(await stranger.get('/nothing', { headers }));
			expect(nothing.status).toBe(404);
			// one try each time: a wrong code has five
			for (const [kind, { path, pin }] of kinds) {
				const answer = seen(await stranger.post(path, { pin }, { headers }));
				expect(answer, `${kind}, ${JSON.stringify(headers)}`).toEqual(nothing);
			}
		}
	});

	test('H08 waits alike once a network has guessed a lot, with no connection in its hand, and a right code does not wait', async () => {
		const hers = t.victim(await t.link(), 5);
		await t.fill(5);
		const order: string[] = [];
		let replies: Promise<[string, Reply]>[] = [];
		await t.tapes.intake.during(async () => {
			replies = kinds.map(async ([kind, { path, pin }]): Promise<[string, Reply]> => {
				const reply = await t.stranger(5).post(path, { pin });
				order.push(kind);
				return [kind, reply];
			});
			// the database has done its part for each of them
			await until('the last of the misses', async () => {
				return t.tapes.intake.statements().filter(counts).length === kinds.length;
			});
			const opened = await hers.opens();
			order.push('hers');
			expect(opened.status).toBe(303);
		});

		expect(order).toEqual(['hers']);
		for (const [kind, reply] of await Promise.all(replies))
			expect(seen(reply), kind).toEqual(closed);
		expect(kinds.length).toBeGreaterThan(POOL);
		expect(await t.missesOf(5)).toBe(MISSES + kinds.length);
	});

	test('H10 runs the same statements in the same order, with one committed write each', async () => {
		const run = async ({ path, pin }: Refused, network: Network) => {
			let taped: string[] = [];
			await t.tapes.intake.during(async () => {
				await t.stranger(network).post(path, { pin });
				taped = t.tapes.intake.statements();
			});
			return taped;
		};
		const warm = await run({ path: unknownPath(), pin: '123456' }, 6);
		expect(warm).toHaveLength(2);
		// one read, then one write that is a transaction by itself
		expect(warm[0]).toMatch(/^select [^;]* from "link_lookup" inner join "link"/);
		expect(warm[1]).toMatch(/^\s*with missed as \(\s*insert into throttle [^;]*$/);
		expect(warm[1]).toMatch(/update link set tries_left = tries_left - 1/);

		// three rounds in different orders: a wrong code has five tries
		for (const [round, order] of [kinds, kinds.toReversed(), kinds.toSorted()].entries()) {
			const network = 40 + round;
			for (const [kind, one] of order) {
				const before = await t.missesOf(network);
				expect(await run(one, network), kind).toEqual(warm);
				expect((await t.missesOf(network)) - before, `committed by ${kind}`).toBe(1);
			}
		}
	});

	test('H10 writes nowhere but in the bucket of the network and, for a wrong code, the tries of the link', async () => {
		const tables = () => fingerprints(t.at.superuser, { besides: ['throttle'] });
		for (const [kind, { path, pin }] of kinds) {
			const before = await tables();
			await t.stranger(7).post(path, { pin });
			const after = await tables();
			const written = Object.keys(after).filter((table) => after[table] !== before[table]);
			expect(written, kind).toEqual(kind === 'wrong code' ? ['link'] : []);
		}
	});

	test('H10 goes the same way as a right code, up to the point where that one goes on', async () => {
		const right = await t.link();
		await t.stranger(8).post(unknownPath(), { pin: '123456' });
		const refusal = t.tapes.intake.statements().slice(-2);
		await t.tapes.intake.during(async () => {
			expect((await t.victim(right, 8).opens()).status).toBe(303);
		});
		const opened = t.tapes.intake.statements();
		expect(opened.slice(0, 2)).toEqual(refusal);
		expect(opened.length).toBeGreaterThan(5);
		expect(await t.missesOf(8)).toBe(1);
	});
});
