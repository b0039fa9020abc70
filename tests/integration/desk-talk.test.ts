import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactPlan } from '#lib/domain/contact/index.ts';
import { linkId, planId, type CaseId } from '#lib/domain/ids.ts';
import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import { sealedResponse } from '#lib/domain/response.ts';
import * as assist from '#lib/server/desk/assist/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import * as notes from '#lib/server/desk/notes/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import { openFlag, openRevision } from '#lib/server/platform/crypto/open/index.ts';
import { sealContactPlan } from '#lib/server/platform/crypto/seal/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { Worker } from '../support/talk.ts';
import { audited, breakAudit, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_talk');
});
afterAll(() => w?.close());

const gate: StoredAnswers = { CN1: 'both', CN2: 'yes' };
const short: StoredAnswers = { ...gate, SF1: '-1', SF2: '1', H2: ['stalk'], R1: ['none'], V1: '2' };

const worker = (staff: Staff, caseId: CaseId) => new Worker(w.desk, staff, caseId);

/** A talk with consent given, on a new case. */
async function begun(staff: Staff = w.quill) {
	const caseId = await w.openCase();
	const talk = worker(staff, caseId);
	expect(await talk.begins()).toEqual({ kind: 'talk' });
	return talk;
}

const talkRow = async (id: string) => (await w.superuser`select * from talk where id = ${id}`)[0];
const checkInOf = async (caseId: CaseId) =>
	w.superuser`select point, state from check_in where case_id = ${caseId} order by made_at, id`;

const keyOf = (caseId: CaseId) =>
	withAgency(w.desk.db, w.agencyId, (tx) =>
		w.desk.keys.caseKey(tx, { agencyId: w.agencyId, caseId })
	);

/** What is stored of a case, opened, in the order in which it came. */
async function told(caseId: CaseId) {
	const key = await keyOf(caseId);
	const rows = await w.superuser`
		select * from response_revision where case_id = ${caseId} order by saved_at, id`;
	return Promise.all(
		rows.map(async (row) => ({
			kind: row.kind,
			from: row.talk_id,
			...sealedResponse.parse(
				await openRevision({
					key,
					agencyId: w.agencyId,
					caseId,
					responseId: row.response_id,
					revisionId: row.id,
					questionnaireVersion: row.questionnaire_version,
					sealed: row.sealed
				})
			)
		}))
	);
}

async function codesOf(caseId: CaseId): Promise<string[]> {
	const at = { agencyId: w.agencyId, caseId };
	const key = await keyOf(caseId);
	const rows = await w.superuser`select * from flag where case_id = ${caseId}`;
	const codes = rows.map(async (row) => {
		const opened = await openFlag({
			key,
			...at,
			flagId: row.id,
			revisionId: row.revision_id,
			concernId: row.concern_id,
			rulesetVersion: row.ruleset_version,
			sealed: row.sealed
		});
		return (opened as { code: string }).code;
	});
	return (await Promise.all(codes)).toSorted();
}

async function savePlan(caseId: CaseId): Promise<void> {
	const [row] = await w.superuser`select public_key from case_key where case_id = ${caseId}`;
	const id = planId.parse(uuid());
	const content = contactPlan.parse({
		routes: [],
		timeZone: 'Europe/Lisbon',
		mayContact: 'either',
		cover: 'a',
		coverName: 'the library',
		safeWord: 'marzipan',
		safeWordPrompt: 'the cake she likes',
		inDanger: 'call',
		language: 'pl',
		adult: true
	});
	const place = { agencyId: w.agencyId, caseId, planId: id, planVersion: 1 };
	const sealed = await sealContactPlan({ ...place, publicKey: row?.public_key, content });
	await w.superuser`insert into contact_plan (agency_id, case_id, version, id, sealed, made_by)
		values (${w.agencyId}, ${caseId}, 1, ${id}, ${sealed}, ${w.quill.staffId})`;
}

