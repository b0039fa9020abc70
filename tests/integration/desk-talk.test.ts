import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '#lib/domain/ids.ts';
import * as assist from '#lib/server/desk/assist/index.ts';
import { audited, world, type World } from './desk-world.ts';
import { gate, short, talksIn, type Talks } from './talks.ts';

let w: World;
let t: Talks;
beforeAll(async () => {
	w = await world('desk_talk');
	t = talksIn(w);
});
afterAll(() => w?.close());

describe('a talk is saved as it goes', () => {
	it('a reload, and a form that begins anew, go on with it', async () => {
		const talk = await t.begun();
		await talk.saves({ ...gate, SF1: '-1', H2: ['other'], H2_text: 'at the gate', V2: null });
		const anew = t.worker(w.quill, talk.caseId);
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
		const talk = await t.begun();
		await talk.saves({ ...gate, H2: ['physical'], SF2: '0' });
		const typed = { asked: ['H2'], typed: {}, here: 'happened', version: talk.version };
		await assist.save(w.desk, w.quill, {
			...typed,
			caseId: talk.caseId,
			talkId: talk.talkId,
			observed: null,
			note: null
		});
		const view = await talk.sees();
		expect(view).toMatchObject({ answers: { SF2: '0' } });
		expect(view?.kind === 'ask' && 'H2' in view.answers).toBe(false);
	});

	it('a repeat of what is saved is a success; another content over a newer version is refused', async () => {
		const talk = await t.begun();
		await talk.saves(gate);
		const stale = Object.assign(t.worker(w.quill, talk.caseId), {
			talkId: talk.talkId,
			version: 1
		});
		expect(await stale.saves(gate)).toMatchObject({ kind: 'saved', version: 2 });
		stale.version = 1;
		expect(await stale.saves({ SF1: '2' })).toMatchObject({ kind: 'changed', version: 2 });
		expect(await talk.sees()).toMatchObject({ version: 2 });
		stale.version = 2;
		expect(await stale.saves({ SF1: '2' })).toMatchObject({ kind: 'saved', version: 3 });
		expect(await talk.sees()).toMatchObject({ answers: { CN1: 'both', SF1: '2' } });
	});

	it('a form takes nothing away that it does not hold: neither the note nor what was noticed', async () => {
		const talk = await t.begun();
		await talk.saves(gate, { seen: { whispered: true }, note: 'by the other device' });
		await talk.saves({ SF1: '2' });
		expect(await talk.sees()).toMatchObject({
			observed: { whispered: true },
			note: 'by the other device',
			answers: { SF1: '2' }
		});
		await talk.saves({}, { seen: {}, note: '' });
		expect(await talk.sees()).toMatchObject({ observed: { whispered: false }, note: '' });
	});

	it('what is sent next must be what was read back, also where nothing of it is new', async () => {
		const talk = await t.begun();
		await talk.saves(gate);
		const { caseId, talkId } = talk;
		const nothing = { asked: [], typed: {}, observed: null, note: null };
		const saves = (version: number) =>
			assist.save(w.desk, w.quill, {
				...nothing,
				caseId,
				talkId,
				version,
				here: 'read_back',
				isReadBack: true
			});
		expect(await saves(1)).toMatchObject({ kind: 'changed', version: 2 });
		expect(await saves(2)).toMatchObject({ kind: 'saved', version: 2 });
	});

	it('of twenty different saves at once over one version, one is kept and the others are told', async () => {
		const talk = await t.begun();
		const saves = await Promise.all(
			Array.from({ length: 20 }, (_, n) =>
				Object.assign(t.worker(w.quill, talk.caseId), { talkId: talk.talkId }).saves({
					Z1: `no ${n}`
				})
			)
		);
		const kinds = saves.map((kept) => kept?.kind).toSorted();
		expect(kinds).toEqual([...Array.from({ length: 19 }, () => 'changed'), 'saved']);
		expect((await t.talkRow(talk.talkId))?.version).toBe(2);
	});

	it('too long is said, and nothing is cut or saved', async () => {
		const talk = await t.begun();
		expect(await talk.saves({ SF1: '2', Z1: 'x'.repeat(2001) })).toEqual({
			kind: 'problems',
			problems: { Z1: 'too_long' }
		});
		expect(await talk.saves({}, { note: 'x'.repeat(2001) })).toMatchObject({ kind: 'problems' });
		expect((await t.talkRow(talk.talkId))?.version).toBe(1);
	});

	it('H45 neither answers nor the note stand anywhere in the clear', async () => {
		const talk = await t.begun();
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
		const talk = await t.begun();
		await talk.saves({ ...gate, SF1: '-2', R1: ['neck'] });
		await w.clock.advance({ minutes: 29 });
		await w.works();
		expect(await t.told(talk.caseId)).toEqual([]);
		await w.clock.advance({ minutes: 2 });
		await w.works();
		expect(await t.told(talk.caseId)).toMatchObject([
			{ kind: 'unsent', from: talk.talkId, answers: { SF1: '-2', R1: ['neck'] } }
		]);
		expect(await t.codesOf(talk.caseId)).toContain('F-NECK');
		expect(await w.works()).toMatchObject({ filed: 0 });

		expect(await talk.sends()).toMatchObject({ kind: 'sent' });
		await w.works();
		expect((await t.told(talk.caseId)).map(({ kind }) => kind).toSorted()).toEqual([
			'sent',
			'unsent'
		]);
	});

	it('who stops at the gate leaves nothing to read', async () => {
		const talk = await t.begun();
		await talk.saves(gate);
		await w.clock.advance({ minutes: 31 });
		await w.works();
		expect(await t.told(talk.caseId)).toEqual([]);
	});

	it.each([
		['stopped at the gate', {}, gate],
		['stopped while she is not alone', { AM3: 'no', AM6: '' }, {}]
	])('%s: what was noticed is raised, once, and is no answer of hers', async (_, how, said) => {
		const caseId = await w.openCase();
		const talk = t.worker(w.quill, caseId);
		await talk.begins(how);
		await talk.saves(said, { seen: { coached: true } });
		await w.clock.advance({ minutes: 31 });
		await w.works();
		await talk.stops();
		await w.works();
		expect(await t.codesOf(caseId)).toEqual(['F-COERCED']);
		expect(await t.told(caseId)).toEqual([]);
		expect(await t.checkInOf(caseId)).toMatchObject([{ state: 'offered' }]);
		const measures = await w.superuser`select 1 from response_measure m join response r
			on r.id = m.response_id where r.case_id = ${caseId}`;
		expect(measures).toEqual([]);
		await t.worker(w.quill, caseId).begins();
		const next = await t.worker(w.quill, caseId).sees();
		expect(next).toMatchObject({ facts: { firstResponse: true } });
	});

	it('left by an officer after "only my support worker", support gets its task all the same, once', async () => {
		const [left, mistaken] = [await t.begun(w.vale), await t.begun(w.vale)];
		for (const talk of [left, mistaken]) await talk.saves({ CN1: 'support' });
		await mistaken.saves({ CN1: 'both' });
		await w.clock.advance({ minutes: 31 });
		await w.works();
		await left.stops();
		await w.works();
		const tasksOf = (caseId: CaseId) =>
			w.superuser`select lane, owner_id from task where case_id = ${caseId}`;
		expect(await tasksOf(left.caseId)).toEqual([{ lane: 'support', owner_id: w.quill.staffId }]);
		expect(await tasksOf(mistaken.caseId)).toEqual([]);
	});

	it('"in danger now" is filed at once, and no later answer takes it back', async () => {
		const talk = await t.begun();
		await talk.saves({ CN1: 'both', CN2: 'danger' });
		await w.works();
		expect(await t.codesOf(talk.caseId)).toContain('F-DANGER-NOW');
		await talk.saves({ CN2: 'yes', SF1: '2' });
		await talk.sends();
		await w.works();
		expect((await t.told(talk.caseId)).map(({ answers }) => answers.CN2)).toEqual([
			'danger',
			'danger'
		]);
	});

	it('begun anew by a colleague, it ends and is filed; its worker is told so', async () => {
		const hers = await t.begun(w.quill);
		await hers.saves({ ...gate, SF1: '0' }, { note: 'not finished' });
		const officer = t.worker(w.vale, hers.caseId);
		expect(await officer.begins()).toEqual({ kind: 'talk' });
		await w.works();
		expect(await t.told(hers.caseId)).toMatchObject([{ kind: 'unsent', from: hers.talkId }]);
		expect(await hers.saves({ SF1: '2' })).toEqual({ kind: 'ended' });
		expect(await t.notesOf(hers.caseId)).toMatchObject([
			{ kind: 'worker_note', text: 'not finished' }
		]);
	});

	it('of yesterday, it is begun anew', async () => {
		const talk = await t.begun();
		await talk.saves({ ...gate, SF1: '0' });
		await w.clock.advance({ hours: 13 });
		expect(await talk.sees()).toMatchObject({ kind: 'begin' });
		expect(await t.worker(w.quill, talk.caseId).begins()).toEqual({ kind: 'talk' });
		expect(await t.talkRow(talk.talkId)).toMatchObject({ state: 'stopped' });
	});
});

