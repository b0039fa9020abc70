import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { languages, tellingWords } from '../../src/lib/i18n/index.ts';
import { ground, start, type Ground, type Running } from '../support/heard.ts';
import { recorder, type Recorder } from '../support/recorder.ts';
import { Victim } from '../support/victim.ts';
import { Visitor } from '../support/visitor.ts';
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

const link = async () => world.link(agency, await world.case(agency));
const stored = async ({ linkId }: HandedLink) => {
	const [row] = await at.superuser`select to_jsonb(l) as row from link l where id = ${linkId}`;
	return JSON.stringify(row);
};
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

	test('H07 no word of the landing page, the closed page or the one to come back to tells what it is', async () => {
		const hers = new Victim(app.intake.origin, await link());
		const pages = [await hers.get(hers.link.path), await hers.get('/nothing')];
		await hers.opens();
		await hers.goesOn({ CN0: 'yes', CN1: 'both' }, { until: 'CN2' });
		await hers.answers('CN2', 'not_now');
		pages.push(await hers.seesPage());
		for (const { body } of pages) {
			expect(body).toContain('<title>Reminder</title>');
			expect(body).toContain('href="data:,"');
			expect(body).not.toMatch(/og:|twitter:|<meta name="description"/);
			expect(body.replace(/<style>.*?<\/style>/s, '')).not.toMatch(
				/violen|police|victim|safe|abus|crime|heard|emergency|larkfield|112/i
			);
		}
		expect(pages.map(({ status }) => status)).toEqual([200, 404, 200]);
	});

	/** All that a page shows, says or hands to a preview, in small letters: not its style, script and own names. */
	const readable = (body: string) =>
		body
			.replaceAll(/<(style|script)\b[^]*?<\/\1>/g, ' ')
			.replaceAll(
				/ (class|href|hreflang|lang|dir|rel|id|for|name|type|aria-[a-z]+by)="[^"]*"/g,
				' '
			)
			.toLowerCase();

	test.each(languages)('H07 in %s, no page for strangers tells what it is', async (language) => {
		const hers = new Victim(app.intake.origin, await link());
		const spoken = { headers: { 'Accept-Language': language } };
		const pages = [
			await hers.get(`${hers.link.path}?lang=${language}`),
			await hers.get(`/nothing?lang=${language}`),
			await hers.get(hers.link.path, spoken),
			await hers.get('/nothing', spoken),
			await hers.get('/c', spoken)
		];
		await hers.opens();
		await hers.post('/c', { q: 'CN0', lang: language });
		await hers.goesOn({ CN0: 'yes', CN1: 'both' }, { until: 'CN2' });
		// the look finds what it looks for
		const told = (body: string) => {
			const seen = readable(body);
			const telling = [...tellingWords(language), ...tellingWords('en')];
			return [...telling, agency.officer.name.toLowerCase(), 'larkfield', '112'].filter((word) =>
				seen.includes(word)
			);
		};
		expect(told((await hers.seesPage()).body).length).toBeGreaterThan(1);
		await hers.answers('CN2', 'not_now');
		pages.push(await hers.seesPage());

		expect(pages.map(({ status }) => status)).toEqual([200, 404, 200, 404, 404, 200]);
		for (const { body } of pages) {
			expect(body).toContain(`<html lang="${language}"`);
			expect(body).toContain('<title>Reminder</title>');
			expect(told(body)).toEqual([]);
		}
	});
});