describe('who may talk with her', () => {
	it.each(['vale', 'reed', 'quill'] as const)('%s, who is named on the case', async (who) => {
		const view = await worker(w[who], await w.openCase()).sees();
		expect(view).toMatchObject({ kind: 'begin', checkIn: { point: 'T3' }, plan: null });
	});

	it.each(['finch', 'stranger', 'harbour', 'programme', 'admin', 'auditor'] as const)(
		'H19 nobody else: %s meets a case that does not exist, at every verb',
		async (who) => {
			const hers = await begun();
			const other = worker(w[who], hers.caseId);
			expect(await other.sees()).toBeNull();
			expect(await other.begins()).toBeNull();
			expect(await assist.showWord(w.desk, w[who], hers.caseId)).toBeNull();
			// with the true id of her talk too
			const guess = Object.assign(worker(w[who], hers.caseId), { talkId: hers.talkId });
			expect(await guess.saves(gate)).toBeNull();
			expect(await guess.sends()).toBeNull();
			expect(await guess.stops()).toBeNull();
			expect(await guess.deletes()).toBeNull();
			expect(await guess.sees({ talkId: hers.talkId, end: 'sent' })).toBeNull();
			expect((await talkRow(hers.talkId))?.state).toBe('open');
		}
	);

	it('H38 nobody of another agency, and no case under the wrong address', async () => {
		const hers = await begun();
		const elsewhere = await w.elsewhere();
		expect(await worker(elsewhere.quill, hers.caseId).sees()).toBeNull();
		const wrong = Object.assign(worker(w.quill, await w.openCase()), { talkId: hers.talkId });
		expect(await wrong.saves(gate)).toBeNull();
		expect(await wrong.sends()).toBeNull();
		expect(await worker(w.quill, 'nonsense' as CaseId).sees()).toBeNull();
	});

	it('a colleague of the same case never reads what another has typed', async () => {
		const hers = await begun(w.quill);
		await hers.saves({ ...gate, Z1: 'only for Quill' });
		const view = await worker(w.vale, hers.caseId).sees();
		expect(view).toMatchObject({ kind: 'begin', heldBy: { name: 'Quill' } });
		expect(JSON.stringify(view)).not.toContain('only for Quill');
		const guess = Object.assign(worker(w.vale, hers.caseId), { talkId: hers.talkId });
		expect(await guess.saves(gate)).toBeNull();
	});

	it('a closed case has no more talks', async () => {
		const caseId = await w.openCase();
		await w.superuser`update "case" set closed_at = now() where id = ${caseId}`;
		expect(await worker(w.quill, caseId).sees()).toBeNull();
		expect(await worker(w.quill, caseId).begins()).toBeNull();
	});
});

describe('the agreed word', () => {
	it('is shown when it is asked for, and each time is on record', async () => {
		const caseId = await w.openCase();
		await savePlan(caseId);
		const view = await worker(w.vale, caseId).sees();
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
		await savePlan(caseId);
		const talk = worker(w.quill, caseId);
		await talk.begins();
		const mend = await breakAudit(w);
		await expect(assist.showWord(w.desk, w.quill, caseId)).rejects.toThrow();
		await expect(talk.sees()).rejects.toThrow();
		await mend();
		expect(await talk.sees()).toMatchObject({ kind: 'ask' });
	});

	it('not known: the form stays closed, F-COERCED is raised, and no round of hers is used up', async () => {
		const caseId = await w.openCase();
		const talk = worker(w.vale, caseId);
		expect(await talk.begins({ AM2: 'no' })).toEqual({ kind: 'over', end: 'not_opened' });
		// the same form once more
		expect(await talk.begins({ AM2: 'no' })).toEqual({ kind: 'over', end: 'not_opened' });
		await w.works();
		expect(await codesOf(caseId)).toEqual(['F-COERCED']);
		expect(await told(caseId)).toMatchObject([
			{ kind: 'unsent', answers: {}, mode: 'phone', observations: { identityFailed: true } }
		]);
		expect((await checkInOf(caseId)).map(({ point, state }) => `${point} ${state}`)).toEqual([
			'T3 planned',
			'extra cancelled'
		]);
		expect((await audited(w, 'talk.not_opened')).at(-1)).toMatchObject({ case: caseId });
		// it was no answer of hers: the next form still is the first
		expect(await worker(w.quill, caseId).begins()).toEqual({ kind: 'talk' });
		expect(await worker(w.quill, caseId).sees()).toMatchObject({ facts: { firstResponse: true } });
	});
});