describe('the end of a talk', () => {
	it('sent: one revision, its links ended, its messages cancelled, nothing left in the talk', async () => {
		const caseId = await w.openCase();
		const link = await t.issue(caseId);
		const delivery = uuid();
		await w.superuser`insert into delivery (agency_id, id, case_id, link_id, channel, locale, sealed, due_at)
			values (${w.agencyId}, ${delivery}, ${caseId}, ${link}, 'sms', 'en', '\\x01', now())`;
		const talk = t.worker(w.quill, caseId);
		await talk.begins();
		await talk.saves(short, { seen: { whispered: true }, note: 'she whispered' });
		expect(await talk.sends()).toEqual({ kind: 'sent', end: 'sent' });
		expect(await talk.sends()).toEqual({ kind: 'sent', end: 'sent' });

		const [only, ...more] = await t.told(caseId);
		expect(more).toEqual([]);
		// what was not asked counts as skipped, and consent is in it
		expect(only).toMatchObject({
			kind: 'sent',
			answers: { CN0: 'yes', CN1: 'both', SF1: '-1', H3: null, N3: null, Z1: null },
			observations: { whispered: true, alone: true, identityFailed: false }
		});
		expect(JSON.stringify(only)).not.toContain('she whispered');
		expect(await t.linkState(link)).toBe('revoked');
		const [message] = await w.superuser`select state, sealed from delivery where id = ${delivery}`;
		expect(message).toEqual({ state: 'cancelled', sealed: null });
		expect(await t.talkRow(talk.talkId)).toMatchObject({
			state: 'sent',
			form_facts: null,
			due_at: null,
			sealed: Buffer.alloc(0)
		});
		expect(await t.checkInOf(caseId)).toMatchObject([{ state: 'sent' }]);
		expect(await t.notesOf(caseId)).toMatchObject([{ kind: 'worker_note', text: 'she whispered' }]);
		const events = await w.superuser`select kind, by from case_event
			where case_id = ${caseId} order by at, id`;
		expect(events.slice(-1)).toMatchObject([{ kind: 'talk_held', by: w.quill.staffId }]);
		expect((await audited(w, 'talk.sent')).filter((one) => one.case === caseId)).toHaveLength(1);
		await w.works();
		expect(await t.codesOf(caseId)).toContain('F-COERCED');
	});

	it('the note of an officer is a police note', async () => {
		const talk = await t.begun(w.vale);
		await talk.saves(gate, { note: 'the line was bad' });
		await talk.sends();
		expect(await t.notesOf(talk.caseId)).toMatchObject([{ kind: 'police_note' }]);
	});

	it('is not sent before consent is whole, nor in another version than was read back', async () => {
		const talk = await t.begun();
		expect(await talk.sends()).toEqual({ kind: 'held' });
		await talk.saves(gate);
		talk.version = 1;
		expect(await talk.sends()).toEqual({ kind: 'changed' });
		talk.version = 2;
		await talk.saves({ CN2: 'not_now' });
		expect(await talk.sends()).toEqual({ kind: 'held' });
	});

	it('"only my support worker" to an officer: nothing more is sent, and support gets a task', async () => {
		const talk = await t.begun(w.vale);
		await talk.saves({ CN1: 'support' });
		expect(await talk.sends()).toEqual({ kind: 'held' });
		expect(await talk.stops()).toBe('over');
		const tasks = await w.superuser`select lane, owner_id from task where case_id = ${talk.caseId}`;
		expect(tasks).toMatchObject([{ lane: 'support', owner_id: w.quill.staffId }]);
		const hers = t.worker(w.quill, talk.caseId);
		expect(await hers.begins()).toEqual({ kind: 'talk' });
	});

	it('stopped: what was saved is filed at once, and the row forgets it', async () => {
		const talk = await t.begun();
		await talk.saves({ ...gate, SF2: '0' });
		expect(await talk.stops()).toBe('over');
		expect(await talk.stops()).toBe('over');
		await w.works();
		expect(await t.told(talk.caseId)).toMatchObject([{ kind: 'unsent', answers: { SF2: '0' } }]);
		expect(await t.talkRow(talk.talkId)).toMatchObject({
			state: 'stopped',
			form_facts: null,
			sealed: Buffer.alloc(0)
		});
		expect(await talk.saves({ SF1: '2' })).toEqual({ kind: 'ended' });
		expect(await talk.sends()).toEqual({ kind: 'ended' });
	});

	it('deleted: no bytes of it are left, and nothing is filed', async () => {
		const talk = await t.begun();
		await talk.saves({ ...gate, SF2: '0' }, { note: 'gone too' });
		expect(await talk.deletes()).toBe('over');
		await w.clock.advance({ minutes: 31 });
		await w.works();
		expect(await t.told(talk.caseId)).toEqual([]);
		expect(await t.notesOf(talk.caseId)).toEqual([]);
		expect(await t.talkRow(talk.talkId)).toMatchObject({
			state: 'stopped',
			sealed: Buffer.alloc(0)
		});
		expect((await audited(w, 'talk.deleted')).at(-1)).toMatchObject({ talk: talk.talkId });
	});

	it('H48 what was changed in the database is not read as hers, and a person is told', async () => {
		const [one, other] = [await t.begun(), await t.begun()];
		await one.saves({ ...gate, SF1: '2' });
		await other.saves({ ...gate, SF1: '-2' });
		await w.superuser`update talk set sealed = (select sealed from talk where id = ${one.talkId})
			where id = ${other.talkId}`;
		await expect(other.sees()).rejects.toThrow();
		await w.clock.advance({ minutes: 31 });
		await w.works();
		expect(await t.told(other.caseId)).toEqual([]);
		const flags = await w.superuser`select severity from flag where case_id = ${other.caseId}`;
		expect(flags).toMatchObject([{ severity: 'critical' }]);
	});
});
