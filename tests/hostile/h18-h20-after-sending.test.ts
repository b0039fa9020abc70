import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { said } from '../faults/said.ts';
import { fingerprints } from '../support/rows.ts';
import { stage, tabOf, type Someone, type Stage } from '../support/stage.ts';
import { toldIn } from '../support/told.ts';
import type { Victim } from '../support/victim.ts';
import type { Fields, Reply } from '../support/visitor.ts';

let s: Stage;
beforeAll(async () => {
	s = await stage('h18_h20');
});
afterAll(() => s?.close());
beforeEach(() => s.at.clock.reset());

const lastPage = 'Thank you.';
const ownWords = [said.H2_text, said.V2, said.Z1].map(String);

/** She has sent, the worker has done its work, and the tab before has kept the cookie. */
async function sent(): Promise<Someone & { kept: Victim }> {
	const someone = await s.someone();
	const { victim } = someone;
	await victim.opens();
	await victim.goesOn(said);
	const kept = tabOf(victim);
	await victim.presses('send');
	expect((await victim.seesPage()).body).toContain(lastPage);
	await s.world.settled();
	return { ...someone, kept };
}

function expectNoAnswers({ body }: Reply): void {
	for (const words of ownWords) expect(body).not.toContain(words);
	expect(body).not.toMatch(/<input[^>]*\schecked/);
}

/** Everything that a browser may still post from one of her pages. */
const forms: [string, (tab: Victim) => Promise<Reply>][] = [
	['Send', (tab) => tab.presses('send')],
	['Back', (tab) => tab.presses('back')],
	['Back on a page', (tab) => tab.presses('back', { q: 'V2' })],
	['an answer', (tab) => tab.answers('SF1', '2')],
	['other words', (tab) => tab.answers('V2', 'All is well')],
	['Skip', (tab) => tab.presses('skip', { q: 'R1' })],
	['Delete', (tab) => tab.presses('delete')],
	['Delete, confirmed', (tab) => tab.presses('delete-confirm')]
];

describe('reload, Back and a form once more, after she has sent', () => {
	test('H18 the visit shows the last page, writes nothing and shows no answer', async () => {
		const { kept } = await sent();
		const before = await fingerprints(s.at.superuser);
		for (const [, post] of forms) {
			const tab = tabOf(kept);
			const reply = await post(tab);
			expect(`${reply.status} ${reply.location}`).toBe('303 /c');
			const page = await tab.seesPage();
			expect(page.body).toContain(lastPage);
			expectNoAnswers(page);
			await s.world.settled();
			expect(await fingerprints(s.at.superuser)).toEqual(before);
		}
	});

	test('H18 the browser that saw the last page has the closed page', async () => {
		const { victim, link } = await sent();
		expect(victim.cookies.size).toBe(0);
		const before = await fingerprints(s.at.superuser, { besides: ['throttle'] });
		const replies = [
			await victim.seesPage(),
			...(await Promise.all(forms.map(([, post]) => post(victim)))),
			// her own link with her own code
			await s.browser(link).opens()
		];
		for (const reply of replies) {
			expect(reply.status).toBe(404);
			expect(reply.body).toBe(replies[0]?.body);
			expectNoAnswers(reply);
		}
		await s.world.settled();
		expect(await fingerprints(s.at.superuser, { besides: ['throttle'] })).toEqual(before);
	});
});