describe('not alone', () => {
	it('only how to go on another time is asked and kept, and the check-in stays open', async () => {
		const caseId = await w.openCase();
		const talk = worker(w.quill, caseId);
		expect(await talk.begins({ AM3: 'no', AM6: '' })).toEqual({ kind: 'talk' });
		await talk.saves({ N3: 'no', N4: 'yes', H2: ['physical'], Z1: 'he listens' });
		expect(await talk.sends()).toEqual({ kind: 'sent', end: 'not_alone' });
		await w.works();
		expect(await told(caseId)).toMatchObject([
			{ kind: 'unsent', answers: { N3: 'no', N4: 'yes' }, observations: { alone: false } }
		]);
		expect(Object.keys((await told(caseId))[0]?.answers ?? {}).toSorted()).toEqual(['N3', 'N4']);
		expect(await codesOf(caseId)).toEqual(['F-CONTACT-UNSAFE']);
		expect(await worker(w.vale, caseId).sees()).toMatchObject({ checkIn: { point: 'T3' } });
	});
});

describe('an interpreter', () => {
	it.each(['family', 'child', 'friend', 'theirs'])('is never %s', async (AM4) => {
		const talk = worker(w.quill, await w.openCase());
		expect(await talk.begins({ AM4 })).toEqual({ kind: 'problems', problems: { AM4: 'refused' } });
		expect(await talkRow(talk.talkId)).toBeUndefined();
	});

	it('who is professional stays with the answers for ever, with the one who typed them', async () => {
		const caseId = await w.openCase();
		const talk = worker(w.quill, caseId);
		await talk.begins({
			AM1: 'in_person',
			AM4: 'professional',
			interpreter: 'No. 4711',
			AM5: 'pl'
		});
		await talk.saves(short);
		await talk.sends();
		await w.works();
		expect(await told(caseId)).toMatchObject([
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
		const talk = worker(w.quill, await w.openCase());
		expect(await talk.begins({ AM6: '' })).toEqual({ kind: 'consent' });
		expect(await talkRow(talk.talkId)).toBeUndefined();
	});

	it('not given is a choice: sent at once, and the open links end', async () => {
		const caseId = await w.openCase();
		const link = await issue(caseId);
		const talk = worker(w.quill, caseId);
		expect(await talk.begins({ AM6: 'no' })).toEqual({ kind: 'over', end: 'sent' });
		expect(await told(caseId)).toMatchObject([{ kind: 'sent', answers: { CN0: 'no' } }]);
		expect(await linkState(link)).toBe('revoked');
		expect(await checkInOf(caseId)).toMatchObject([{ state: 'declined' }]);
		expect(await talk.sees({ talkId: talk.talkId, end: 'sent' })).toMatchObject({
			hasDeclined: true
		});
	});
});

describe('a talk is saved as it goes', () => {
	it('a reload, and a form that begins anew, go on with it', async () => {
		const talk = await begun();
		await talk.saves({ ...gate, SF1: '-1', H2: ['other'], H2_text: 'at the gate', V2: null });
		const anew = worker(w.quill, talk.caseId);
		expect(await anew.begins()).toEqual({ kind: 'talk' });
		expect(await anew.sees()).toMatchObject({
			kind: 'ask',
			talkId: talk.talkId,
			version: 2,
			answers: {
				CN0: 'yes',
				CN1: 'both',
				SF1: '-1',
				H2: ['other'],
				H2_text: 'at the gate',
				V2: null
			}
		});
		expect(await w.superuser`select 1 from talk where case_id = ${talk.caseId}`).toHaveLength(1);
	});

	it('what is unticked again is gone, and what another screen holds stays', async () => {
		const talk = await begun();
		await talk.saves({ ...gate, H2: ['physical'], SF2: '0' });
		const typed = { asked: ['H2'], typed: {}, here: 'happened', version: talk.version };
		await assist.save(w.desk, w.quill, {
			...typed,
			caseId: talk.caseId,
			talkId: talk.talkId,
			observed: {
				heardSomeone: false,
				whispered: false,
				distressed: false,
				cutOff: false,
				coached: false
			},
			note: ''
		});
		const view = await talk.sees();
		expect(view).toMatchObject({ answers: { SF2: '0' } });
		expect(view?.kind === 'ask' && 'H2' in view.answers).toBe(false);
	});

	it('a repeat of what is saved is a success; another content over a newer version is refused', async () => {
		const talk = await begun();
		await talk.saves(gate);
		const stale = Object.assign(worker(w.quill, talk.caseId), { talkId: talk.talkId, version: 1 });
		expect(await stale.saves(gate)).toMatchObject({ kind: 'saved', version: 2 });
		stale.version = 1;
		expect(await stale.saves({ SF1: '2' })).toMatchObject({ kind: 'changed', version: 2 });
		expect(await talk.sees()).toMatchObject({ version: 2 });
		stale.version = 2;
		expect(await stale.saves({ SF1: '2' })).toMatchObject({ kind: 'saved', version: 3 });
		expect(await talk.sees()).toMatchObject({ answers: { CN1: 'both', SF1: '2' } });
	});

	it('of twenty different saves at once over one version, one is kept and the others are told', async () => {
		const talk = await begun();
		const saves = await Promise.all(
			Array.from({ length: 20 }, (_, n) =>
				Object.assign(worker(w.quill, talk.caseId), { talkId: talk.talkId }).saves({
					Z1: `no ${n}`
				})
			)
		);
		const kinds = saves.map((kept) => kept?.kind).toSorted();
		expect(kinds).toEqual([...Array.from({ length: 19 }, () => 'changed'), 'saved']);
		expect((await talkRow(talk.talkId))?.version).toBe(2);
	});

	it('too long is said, and nothing is cut or saved', async () => {
		const talk = await begun();
		expect(await talk.saves({ SF1: '2', Z1: 'x'.repeat(2001) })).toEqual({
			kind: 'problems',
			problems: { Z1: 'too_long' }
		});
		expect(await talk.saves({}, { note: 'x'.repeat(2001) })).toMatchObject({ kind: 'problems' });
		expect((await talkRow(talk.talkId))?.version).toBe(1);
	});

	it('H45 neither answers nor the note stand anywhere in the clear', async () => {
		const talk = await begun();
		await talk.saves({ ...gate, Z1: 'Quince Lane' }, { note: 'she wept' });
		await talk.sends();
		await w.works();
		const tables = await w.superuser`select tablename from pg_tables where schemaname = 'public'`;
		let dump = '';
		for (const { tablename } of tables) {
			const rows = await w.superuser`select t::text from ${w.superuser(`public.${tablename}`)} t`;
			dump += rows.map(({ t }) => t).join('\n');
		}
		expect(dump).toContain(talk.talkId);
		for (const words of ['Quince Lane', 'she wept']) {
			expect(dump).not.toContain(words);
			expect(dump).not.toContain(Buffer.from(words).toString('hex'));
		}
	});
});

describe('a talk that nobody goes on with', () => {
	it('is filed half an hour after the last save, and can be gone on with', async () => {
		const talk = await begun();
		await talk.saves({ ...gate, SF1: '-2', R1: ['neck'] });
		await w.clock.advance({ minutes: 29 });
		await w.works();
		expect(await told(talk.caseId)).toEqual([]);
		await w.clock.advance({ minutes: 2 });
		await w.works();
		expect(await told(talk.caseId)).toMatchObject([
			{ kind: 'unsent', from: talk.talkId, answers: { SF1: '-2', R1: ['neck'] } }
		]);
		expect(await codesOf(talk.caseId)).toContain('F-NECK');
		expect(await w.works()).toMatchObject({ filed: 0 });

		expect(await talk.sends()).toMatchObject({ kind: 'sent' });
		await w.works();
		expect((await told(talk.caseId)).map(({ kind }) => kind).toSorted()).toEqual([
			'sent',
			'unsent'
		]);
	});

	it('who stops at the gate leaves nothing to read', async () => {
		const talk = await begun();
		await talk.saves(gate);
		await w.clock.advance({ minutes: 31 });
		await w.works();
		expect(await told(talk.caseId)).toEqual([]);
	});

	it('"in danger now" is filed at once, and no later answer takes it back', async () => {
		const talk = await begun();
		await talk.saves({ CN1: 'both', CN2: 'danger' });
		await w.works();
		expect(await codesOf(talk.caseId)).toContain('F-DANGER-NOW');
		await talk.saves({ CN2: 'yes', SF1: '2' });
		await talk.sends();
		await w.works();
		expect((await told(talk.caseId)).map(({ answers }) => answers.CN2)).toEqual([
			'danger',
			'danger'
		]);
	});

	it('begun anew by a colleague, it ends and is filed; its worker is told so', async () => {
		const hers = await begun(w.quill);
		await hers.saves({ ...gate, SF1: '0' }, { note: 'not finished' });
		const officer = worker(w.vale, hers.caseId);
		expect(await officer.begins()).toEqual({ kind: 'talk' });
		await w.works();
		expect(await told(hers.caseId)).toMatchObject([{ kind: 'unsent', from: hers.talkId }]);
		expect(await hers.saves({ SF1: '2' })).toEqual({ kind: 'ended' });
		expect(await notesOf(hers.caseId)).toMatchObject([
			{ kind: 'worker_note', text: 'not finished' }
		]);
	});

	it('of yesterday, it is begun anew', async () => {
		const talk = await begun();
		await talk.saves({ ...gate, SF1: '0' });
		await w.clock.advance({ hours: 13 });
		expect(await talk.sees()).toMatchObject({ kind: 'begin' });
		expect(await worker(w.quill, talk.caseId).begins()).toEqual({ kind: 'talk' });
		expect(await talkRow(talk.talkId)).toMatchObject({ state: 'stopped' });
	});
});

describe('the end of a talk', () => {
	it('sent: one revision, its links ended, its messages cancelled, nothing left in the talk', async () => {
		const caseId = await w.openCase();
		const link = await issue(caseId);
		const delivery = uuid();
		await w.superuser`insert into delivery (agency_id, id, case_id, link_id, channel, locale, sealed, due_at)
			values (${w.agencyId}, ${delivery}, ${caseId}, ${link}, 'sms', 'en', '\\x01', now())`;
		const talk = worker(w.quill, caseId);
		await talk.begins();
		await talk.saves(short, { seen: { whispered: true }, note: 'she whispered' });
		expect(await talk.sends()).toEqual({ kind: 'sent', end: 'sent' });
		expect(await talk.sends()).toEqual({ kind: 'sent', end: 'sent' });

		const [only, ...more] = await told(caseId);
		expect(more).toEqual([]);
		// what was not asked counts as skipped, and consent is in it
		expect(only).toMatchObject({
			kind: 'sent',
			answers: { CN0: 'yes', CN1: 'both', SF1: '-1', H3: null, N3: null, Z1: null },
			observations: { whispered: true, alone: true, identityFailed: false }
		});
		expect(JSON.stringify(only)).not.toContain('she whispered');
		expect(await linkState(link)).toBe('revoked');
		const [message] = await w.superuser`select state, sealed from delivery where id = ${delivery}`;
		expect(message).toEqual({ state: 'cancelled', sealed: null });
		expect(await talkRow(talk.talkId)).toMatchObject({
			state: 'sent',
			form_facts: null,
			due_at: null,
			sealed: Buffer.alloc(0)
		});
		expect(await checkInOf(caseId)).toMatchObject([{ state: 'sent' }]);
		expect(await notesOf(caseId)).toMatchObject([{ kind: 'worker_note', text: 'she whispered' }]);
		const events = await w.superuser`select kind, by from case_event
			where case_id = ${caseId} order by at, id`;
		expect(events.slice(-1)).toMatchObject([{ kind: 'talk_held', by: w.quill.staffId }]);
		expect((await audited(w, 'talk.sent')).filter((one) => one.case === caseId)).toHaveLength(1);
		await w.works();
		expect(await codesOf(caseId)).toContain('F-COERCED');
	});

	it('the note of an officer is a police note', async () => {
		const talk = await begun(w.vale);
		await talk.saves(gate, { note: 'the line was bad' });
		await talk.sends();
		expect(await notesOf(talk.caseId)).toMatchObject([{ kind: 'police_note' }]);
	});

	it('is not sent before consent is whole, nor in another version than was read back', async () => {
		const talk = await begun();
		expect(await talk.sends()).toEqual({ kind: 'held' });
		await talk.saves(gate);
		talk.version = 1;
		expect(await talk.sends()).toEqual({ kind: 'changed' });
		talk.version = 2;
		await talk.saves({ CN2: 'not_now' });
		expect(await talk.sends()).toEqual({ kind: 'held' });
	});

	it('"only my support worker" to an officer: nothing more is sent, and support gets a task', async () => {
		const talk = await begun(w.vale);
		await talk.saves({ CN1: 'support' });
		expect(await talk.sends()).toEqual({ kind: 'held' });
		expect(await talk.stops()).toBe('over');
		const tasks = await w.superuser`select lane, owner_id from task where case_id = ${talk.caseId}`;
		expect(tasks).toMatchObject([{ lane: 'support', owner_id: w.quill.staffId }]);
		const hers = worker(w.quill, talk.caseId);
		expect(await hers.begins()).toEqual({ kind: 'talk' });
	});

	it('stopped: what was saved is filed at once, and the row forgets it', async () => {
		const talk = await begun();
		await talk.saves({ ...gate, SF2: '0' });
		expect(await talk.stops()).toBe('over');
		expect(await talk.stops()).toBe('over');
		await w.works();
		expect(await told(talk.caseId)).toMatchObject([{ kind: 'unsent', answers: { SF2: '0' } }]);
		expect(await talkRow(talk.talkId)).toMatchObject({
			state: 'stopped',
			form_facts: null,
			sealed: Buffer.alloc(0)
		});
		expect(await talk.saves({ SF1: '2' })).toEqual({ kind: 'ended' });
		expect(await talk.sends()).toEqual({ kind: 'ended' });
	});

	it('deleted: no bytes of it are left, and nothing is filed', async () => {
		const talk = await begun();
		await talk.saves({ ...gate, SF2: '0' }, { note: 'gone too' });
		expect(await talk.deletes()).toBe('over');
		await w.clock.advance({ minutes: 31 });
		await w.works();
		expect(await told(talk.caseId)).toEqual([]);
		expect(await notesOf(talk.caseId)).toEqual([]);
		expect(await talkRow(talk.talkId)).toMatchObject({ state: 'stopped', sealed: Buffer.alloc(0) });
		expect((await audited(w, 'talk.deleted')).at(-1)).toMatchObject({ talk: talk.talkId });
	});

	it('H48 what was changed in the database is not read as hers, and a person is told', async () => {
		const [one, other] = [await begun(), await begun()];
		await one.saves({ ...gate, SF1: '2' });
		await other.saves({ ...gate, SF1: '-2' });
		await w.superuser`update talk set sealed = (select sealed from talk where id = ${one.talkId})
			where id = ${other.talkId}`;
		await expect(other.sees()).rejects.toThrow();
		await w.clock.advance({ minutes: 31 });
		await w.works();
		expect(await told(other.caseId)).toEqual([]);
		const flags = await w.superuser`select severity from flag where case_id = ${other.caseId}`;
		expect(flags).toMatchObject([{ severity: 'critical' }]);
	});
});

async function issue(caseId: CaseId): Promise<string> {
	const id = linkId.parse(uuid());
	const issued = await links.issue(w.desk, w.vale, {
		caseId,
		linkId: id,
		language: 'en',
		hours: 24
	});
	if (issued?.kind !== 'issued') throw new Error('no link');
	return id;
}

const linkState = async (id: string) =>
	(await w.superuser`select state from link where id = ${id}`)[0]?.state;

async function notesOf(caseId: CaseId) {
	const rows = await w.superuser`select * from note where case_id = ${caseId}`;
	const at = { agencyId: w.agencyId, caseId };
	const key = await keyOf(caseId);
	return Promise.all(
		rows.map(async (row) => ({
			kind: row.kind,
			text: await notes.textOf(key, at, {
				id: row.id,
				authorId: row.author_id,
				sealed: row.sealed
			})
		}))
	);
}
