import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '#lib/domain/ids.ts';
import * as assist from '#lib/server/desk/assist/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import { audited, breakAudit, world, type World } from './desk-world.ts';
import { gate, short, talksIn, type Talks } from './talks.ts';

let w: World;
let t: Talks;
beforeAll(async () => {
	w = await world('desk_talk_begins');
	t = talksIn(w);
});
afterAll(() => w?.close());

describe('who may talk with her', () => {
	it.each(['vale', 'reed', 'quill'] as const)('%s, who is named on the case', async (who) => {
		const view = await t.worker(w[who], await w.openCase()).sees();
		expect(view).toMatchObject({ kind: 'begin', checkIn: { point: 'T3' }, plan: null });
	});

	it.each(['finch', 'stranger', 'harbour', 'programme', 'admin', 'auditor'] as const)(
		'H19 nobody else: %s meets a case that does not exist, at every verb',
		async (who) => {
			const hers = await t.begun();
			const other = t.worker(w[who], hers.caseId);
			expect(await other.sees()).toBeNull();
			expect(await other.begins()).toBeNull();
			expect(await assist.showWord(w.desk, w[who], hers.caseId)).toBeNull();
			// with the true id of her talk too
			const guess = Object.assign(t.worker(w[who], hers.caseId), { talkId: hers.talkId });
			expect(await guess.saves(gate)).toBeNull();
			expect(await guess.sends()).toBeNull();
			expect(await guess.stops()).toBeNull();
			expect(await guess.deletes()).toBeNull();
			expect(await guess.sees({ talkId: hers.talkId, end: 'sent' })).toBeNull();
			expect((await t.talkRow(hers.talkId))?.state).toBe('open');
		}
	);

	it('H38 nobody of another agency, and no case under the wrong address', async () => {
		const hers = await t.begun();
		const elsewhere = await w.elsewhere();
		expect(await t.worker(elsewhere.quill, hers.caseId).sees()).toBeNull();
		const wrong = Object.assign(t.worker(w.quill, await w.openCase()), { talkId: hers.talkId });
		expect(await wrong.saves(gate)).toBeNull();
		expect(await wrong.sends()).toBeNull();
		expect(await t.worker(w.quill, 'nonsense' as CaseId).sees()).toBeNull();
	});

	it('a colleague of the same case never reads what another has typed', async () => {
		const hers = await t.begun(w.quill);
		await hers.saves({ ...gate, Z1: 'only for Quill' });
		const view = await t.worker(w.vale, hers.caseId).sees();
		expect(view).toMatchObject({ kind: 'begin', heldBy: { name: 'Quill' } });
		expect(JSON.stringify(view)).not.toContain('only for Quill');
		const guess = Object.assign(t.worker(w.vale, hers.caseId), { talkId: hers.talkId });
		expect(await guess.saves(gate)).toBeNull();
	});

	it('a closed case has no more talks', async () => {
		const caseId = await w.openCase();
		await w.superuser`update "case" set closed_at = now() where id = ${caseId}`;
		expect(await t.worker(w.quill, caseId).sees()).toBeNull();
		expect(await t.worker(w.quill, caseId).begins()).toBeNull();
	});
});

describe('the agreed word', () => {
	it('is shown when it is asked for, and each time is on record', async () => {
		const caseId = await w.openCase();
		await t.savePlan(caseId);
		const view = await t.worker(w.vale, caseId).sees();
		expect(view).toMatchObject({
			plan: { safeWordPrompt: 'the cake she likes', hasWord: true, coverName: 'the library' }
		});
		expect(JSON.stringify(view)).not.toContain('marzipan');
		expect(await assist.showWord(w.desk, w.vale, caseId)).toEqual({ word: 'marzipan' });
		const shown = (await audited(w, 'safe_word.shown')).filter((one) => one.case === caseId);
		expect(shown).toMatchObject([{ by: w.vale.staffId }]);
	});

	it('R4 without a record neither the word nor a talk is shown', async () => {
		const caseId = await w.openCase();
		await t.savePlan(caseId);
		const talk = t.worker(w.quill, caseId);
		await talk.begins();
		const mend = await breakAudit(w);
		await expect(assist.showWord(w.desk, w.quill, caseId)).rejects.toThrow();
		await expect(talk.sees()).rejects.toThrow();
		await mend();
		expect(await talk.sees()).toMatchObject({ kind: 'ask' });
	});

	it('not known: the form stays closed, F-COERCED is raised, and no round of hers is used up', async () => {
		const caseId = await w.openCase();
		const talk = t.worker(w.vale, caseId);
		expect(await talk.begins({ AM2: 'no' })).toEqual({ kind: 'over', end: 'not_opened' });
		// the same form once more
		expect(await talk.begins({ AM2: 'no' })).toEqual({ kind: 'over', end: 'not_opened' });
		await w.works();
		expect(await t.codesOf(caseId)).toEqual(['F-COERCED']);
		expect(await t.told(caseId)).toMatchObject([
			{ kind: 'unsent', answers: {}, mode: 'phone', observations: { identityFailed: true } }
		]);
		expect((await t.checkInOf(caseId)).map(({ point, state }) => `${point} ${state}`)).toEqual([
			'T3 planned',
			'extra cancelled'
		]);
		expect((await audited(w, 'talk.not_opened')).at(-1)).toMatchObject({ case: caseId });
		// it was no answer of hers: the next form still is the first
		expect(await t.worker(w.quill, caseId).begins()).toEqual({ kind: 'talk' });
		expect(await t.worker(w.quill, caseId).sees()).toMatchObject({
			facts: { firstResponse: true }
		});
	});
});

