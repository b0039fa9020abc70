import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newToken } from '../../src/lib/domain/link/index.ts';
import { random } from '../../src/lib/server/platform/crypto/random.ts';
import { ground, start, type Ground, type Running } from '../support/heard.ts';
import { recorder, type Recorder } from '../support/recorder.ts';
import { Victim } from '../support/victim.ts';
import { Visitor, type Reply } from '../support/visitor.ts';
import { worldOn, type Agency, type HandedLink, type World } from '../support/world.ts';

let at: Ground;
let app: Running;
let world: World;
let agency: Agency;
let tape: Recorder;

beforeAll(async () => {
	at = await ground('hostile_links');
	tape = await recorder(at.local.urls.heard_intake);
	app = await start(at, { intake: { DATABASE_URL: tape.url } });
	world = worldOn(at, app.intake.origin);
	agency = await world.agency();
});
// what one test missed must not make the next one wait
beforeEach(() => at.superuser`delete from throttle`);
afterAll(async () => {
	await world?.close();
	await app?.stop();
	await tape?.close();
	await at?.close();
});

const fingerprint = ({ status, body, headers }: Reply) => ({
	status,
	body: createHash('sha256').update(body).digest('hex'),
	headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'date'))
});

const link = async () => world.link(agency, await world.case(agency));
const stored = async ({ linkId }: HandedLink) => {
	const [row] = await at.superuser`select to_jsonb(l) as row from link l where id = ${linkId}`;
	return JSON.stringify(row);
};
const misses = async () => {
	const [row] = await at.superuser<{ sum: number }[]>`
		select coalesce(sum(count), 0)::int as sum from throttle`;
	return row?.sum ?? 0;
};

describe('somebody who has no link', () => {
	test('H01 gets nothing from 400 guessed links and 400 looks, and looking asks the database nothing', async () => {
		const stranger = new Visitor(app.intake.origin);
		await tape.during(async () => {
			for (let look = 0; look < 400; look++) {
				const page = await stranger.get(`/l/${newToken(random)}`);
				expect(page.status).toBe(200);
			}
		});
		expect(tape.statements()).toEqual([]);

		const before = await at.superuser`select count(*) from visit`;
		const guesses = await Promise.all(
			Array.from({ length: 400 }, () => stranger.post(`/l/${newToken(random)}`, { pin: '123456' }))
		);
		expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([404]));
		expect(await at.superuser`select count(*) from visit`).toEqual(before);
		expect(await misses()).toBeGreaterThan(30);
	});

	test('H02 does not keep her out: her right code opens at once while her network is being refused', async () => {
		const hers = new Victim(app.intake.origin, await link());
		const stranger = new Visitor(app.intake.origin);
		const order: string[] = [];
		const guesses = Array.from({ length: 60 }, async () => {
			await stranger.post(`/l/${newToken(random)}`, { pin: '123456' });
			order.push('guess');
		});
		const opened = await hers.opens();
		order.push('hers');
		await Promise.all(guesses);
		expect(opened.status).toBe(303);
		// refused guesses beyond thirty wait; a right code never does, so hers is not the last
		expect(order.at(-1)).toBe('guess');
	});

	test('H03 learns nothing and breaks nothing with addresses and forms of a wrong shape', async () => {
		const stranger = new Visitor(app.intake.origin);
		const closed = fingerprint(await stranger.get('/nothing'));
		const good = newToken(random);
		for (const token of [good.slice(1), `${good}a`, `${good}%00`, `${good.slice(1)}%C3%A9`]) {
			await tape.during(async () => {
				const refused = await stranger.post(`/l/${token}`, { pin: '123456' });
				expect(fingerprint(refused), token).toEqual(closed);
			});
			expect(tape.statements(), token).toEqual([]);
		}
		for (const body of [
			'pin=1&pin=2&pin=3',
			'pin[]=123456',
			'__proto__=1&constructor=2',
			'pin=%ff%fe',
			'pin=' + '9'.repeat(5000)
		]) {
			const answer = await stranger.ask(`/l/${good}`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: stranger.origin },
				body
			});
			expect(fingerprint(answer), body.slice(0, 20)).toEqual(closed);
		}
		const large = await stranger.post(`/l/${good}`, { pin: '9'.repeat(1_000_000) });
		expect(large.status).toBe(413);
		const long = await stranger.get(`/l/${'a'.repeat(12_000)}`);
		expect([200, 404, 431]).toContain(long.status);
	});
});

