import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages, text } from '../../src/lib/i18n/index.ts';
import { ground, start, type Ground, type Running } from '../support/heard.ts';
import { Victim } from '../support/victim.ts';
import { Visitor } from '../support/visitor.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';

let at: Ground;
let app: Running;
let world: World;
let agency: Agency;

beforeAll(async () => {
	at = await ground('languages');
	app = await start(at, {
		intake: { HEARD_LANGUAGES: languages.join(','), HEARD_HELP_LINES: 'Lantern 0800 000 0000' }
	});
	world = worldOn(at, app.intake.origin, app.desk.origin);
	agency = await world.agency();
});
afterAll(async () => {
	await world?.close();
	await app?.stop();
	await at?.close();
});

const newVictim = async () =>
	new Victim(app.intake.origin, await world.link(agency, await world.case(agency)));
const ar = text('ar');
const en = text('en');

describe('pages without a visit', () => {
	test.each(languages)('the code page is in %s when its address asks for it', async (language) => {
		const page = await new Visitor(app.intake.origin).get(`/l/anything?lang=${language}`);
		expect(page.status).toBe(200);
		expect(page.body).toContain(`<html lang="${language}"`);
		expect(page.body).toContain(text(language)('landing.heading'));
		for (const other of languages) expect(page.body).toContain(`href="?lang=${other}"`);
	});

	test('the staying-safe page is there for everybody, without a visit, in every language', async () => {
		for (const language of languages) {
			const page = await new Visitor(app.intake.origin).get(`/help/1?lang=${language}`);
			expect(page.status).toBe(200);
			expect(page.body).toContain(text(language)('safer.limit'));
			expect(page.body).toContain('href="tel:08000000000"');
			expect(page.body).toContain('href="tel:112"');
			expect(page.headers['set-cookie']).toBeUndefined();
		}
	});

	test('there is no other page of that kind, and the code page does not lead to it', async () => {
		const visitor = new Visitor(app.intake.origin);
		for (const page of ['2', 'safe', '1x']) {
			expect((await visitor.get(`/help/${page}`)).status).toBe(404);
		}
		for (const outside of ['/l/anything', '/nothing']) {
			expect((await visitor.get(outside)).body).not.toContain('/help/');
		}
	});
});

describe('the language of a visit', () => {
	test('the one chosen on the code page goes along, and is not what the link was made in', async () => {
		const hers = await newVictim();
		await hers.post(`${hers.link.path}?lang=ar`, { pin: hers.link.pin, lang: 'ar' });
		const page = await hers.seesPage();
		expect(page.body).toContain('<html lang="ar" dir="rtl"');
		expect(page.body).toContain(ar('q.CN0.text'));
		expect(page.body).toContain('href="/help/1?lang=ar"');
	});

	test('she changes it on a page and goes on there; nothing is saved by it', async () => {
		const hers = await newVictim();
		await hers.opens();
		await hers.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes' }, { until: 'SF1' });
		const changed = await hers.post('/c', { q: 'SF1', lang: 'ar' });
		expect([changed.status, changed.location]).toEqual([303, '/c']);
		const page = await hers.seesPage();
		expect(Victim.asked(page)).toBe('SF1');
		expect(page.body).toContain(ar('q.SF1.text'));
		await hers.answers('SF1', '1');
		expect((await hers.seesPage()).body).toContain(ar('q.SF2.text'));
	});

	test('what she had written and ticked comes back with the page in the other language', async () => {
		const hers = await newVictim();
		await hers.opens();
		await hers.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes' }, { until: 'H2' });
		const page = await hers.post('/c', {
			q: 'H2',
			H2: ['stalk', 'other'],
			H2_text: 'Not sent yet',
			lang: 'ar'
		});
		expect(page.status).toBe(200);
		expect(page.body).toContain(ar('q.H2.a.stalk'));
		expect(page.body).toMatch(/value="stalk"[^>]*checked/);
		expect(page.body).toContain('Not sent yet');
		// not saved: the same question is open, and shows nothing after a look at it
		const again = await hers.seesPage();
		expect(Victim.asked(again)).toBe('H2');
		expect(again.body).not.toContain('Not sent yet');
		expect(again.body).not.toMatch(/value="stalk"[^>]*checked/);
	});

	test('a language that the agency does not offer changes nothing', async () => {
		const hers = await newVictim();
		await hers.opens();
		for (const lang of ['xx', 'ar-EG', '', '<b>', 'constructor']) {
			await hers.post('/c', { q: 'CN0', lang });
			expect((await hers.seesPage()).body).toContain(en('q.CN0.text'));
		}
	});

	test('it is for this visit only: the next one begins in the language of the link', async () => {
		const hers = await newVictim();
		await hers.opens();
		await hers.post('/c', { q: 'CN0', lang: 'fr' });
		expect((await hers.seesPage()).body).toContain('<html lang="fr"');
		const later = new Victim(app.intake.origin, hers.link);
		await later.opens();
		expect((await later.seesPage()).body).toContain('<html lang="en"');
	});

	test('what is sent says in which language it was answered', async () => {
		const hers = await newVictim();
		await hers.opens();
		await hers.post('/c', { q: 'CN0', lang: 'pl' });
		await hers.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes', SF1: '1' });
		await hers.presses('send');
		expect((await hers.seesPage()).body).toContain(text('pl')('last.heading'));
	});
});

describe('"I am still here"', () => {
	test('keeps the visit alive at its page, with what was typed, and saves nothing', async () => {
		const hers = await newVictim();
		await hers.opens();
		await hers.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes', V1: '4' }, { until: 'V2' });
		await at.clock.advance({ minutes: 14 });
		const page = await hers.post('/c', { q: 'V2', V2: 'Still writing', do: 'here' });
		expect(page.status).toBe(200);
		expect(page.body).toContain('Still writing');
		await at.clock.advance({ minutes: 14 });
		expect(Victim.asked(await hers.seesPage())).toBe('V2');
		await at.clock.advance({ minutes: 2 });
		expect((await hers.seesPage()).status).toBe(404);
	});

	test('after the end of the visit it is the closed page', async () => {
		const hers = await newVictim();
		await hers.opens();
		await at.clock.advance({ minutes: 16 });
		expect((await hers.presses('here')).status).toBe(404);
		expect((await new Visitor(app.intake.origin).post('/c', { lang: 'ar' })).status).toBe(404);
	});
});