describe('not alone', () => {
	it('only how to go on another time is asked and kept, and the check-in stays open', async () => {
		const caseId = await w.openCase();
		const talk = t.worker(w.quill, caseId);
		expect(await talk.begins({ AM3: 'no', AM6: '' })).toEqual({ kind: 'talk' });
		await talk.saves({ N3: 'no', N4: 'yes', H2: ['physical'], Z1: 'he listens' });
		expect(await talk.sends()).toEqual({ kind: 'sent', end: 'not_alone' });
		// pressed twice: no answers had come over a link
		expect(await talk.sends()).toMatchObject({ kind: 'sent' });
		expect(await talk.sees({ talkId: talk.talkId, end: 'sent' })).toMatchObject({
			end: 'not_alone',
			isBeside: false
		});
		await w.works();
		expect(await t.told(caseId)).toMatchObject([
			{ kind: 'unsent', answers: { N3: 'no', N4: 'yes' }, observations: { alone: false } }
		]);
		expect(Object.keys((await t.told(caseId))[0]?.answers ?? {}).toSorted()).toEqual(['N3', 'N4']);
		expect(await t.codesOf(caseId)).toEqual(['F-CONTACT-UNSAFE']);
		expect(await t.worker(w.vale, caseId).sees()).toMatchObject({ checkIn: { point: 'T3' } });
	});
});

describe('an interpreter', () => {
	it.each(['family', 'child', 'friend', 'theirs'])('is never %s', async (AM4) => {
		const talk = t.worker(w.quill, await w.openCase());
		expect(await talk.begins({ AM4 })).toEqual({ kind: 'problems', problems: { AM4: 'refused' } });
		expect(await t.talkRow(talk.talkId)).toBeUndefined();
	});

	it('who is professional stays with the answers for ever, with the one who typed them', async () => {
		const caseId = await w.openCase();
		const talk = t.worker(w.quill, caseId);
		await talk.begins({
			AM1: 'in_person',
			AM4: 'professional',
			interpreter: 'No. 4711',
			AM5: 'pl'
		});
		await talk.saves(short);
		await talk.sends();
		await w.works();
		expect(await t.told(caseId)).toMatchObject([
			{
				kind: 'sent',
				mode: 'in_person',
				language: 'pl',
				secondsOnForm: null,
				talk: { by: w.quill.staffId, interpreter: 'No. 4711' }
			}
		]);
		const [concern] = await w.superuser`select id from concern where case_id = ${caseId}`;
		const card = await concerns.open(w.desk, w.vale, { id: concern?.id, lane: null });
		expect(card?.responses).toMatchObject([
			{ mode: 'in_person', talk: { by: 'Quill', interpreter: 'No. 4711' } }
		]);
	});
});

describe('consent', () => {
	it('is asked when all else is well, and nothing is stored before', async () => {
		const talk = t.worker(w.quill, await w.openCase());
		expect(await talk.begins({ AM6: '' })).toEqual({ kind: 'consent' });
		expect(await t.talkRow(talk.talkId)).toBeUndefined();
	});

	it('not given is a choice: sent at once, and the open links end', async () => {
		const caseId = await w.openCase();
		const link = await t.issue(caseId);
		const talk = t.worker(w.quill, caseId);
		expect(await talk.begins({ AM6: 'no' })).toEqual({ kind: 'over', end: 'sent' });
		expect(await t.told(caseId)).toMatchObject([{ kind: 'sent', answers: { CN0: 'no' } }]);
		expect(await t.linkState(link)).toBe('revoked');
		expect(await t.checkInOf(caseId)).toMatchObject([{ state: 'declined' }]);
		expect(await talk.sees({ talkId: talk.talkId, end: 'sent' })).toMatchObject({
			hasDeclined: true
		});
	});
});

// last, because it moves the clock by hours
describe('a second contact', () => {
	const later = async () => {
		const first = await t.begun();
		await first.saves({ ...gate, SF1: '-1' });
		await w.clock.advance({ hours: 8 });
		const again = t.worker(w.quill, first.caseId);
		expect(await again.sees()).toMatchObject({ kind: 'begin', goesOnFrom: expect.any(Date) });
		return { first, again };
	};

	it('asks again whether it is her, alone, and safe to answer, and then goes on', async () => {
		const { first, again } = await later();
		expect(await again.begins({ AM1: 'in_person' })).toEqual({ kind: 'talk' });
		const view = await again.sees();
		expect(view).toMatchObject({
			talkId: first.talkId,
			version: 3,
			mode: 'in_person',
			answers: { CN1: 'both', SF1: '-1' }
		});
		expect(view?.kind === 'ask' && 'CN2' in view.answers).toBe(false);
	});

	it.each([
		['not the agreed word', { AM2: 'no' }, { kind: 'over', end: 'not_opened' }],
		['not alone', { AM3: 'no', AM6: '' }, { kind: 'talk' }]
	])('with %s the talk ends, and what was saved is filed', async (_, how, begun) => {
		const { first, again } = await later();
		expect(await again.begins(how)).toEqual(begun);
		expect(await t.talkRow(first.talkId)).toMatchObject({ state: 'stopped' });
		await w.works();
		expect(await t.told(first.caseId)).toContainEqual(
			expect.objectContaining({
				from: first.talkId,
				answers: expect.objectContaining({ SF1: '-1' })
			})
		);
	});

	it('a posted "not alone" counts within a pause too', async () => {
		const first = await t.begun();
		const again = t.worker(w.quill, first.caseId);
		expect(await again.begins({ AM3: 'no', AM6: '' })).toEqual({ kind: 'talk' });
		expect(await again.sees()).toMatchObject({ talkId: again.talkId, isAlone: false });
	});
});