describe('forms that name something else', () => {
	/** A form as it could be forged: every name that a column or a page might have. */
	async function forged({ caseId, link }: Someone): Promise<Fields> {
		const [row] = await s.at.superuser`
			select l.agency_id, l.id as link_id, l.check_in_id, l.response_id, d.id as draft_id
			from link l join draft d on d.link_id = l.id where l.id = ${link.linkId}`;
		if (!row) throw new Error('no draft');
		const ids = {
			agency: row.agency_id,
			case: caseId,
			link: row.link_id,
			check_in: row.check_in_id,
			response: row.response_id,
			draft: row.draft_id,
			revision: uuid()
		};
		const fields: Fields = {
			token: link.token,
			pin: link.pin,
			state: 'open',
			kind: 'unsent',
			version: '0',
			ordinal: '1',
			due_at: 'infinity',
			visit: '1'
		};
		for (const [name, id] of Object.entries(ids)) {
			for (const key of [name, `${name}Id`, `${name}_id`, `${name}[id]`]) fields[key] = id;
		}
		return fields;
	}

	const rowsOf = ({ caseId, link: { linkId } }: Someone) => s.at.superuser`
		select to_jsonb(l)::text as row from link l where id = ${linkId}
		union all select to_jsonb(d)::text from draft d where link_id = ${linkId}
		union all select to_jsonb(v)::text from visit v where link_id = ${linkId}
		union all select to_jsonb(r)::text from response_revision r where case_id = ${caseId}`;

	test('H19 other ids in a form are ignored: nothing is written there, hers is saved', async () => {
		const other = await s.someone();
		await other.victim.opens();
		await other.victim.goesOn(said, { until: 'Z1' });
		const before = await rowsOf(other);
		expect(before.length).toBeGreaterThan(2);

		const mine = await s.someone();
		const more = await forged(other);
		// her own link, her own code; the names in the form lead to the other one
		expect((await mine.victim.post(mine.link.path, { ...more, pin: mine.link.pin })).status).toBe(
			303
		);
		await mine.victim.answers('CN0', 'yes', more);
		await mine.victim.answers('CN1', 'both', more);
		await mine.victim.answers('CN2', 'yes', more);
		await mine.victim.answers('SF1', '-2', more);
		await mine.victim.presses('back', { q: 'SF2', ...more });
		await mine.victim.answers('SF1', '-1', more);
		await mine.victim.goesOn({});
		await mine.victim.presses('send', more);
		expect((await mine.victim.seesPage()).body).toContain(lastPage);
		await s.world.settled();

		expect(await rowsOf(other)).toEqual(before);
		expect(await toldIn(s, mine.caseId)).toMatchObject([
			{ kind: 'sent', linkId: mine.link.linkId, answers: { SF1: '-1' } }
		]);
	});

	test('H19 a deletion that names another draft deletes her own', async () => {
		const other = await s.someone();
		await other.victim.opens();
		await other.victim.goesOn(said, { until: 'Z1' });
		const before = await rowsOf(other);

		const mine = await s.someone();
		await mine.victim.opens();
		await mine.victim.goesOn(said, { until: 'Z1' });
		const more = await forged(other);
		await mine.victim.presses('delete', more);
		await mine.victim.presses('delete-confirm', more);
		expect(await rowsOf(other)).toEqual(before);
		const drafts = await s.at.superuser`select 1 from draft where link_id = ${mine.link.linkId}`;
		expect(drafts).toHaveLength(0);
	});
});

describe('an old cookie', () => {
	const dropsCookie = ({ raw }: Reply) =>
		raw.some(
			([name, value]) =>
				name.toLowerCase() === 'set-cookie' &&
				/^__Host-v=;.*(expires=thu, 01 jan 1970|max-age=0)/i.test(value)
		);

	test('H20 until 15 idle minutes after sending the last page, then the closed page', async () => {
		const { kept } = await sent();
		await s.at.clock.advance({ minutes: 14, seconds: 30 });
		await s.world.settled();
		const rows = () => fingerprints(s.at.superuser);
		const before = await rows();
		expect((await tabOf(kept).seesPage()).body).toContain(lastPage);
		const again = tabOf(kept);
		expect((await again.presses('send')).status).toBe(303);
		expect((await again.seesPage()).body).toContain(lastPage);
		expect(await rows()).toEqual(before);

		// posting has not made it live longer
		await s.at.clock.advance({ seconds: 31 });
		for (const ask of [
			(tab: Victim) => tab.seesPage(),
			(tab: Victim) => tab.presses('send'),
			(tab: Victim) => tab.answers('SF1', '2')
		]) {
			const tab = tabOf(kept);
			const reply = await ask(tab);
			expect(reply.status).toBe(404);
			expectNoAnswers(reply);
			expect(dropsCookie(reply)).toBe(true);
		}
		await s.world.settled();
		expect(await rows()).toEqual(before);
	});

	test('H20 a visit that was never sent idles out alike, and a busy one after two hours', async () => {
		const idle = await s.someone();
		await idle.victim.opens();
		await idle.victim.answers('CN0', 'yes');
		const busy = await s.someone();
		await busy.victim.opens();

		await s.at.clock.advance({ minutes: 14, seconds: 59 });
		expect((await tabOf(idle.victim).seesPage()).status).toBe(200);
		await busy.victim.answers('CN0', 'yes');
		await s.at.clock.advance({ seconds: 2 });
		const closed = await tabOf(idle.victim).seesPage();
		expect(closed.status).toBe(404);
		expect(dropsCookie(closed)).toBe(true);
		expect((await idle.victim.answers('CN1', 'both')).status).toBe(404);

		for (let minutes = 15; minutes < 119; minutes += 13) {
			await s.at.clock.advance({ minutes: 13 });
			expect((await busy.victim.presses('back', { q: 'SF1' })).status).toBe(303);
		}
		expect((await tabOf(busy.victim).seesPage()).status).toBe(200);
		await s.at.clock.advance({ minutes: 2 });
		expect((await tabOf(busy.victim).seesPage()).status).toBe(404);
	});
});