describe('somebody who only looks', () => {
	test('H04 a link that was looked at fifty times by HEAD opens for her', async () => {
		const hers = new Victim(app.intake.origin, await link());
		for (let look = 0; look < 50; look++) {
			expect((await hers.ask(hers.link.path, { method: 'HEAD' })).status).toBe(200);
		}
		expect((await hers.opens()).status).toBe(303);
	});

	test('H05 robots, previews and prefetches see the landing page and leave the row as it was', async () => {
		const hers = await link();
		const before = await stored(hers);
		const robot = new Visitor(app.intake.origin);
		for (const headers of [
			{ 'User-Agent': 'facebookexternalhit/1.1' },
			{ 'User-Agent': 'WhatsApp/2.23' },
			{ 'User-Agent': 'Mozilla/5.0 (compatible; SafeLinks)' },
			{ Purpose: 'prefetch' },
			{ 'Sec-Purpose': 'prefetch;prerender' },
			{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }
		] as Record<string, string>[]) {
			await tape.during(async () => {
				const page = await robot.get(hers.path, { headers });
				expect(page.status).toBe(200);
				expect(page.body).toContain('Enter your code.');
			});
			expect(tape.statements()).toEqual([]);
		}
		expect(await stored(hers)).toBe(before);
	});

	test('H06 robots that press the button without a code use up no try, and she opens her link', async () => {
		const hers = new Victim(app.intake.origin, await link());
		for (let press = 0; press < 5; press++) {
			const refused = await hers.ask(hers.link.path, {
				method: 'POST',
				headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
				body: 'pin='
			});
			expect(refused.status).toBe(404);
		}
		const [row] = await at.superuser`
			select tries_left from link where id = ${(hers.link as HandedLink).linkId}`;
		expect(row?.tries_left).toBe(5);
		expect((await hers.opens()).status).toBe(303);
	});

	test('H06 a link without a code stays open however often robots press, and she finishes', async () => {
		const hers = new Victim(app.intake.origin, await link());
		await at.superuser`
			update link set pin_verifier = null where id = ${(hers.link as HandedLink).linkId}`;
		for (let press = 0; press < 5; press++) {
			const robot = new Visitor(app.intake.origin);
			expect((await robot.post(hers.link.path, { pin: '' })).status).toBe(303);
		}
		const last = await hers.tells({ CN0: 'yes', CN1: 'both', CN2: 'yes' });
		expect(last.body).toContain('You can close this page.');
	});

	test('H09 other spellings of the address follow the rules of the page and give no more', async () => {
		const hers = await link();
		const stranger = new Visitor(app.intake.origin);
		const landing = fingerprint(await stranger.get(hers.path));
		const closed = fingerprint(await stranger.get('/nothing'));
		expect(fingerprint(await stranger.get(`${hers.path}?x-sveltekit-invalidated=1`))).toEqual(
			landing
		);
		for (const path of [
			`${hers.path}/__data.json`,
			`/${hers.path}`,
			`/c/__data.json`,
			`${hers.path}/more`
		]) {
			expect(fingerprint(await stranger.get(path)), path).toEqual(closed);
		}
		// this is another token's address to whoever resolves it, and looks like any
		expect(fingerprint(await stranger.get(`${hers.path}/%2e%2e/x`))).toEqual(landing);
		const slash = await stranger.get(`${hers.path}/`);
		expect(slash.body).not.toContain('CN0');
		expect([200, 308, 404]).toContain(slash.status);
	});
});

describe('every refusal', () => {
	const refusals = async () => {
		const caseId = await world.case(agency);
		const sent = await world.link(agency, await world.case(agency));
		await new Victim(app.intake.origin, sent).tells({ CN0: 'yes', CN1: 'both', CN2: 'yes' });
		const expired = await link();
		await at.superuser`
			update link set expires_at = heard_now() - interval '1 second' where id = ${expired.linkId}`;
		const revoked = await world.link(agency, caseId);
		await world.link(agency, caseId);
		const locked = await link();
		await at.superuser`update link set state = 'locked' where id = ${locked.linkId}`;
		const wrong = await link();
		return {
			unknown: { path: `/l/${newToken(random)}`, pin: '123456' },
			sent,
			expired,
			revoked,
			locked,
			'wrong code': { path: wrong.path, pin: wrong.pin === '123456' ? '654321' : '123456' }
		};
	};

	test('H08 is the same status, headers and bytes, counts alike, and so is any unknown address', async () => {
		await at.superuser`delete from throttle`;
		const closed = fingerprint(await new Visitor(app.intake.origin).get('/nothing'));
		for (const [kind, { path, pin }] of Object.entries(await refusals())) {
			const before = await misses();
			const refused = await new Visitor(app.intake.origin).post(path, { pin });
			expect(fingerprint(refused), kind).toEqual(closed);
			expect((await misses()) - before, kind).toBe(1);
		}
		expect(fingerprint(await new Visitor(app.intake.origin).get('/c'))).toEqual(closed);
	});

	test('H10 runs the same statements in the same order, with one committed write', async () => {
		await at.superuser`delete from throttle`;
		const taped = new Map<string, string[]>();
		for (const [kind, { path, pin }] of Object.entries(await refusals())) {
			// twice: the first may still prepare its statements
			await new Visitor(app.intake.origin).post(path, { pin });
			await tape.during(async () => {
				await new Visitor(app.intake.origin).post(path, { pin });
			});
			taped.set(kind, tape.statements());
		}
		const [first, ...others] = taped.values();
		expect(first?.length).toBe(2);
		for (const other of others) expect(other).toEqual(first);
		expect(first?.filter((text) => /insert into throttle/.test(text))).toHaveLength(1);
	});
});
