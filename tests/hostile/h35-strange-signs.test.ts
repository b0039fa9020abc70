import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedIn } from '../support/officer.ts';
import { stage, type Someone, type Stage } from '../support/stage.ts';
import { concernsIn, toldIn } from '../support/told.ts';

// Text that turns round, hides, grows over its neighbours or is no text at all. She may have pasted
// it without knowing; somebody else may want the desk to read what was not written.

let at: Stage;
beforeAll(async () => {
	at = await stage('h35', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => at?.close());

type Strange = [what: string, written: string, kept: string, shown: string[]];

const strange: Strange[] = [
	[
		'turned round',
		'he is \u202Eton\u202C here',
		'he is \u202Eton\u202C here',
		['U+202E', 'U+202C']
	],
	['isolates', 'a\u2066b\u2067c\u2069\u200F', 'a\u2066b\u2067c\u2069\u200F', ['U+2066', 'U+200F']],
	['zero width', 'sa\u200Bfe\u2060\uFEFF.', 'sa\u200Bfe\u2060\uFEFF.', ['U+200B', 'U+FEFF']],
	['soft hyphen', 'do\u00ADnot', 'do\u00ADnot', ['U+00AD']],
	['tag letters', 'a\u{E0041}\u{E0042}b', 'a\u{E0041}\u{E0042}b', ['U+E0041', 'U+E0042']],
	['a tower of marks', `a${'\u0301'.repeat(900)}b`, `a${'\u0301'.repeat(900)}b`, ['×896']],
	['emoji', '👩🏽\u200D👧 🏳️‍🌈 ok', '👩🏽\u200D👧 🏳️‍🌈 ok', ['👩🏽\u200D👧 🏳️‍🌈 ok']],
	['a thousand emoji', '😀'.repeat(1000), '😀'.repeat(1000), ['😀'.repeat(1000)]],
	['control signs', 'a\u0000b\u0007c\u001B[31md\u0085e', 'abc[31mde', ['abc[31mde']],
	['one long word', 'w'.repeat(1000), 'w'.repeat(1000), ['w'.repeat(1000)]]
];

async function atV2(): Promise<Someone> {
	const someone = await at.someone();
	await someone.victim.opens();
	// V2 follows an answer that is a concern, so that the desk gets to see it
	await someone.victim.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes', V1: '4' }, { until: 'V2' });
	return someone;
}

async function seenByOfficer({ caseId, victim }: Someone): Promise<string> {
	await victim.goesOn({});
	await victim.presses('send');
	await at.world.settled();
	const [concern] = await concernsIn(at, caseId);
	const officer = await signedIn(at, at.agency.officer);
	return (await officer.get(`/desk/concerns/${concern?.id}?lane=police`)).body;
}

/** What stands in her own voice on the page, without the marks that Svelte leaves. */
function voice(page: string): string {
	const [, words = ''] = /<blockquote[^>]*>([^]*?)<\/blockquote>/.exec(page) ?? [];
	return words.replaceAll(/<!--.*?-->/g, '');
}

/** The data that a script of the page reads again holds her words as they are. */
function withoutScripts(page: string): string {
	return page.replaceAll(/<script>[^]*?<\/script>/g, '');
}

const unseen =
	/[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/u;

describe('H35 strange signs in her words', () => {
	test.each(strange)('H35 %s: kept as written, and shown to staff', async (...row) => {
		const [, written, kept, shown] = row;
		const someone = await atV2();
		expect((await someone.victim.answers('V2', written)).status).toBe(303);
		const page = await seenByOfficer(someone);
		const [told] = await toldIn(at, someone.caseId);
		expect(told?.answers?.V2).toBe(kept);
		for (const sign of shown) expect(voice(page)).toContain(sign);
		expect(voice(page)).not.toMatch(unseen);
		expect(withoutScripts(page)).not.toMatch(unseen);
	});

	test('H35 bytes that are no text are stored as the sign for that, and break nothing', async () => {
		const someone = await atV2();
		// a lone surrogate and half a letter, which no form of a browser sends
		const saved = await someone.victim.ask('/c', {
			method: 'POST',
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				Origin: someone.victim.origin
			},
			body: 'q=V2&V2=one%ED%A0%80two%C3&do=continue'
		});
		expect(saved.status).toBe(303);
		const page = await seenByOfficer(someone);
		const [told] = await toldIn(at, someone.caseId);
		expect(told?.answers?.V2).toMatch(/^one\uFFFD+two\uFFFD$/);
		expect(voice(page)).toMatch(/^one\uFFFD+two\uFFFD$/);
	});

	test('H35 more marks than a text may have are refused, and stand in the page to be cut', async () => {
		const { victim, caseId } = await atV2();
		const tower = `a${'\u0301'.repeat(9_000)}`;
		const refused = await victim.answers('V2', tower);
		expect(refused.status).toBe(422);
		expect(refused.body).toContain(tower);
		expect((await victim.seesPage()).body).toContain('name="q" value="V2"');
		await victim.answers('V2', 'shorter');
		await victim.goesOn({});
		await victim.presses('send');
		await at.world.settled();
		expect((await toldIn(at, caseId))[0]?.answers?.V2).toBe('shorter');
	});

	test('H35 100,000 marks are more than any page takes: refused unread, and what was saved stays', async () => {
		const { victim, caseId } = await atV2();
		const refused = await victim.answers('V2', 'a\u0301'.repeat(100_000));
		expect(refused.status).toBe(413);
		expect(await victim.goesOn({ V2: 'after all' })).toContain('V2');
		await victim.presses('send');
		await at.world.settled();
		expect((await toldIn(at, caseId))[0]?.answers).toMatchObject({ V1: '4', V2: 'after all' });
	});

	test('H35 her page shows her own signs again within its field, and nowhere else', async () => {
		const { victim } = await atV2();
		const written = '\u202Eton </textarea><b>\u2067';
		await victim.answers('V2', written);
		await victim.presses('back', { q: 'R3' });
		const page = (await victim.seesPage()).body;
		const [, field = ''] = /<textarea[^>]*>([^]*?)<\/textarea>/.exec(page) ?? [];
		expect(field).toBe('\u202Eton &lt;/textarea>&lt;b>\u2067');
		expect(page.replace(field, '')).not.toMatch(/[\u202E\u2067]/);
		// and turns round nothing but itself
		expect(page).toMatch(/<textarea[^>]*dir="auto"/);
	});
});
