import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgementId, noteId, programmeId, shareId, type CaseId } from '#lib/domain/ids.ts';
import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as judgements from '#lib/server/desk/judgements/index.ts';
import * as notes from '#lib/server/desk/notes/index.ts';
import * as programmes from '#lib/server/desk/programmes/index.ts';
import * as shares from '#lib/server/desk/shares/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { audited, breakAudit, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_work');
});
afterAll(() => w.close());

const choked: StoredAnswers = { SF1: '-1', R1: ['neck'], V1: '4', N1: 'no', MORE: 'no' };
const forSupport: StoredAnswers = { ...choked, CN1: 'support', K3: 'yes' };

async function concernOf(caseId: CaseId): Promise<string> {
	const [row] = await w.superuser`select id from concern where case_id = ${caseId}`;
	if (!row) throw new Error('no concern');
	return row.id;
}

async function card(staff: Staff, caseId: CaseId, lane: string | null = null) {
	return concerns.open(w.desk, staff, { id: await concernOf(caseId), lane });
}

async function told(said: StoredAnswers, changes: Parameters<World['openCase']>[0] = {}) {
	const id = await w.openCase(changes);
	await w.answers(id, said);
	await w.works();
	return id;
}

const addTask = (caseId: CaseId, lane: 'police' | 'support' | 'supervisor', once: string) =>
	withAgency(w.desk.db, w.agencyId, async (tx) =>
		tasks.add(
			tx,
			{
				agencyId: w.agencyId,
				caseId,
				lane,
				ownerId: null,
				content: { kind: 'confirm_plan', about: null, reason: null },
				dueAt: new Date(Date.now() - 3_600_000),
				once
			},
			await w.desk.keys.boxKey(tx, w.agencyId)
		)
	);

const tasksOf = async (staff: Staff, lane: string | null = null) => {
	const view = await tasks.list(w.desk, staff, { lane, done: null });
	if (!view) throw new Error('no list');
	return view;
};

describe('tasks', () => {
	it('are seen by who works their lane of their case, and by nobody else', async () => {
		const id = await w.openCase();
		const made = await addTask(id, 'support', 'a');
		expect(await addTask(id, 'support', 'a')).toBeNull();
		expect((await tasksOf(w.quill)).rows).toMatchObject([
			{ id: made, kind: 'confirm_plan', isOverdue: true, mayFinish: true, owner: null }
		]);
		for (const staff of [w.vale, w.reed, w.stranger, w.harbour]) {
			expect((await tasksOf(staff)).rows, staff.name).toEqual([]);
		}
		expect((await tasksOf(w.finch)).rows).toEqual([]);
		expect((await tasksOf(w.finch, 'police')).rows).toEqual([]);
		for (const staff of [w.programme, w.admin, w.auditor]) {
			expect(await tasks.list(w.desk, staff, { lane: null, done: null })).toBeNull();
			expect(await tasks.count(w.desk, staff)).toBeNull();
		}
		expect(await tasks.count(w.desk, w.quill)).toBe(1);
		expect((await audited(w, 'tasks.shown')).at(-1)).toMatchObject({ rows: [made] });
		await tasks.done(w.desk, w.quill, String(made));
	});

	it('are ticked off and taken back by who works them, each on record', async () => {
		const id = await w.openCase();
		const made = String(await addTask(id, 'police', 'b'));
		expect(await tasks.done(w.desk, w.quill, made)).toBeNull();
		expect(await tasks.done(w.desk, w.stranger, made)).toBeNull();
		expect(await tasks.done(w.desk, w.vale, uuid())).toBeNull();
		expect(await tasks.done(w.desk, w.reed, made)).toBe('done');
		expect(await tasks.done(w.desk, w.reed, made)).toBe('done');
		expect(await audited(w, 'task.done')).toHaveLength(2);
		expect((await tasksOf(w.vale)).rows).toEqual([]);

		// another person does not take it back
		await tasks.undo(w.desk, w.vale, made);
		expect((await tasksOf(w.vale)).rows).toEqual([]);
		expect(await tasks.undo(w.desk, w.reed, made)).toBe('open');
		expect((await tasksOf(w.vale)).rows.map((row) => row.id)).toEqual([made]);
		await tasks.done(w.desk, w.vale, made);
	});

	it('show nothing when the record fails, and one that was changed hides no other', async () => {
		const id = await w.openCase();
		const [first, second] = [await addTask(id, 'police', 'c'), await addTask(id, 'police', 'd')];
		const mend = await breakAudit(w);
		await expect(tasksOf(w.vale)).rejects.toThrow();
		await mend();
		await w.superuser`update task set box = (select box from task where id = ${second}) where id = ${first}`;
		const kinds = (await tasksOf(w.vale)).rows.map(({ kind }) => kind);
		expect(kinds.toSorted()).toEqual(['confirm_plan', 'unreadable']);
		await w.superuser`update task set done_at = now()`;
	});
});

describe('notes', () => {
	const write = (staff: Staff, caseId: string, text: string, id = noteId.parse(uuid())) =>
		notes.write(w.desk, staff, { caseId, noteId: id, text });
	const texts = async (staff: Staff, id: string) =>
		(await notes.list(w.desk, staff, { id, before: null }))?.notes.map(({ text }) => text) ?? null;

	it('of support are read by support alone, those of police by police alone', async () => {
		const id = await w.openCase();
		expect(await write(w.quill, id, 'Canary of support')).toBe('written');
		expect(await write(w.vale, id, 'Canary of police')).toBe('written');
		expect(await write(w.finch, id, 'Canary of the supervisor')).toBe('written');
		expect(await texts(w.quill, id)).toEqual(['Canary of support']);
		for (const staff of [w.vale, w.reed, w.finch]) {
			expect(await texts(staff, id)).toEqual(['Canary of the supervisor', 'Canary of police']);
		}
		for (const staff of [w.stranger, w.harbour, w.programme, w.admin, w.auditor]) {
			expect(await texts(staff, id), staff.name).toBeNull();
			expect(await write(staff, id, 'No'), staff.name).toBeNull();
		}
	});

	it('of support are read by the officer from the moment she wishes it, and only those', async () => {
		const id = await w.openCase();
		const shared = noteId.parse(uuid());
		await write(w.quill, id, 'She wishes this to be known', shared);
		await write(w.quill, id, 'This stays here');
		const wanted = { caseId: id, noteId: shared };
		expect(await notes.share(w.desk, w.vale, wanted)).toBeNull();
		expect(await notes.share(w.desk, w.harbour, wanted)).toBeNull();
		const other = await w.openCase();
		expect(await notes.share(w.desk, w.quill, { ...wanted, caseId: other })).toBeNull();
		const both = await Promise.all([1, 2].map(() => notes.share(w.desk, w.quill, wanted)));
		expect(both).toEqual(['shared', 'shared']);
		expect(await audited(w, 'note.shared')).toHaveLength(1);
		expect(await texts(w.reed, id)).toEqual(['She wishes this to be known']);
		expect(await texts(w.finch, id)).toEqual([]);
	});

	it('sent twice are one note, at the same moment too; another text is never lost', async () => {
		const id = await w.openCase();
		const one = noteId.parse(uuid());
		const sent = await Promise.all([1, 2, 3].map(() => write(w.quill, id, 'Once', one)));
		expect(sent).toEqual(['written', 'written', 'written']);
		expect(await write(w.quill, id, 'Something else', one)).toBe('again');
		expect(await write(w.vale, id, 'Somebody else', one)).toBe('again');
		expect(await texts(w.quill, id)).toEqual(['Once']);
	});

	it('are sealed, on record before they are opened, and turn pages', async () => {
		const id = await w.openCase();
		for (let n = 0; n < 52; n++) await write(w.vale, id, `Note ${n}`);
		const first = await notes.list(w.desk, w.vale, { id, before: null });
		expect(first?.notes).toHaveLength(50);
		const rest = await notes.list(w.desk, w.vale, { id, before: first?.next ?? null });
		expect(rest?.notes.map(({ text }) => text)).toEqual(['Note 1', 'Note 0']);
		expect(rest?.next).toBeNull();
		const [row] = await w.superuser`select encode(sealed, 'escape') as sealed from note
			where case_id = ${id} limit 1`;
		expect(row?.sealed).not.toContain('Note');
		const mend = await breakAudit(w);
		await expect(texts(w.vale, id)).rejects.toThrow();
		await mend();
	});
});

describe('a flag by judgement', () => {
	const reason = 'The neighbour rang: he waits at the corner every day.';
	const raise = (
		staff: Staff,
		caseId: string,
		lanes: string[],
		{ id = judgementId.parse(uuid()), why = reason } = {}
	) =>
		judgements.raise(w.desk, staff, {
			caseId,
			judgementId: id,
			severity: 'critical',
			lanes,
			reason: why
		});

	it('opens a concern with clocks, says why and who, and is filed once', async () => {
		const id = await w.openCase();
		const one = judgementId.parse(uuid());
		const sent = await Promise.all(
			[1, 2, 3].map(() => raise(w.vale, id, ['support'], { id: one }))
		);
		expect(sent).toEqual(['raised', 'raised', 'raised']);
		await Promise.all([w.works(), w.works(), w.works()]);
		const shown = await card(w.reed, id);
		expect(shown).toMatchObject({
			lane: 'police',
			severity: 'critical',
			state: 'new',
			technical: false,
			flags: [{ severity: 'critical', reason, raisedBy: 'Vale', answers: [] }],
			events: [{ kind: 'filed', by: 'Vale' }],
			see: { second: { key: 'clock.see_by' } }
		});
		expect((await card(w.quill, id))?.flags).toMatchObject([{ reason, raisedBy: 'Vale' }]);
		expect(await audited(w, 'judgement.filed')).toMatchObject([{ judgement: one }]);
		expect(await audited(w, 'judgement.made')).toHaveLength(1);
		const queue = await concerns.queue(w.desk, w.vale, { lane: null, filter: null, after: null });
		expect(queue?.rows).toContainEqual(
			expect.objectContaining({ reason: 'A member of staff raised this by judgement.' })
		);
		expect(await raise(w.vale, id, ['support'], { id: one, why: `${reason} And more.` })).toBe(
			'again'
		);
		expect(await raise(w.vale, id, [], { id: one })).toBe('again');
	});

	it('is read in the lanes that were chosen and in no other', async () => {
		const id = await told({ ...choked, MORE: 'yes', M1: 'yes', W1: 'past' });
		const before = [await card(w.vale, id), await card(w.finch, id)];
		await raise(w.quill, id, []);
		await w.works();
		expect((await card(w.quill, id))?.flags.map((flag) => flag.reason)).toContain(reason);
		const after = [await card(w.vale, id), await card(w.finch, id)];
		const still = (views: typeof before) =>
			JSON.stringify(views.map((view) => view && { ...view, now: 0, clock: 0, see: 0, act: 0 }));
		expect(still(after)).toBe(still(before));
		const history =
			await w.superuser`select kind from case_event where case_id = ${id} order by at, id`;
		expect(history).toEqual([{ kind: 'created' }]);
	});

	it('never lowers what stands there', async () => {
		const id = await told(choked);
		const severities = async () => (await card(w.vale, id))?.flags.map((flag) => flag.severity);
		const before = (await severities()) ?? [];
		await judgements.raise(w.desk, w.vale, {
			caseId: id,
			judgementId: judgementId.parse(uuid()),
			severity: 'medium',
			lanes: [],
			reason
		});
		await w.works();
		expect(((await severities()) ?? []).toSorted()).toEqual([...before, 'medium'].toSorted());
		expect(await card(w.vale, id)).toMatchObject({ severity: 'critical' });
	});

	it('is not for those who do not reach the case, and offers only lanes that somebody works', async () => {
		const id = await w.openCase({ supportOrganisationId: null, supportWorkerId: null });
		for (const staff of [w.stranger, w.harbour, w.programme, w.admin, w.auditor]) {
			expect(await judgements.prepare(w.desk, staff, id), staff.name).toBeNull();
			expect(await raise(staff, id, ['police']), staff.name).toBeNull();
		}
		expect(await judgements.prepare(w.desk, w.vale, id)).toMatchObject({
			ownLane: 'police',
			otherLanes: ['supervisor']
		});
		await raise(w.finch, id, ['support', 'nonsense']);
		const rows = await w.superuser`select lanes from judgement where case_id = ${id}`;
		expect(rows).toEqual([{ lanes: ['supervisor'] }]);
	});

	it('stands also when what was written does not open any more', async () => {
		const id = await w.openCase();
		await raise(w.vale, id, []);
		await w.superuser`update note set sealed = '\\x00'::bytea where case_id = ${id}`;
		await w.works();
		expect((await card(w.vale, id))?.flags).toMatchObject([
			{ severity: 'critical', reason: 'A member of staff raised this by judgement.' }
		]);
	});
});

describe('sharing what she gave to support alone', () => {
	const why = 'He has a key to the new flat, and she cannot leave it today.';
	const decide = (
		staff: Staff,
		caseId: string,
		flags: readonly string[],
		{ id = shareId.parse(uuid()), inDangerNow = false } = {}
	) =>
		shares.decide(w.desk, staff, {
			caseId,
			shareId: id,
			flags,
			ground: 'danger_to_her',
			asked: 'unsafe_to_ask',
			reason: why,
			inDangerNow
		});
	const offered = async (id: string) =>
		(await shares.prepare(w.desk, w.quill, id))?.responses[0]?.items ?? [];
	const police = async (id: CaseId) => (await card(w.vale, id))?.flags.map((flag) => flag.reason);
	const STRANGLED = 'The victim reports strangulation or being stopped from breathing.';
	const strangled = async (id: CaseId) => {
		const item = (await offered(id)).find(({ reason }) => reason === STRANGLED);
		if (!item) throw new Error('not offered');
		return item.id;
	};

	it('is offered on the card of support for what is grave, and on no other card', async () => {
		const id = await told(forSupport);
		expect(await card(w.quill, id)).toMatchObject({ lane: 'support', offersSharing: true });
		const plain = await told(choked);
		expect(await card(w.vale, plain)).toMatchObject({ offersSharing: false });
		expect(await offered(plain)).toEqual([]);
	});

	it('H68 waits for a second person, then tells exactly what was chosen: a sentence, no answer', async () => {
		const id = await told({ ...forSupport, N1: 'urgent', N2: 'officer', V2: 'canary words' });
		const before = await police(id);
		expect(before?.join()).not.toContain(STRANGLED);
		const one = shareId.parse(uuid());
		const item = await strangled(id);
		const sent = await Promise.all([1, 2].map(() => decide(w.quill, id, [item], { id: one })));
		expect(sent).toEqual(['decided', 'decided']);
		await w.works();
		expect(await police(id)).toEqual(before);

		// the one who decided does not sign, nor does anybody of another organisation
		for (const staff of [w.quill, w.vale, w.finch, w.programme, w.admin]) {
			expect(await shares.sign(w.desk, staff, one), staff.name).toBeNull();
			expect(await shares.open(w.desk, staff, one), staff.name).toBeNull();
		}
		expect((await tasksOf(w.harbour)).rows).toMatchObject([{ kind: 'sign_share', about: one }]);
		expect(await shares.open(w.desk, w.harbour, one)).toMatchObject({
			reason: why,
			items: [{ reason: STRANGLED }],
			maySign: true
		});
		const signed = await Promise.all([1, 2].map(() => shares.sign(w.desk, w.harbour, one)));
		expect(signed).toEqual(['signed', 'signed']);
		expect(await audited(w, 'share.signed')).toHaveLength(1);
		await Promise.all([w.works(), w.works()]);
		expect(await audited(w, 'share.filed')).toHaveLength(1);

		const view = await card(w.vale, id);
		expect(view).toMatchObject({
			supportOnly: true,
			responses: [],
			severity: 'critical',
			state: 'new'
		});
		expect(view?.flags.filter((flag) => flag.reason === STRANGLED)).toMatchObject([
			{ isOwnLane: true, answers: [], facts: [] }
		]);
		expect((await police(id))?.toSorted()).toEqual([...(before ?? []), STRANGLED].toSorted());
		expect(view?.events[0]).toMatchObject({ kind: 'override', by: 'Quill' });
		expect(JSON.stringify(view)).not.toContain('canary');
		expect((await tasksOf(w.harbour)).rows).toEqual([]);
	});

	it('in danger now is shared at once, and signed afterwards', async () => {
		const id = await told(forSupport);
		const one = shareId.parse(uuid());
		await decide(w.quill, id, [await strangled(id)], { id: one, inDangerNow: true });
		await w.works();
		expect(await police(id)).toEqual([STRANGLED]);
		expect((await tasksOf(w.harbour)).rows).toMatchObject([{ about: one, isOverdue: false }]);
		expect(await shares.sign(w.desk, w.harbour, one)).toBe('signed');
		await w.works();
		expect(await police(id)).toEqual([STRANGLED]);
	});

	it('asks for her to be told, once, and that is on record', async () => {
		const id = await told(forSupport);
		const one = shareId.parse(uuid());
		const wanted = { caseId: id, shareId: one };
		await decide(w.quill, id, [await strangled(id)], { id: one, inDangerNow: true });
		expect(await shares.tell(w.desk, w.quill, wanted)).toBeNull();
		await w.works();
		const mine = (await tasksOf(w.quill)).rows.filter(({ caseId }) => caseId === id);
		expect(mine).toMatchObject([{ kind: 'tell_her_of_share', about: one, mayFinish: false }]);
		expect(await shares.tell(w.desk, w.vale, wanted)).toBeNull();
		expect(await shares.tell(w.desk, w.quill, wanted)).toBe('told');
		expect(await shares.tell(w.desk, w.quill, wanted)).toBe('told');
		const told_ = (await audited(w, 'share.told')).filter(({ share }) => share === one);
		expect(told_).toHaveLength(1);
		const left = (await tasksOf(w.quill)).rows.filter(({ caseId }) => caseId === id);
		expect(left).toEqual([]);
	});

	it('offers nothing that an officer may never know, and takes nothing that was not offered', async () => {
		const id = await told({ ...forSupport, MORE: 'yes', M1: 'yes', W1: 'now' });
		const reasons = (await card(w.quill, id))?.flags.map((flag) => flag.reason) ?? [];
		const items = await offered(id);
		expect(items.length).toBeLessThan(reasons.length);
		const hidden = await w.superuser<{ id: string }[]>`
			select id from flag where case_id = ${id} and id <> all(${items.map((item) => item.id)})`;
		expect(hidden.length).toBeGreaterThan(0);
		for (const flag of hidden) expect(await decide(w.quill, id, [flag.id])).toBe('items');
		const other = await told(forSupport);
		expect(await decide(w.quill, id, [await strangled(other)])).toBe('items');
		expect(await decide(w.quill, id, [])).toBe('items');
	});

	it('H68 nobody else decides, and a number of somebody else is a number of nobody', async () => {
		const id = await told(forSupport);
		const one = shareId.parse(uuid());
		const item = await strangled(id);
		for (const staff of [w.vale, w.reed, w.finch, w.harbour, w.programme, w.admin, w.auditor]) {
			expect(await shares.prepare(w.desk, staff, id), staff.name).toBeNull();
			expect(await decide(staff, id, [item]), staff.name).toBeNull();
		}
		await decide(w.quill, id, [item], { id: one });
		const other = await told(forSupport);
		expect(await decide(w.quill, other, [await strangled(other)], { id: one })).toBeNull();
		expect(await decide(w.quill, id, [item, item], { id: one, inDangerNow: true })).toBe('again');
	});
});

describe('a programme', () => {
	async function referred() {
		const caseId = await w.openCase({
			programme: {
				organisationId: w.programme.organisationId,
				status: 'referred',
				sessionsDue: 4,
				sessionsAttended: 3
			}
		});
		const [row] = await w.superuser`update programme set reference = 'FW-17'
			where case_id = ${caseId} returning id`;
		return { caseId, id: programmeId.parse(row?.id) };
	}
	const view = (id: string) => programmes.open(w.desk, w.programme, id);

	it('is shown to its worker without anything of hers or of the case', async () => {
		const { caseId, id } = await referred();
		const shown = await view(id);
		expect(shown).toMatchObject({ reference: 'FW-17', status: 'referred', sessionsDue: 4 });
		const list = await programmes.list(w.desk, w.programme, { after: null });
		const [row] = await w.superuser`select reference from "case" where id = ${caseId}`;
		for (const text of [JSON.stringify(shown), JSON.stringify(list)]) {
			expect(text).not.toContain(caseId);
			expect(text).not.toContain(`"${row?.reference}"`);
		}
		expect(list?.programmes.map((one) => one.id)).toContain(id);
		expect(await view(caseId)).toBeNull();
	});

	it('is nobody else’s: not another worker’s, not another role’s, not who is blocked', async () => {
		const { caseId, id } = await referred();
		for (const staff of [w.vale, w.finch, w.quill, w.admin, w.auditor]) {
			expect(await programmes.open(w.desk, staff, id), staff.name).toBeNull();
			expect(await programmes.list(w.desk, staff, { after: null })).toBeNull();
		}
		await w.superuser`update programme set worker_id = ${w.quill.staffId} where id = ${id}`;
		expect(await view(id)).toBeNull();
		await w.superuser`update programme set worker_id = ${w.programme.staffId} where id = ${id}`;
		expect(await view(id)).not.toBeNull();
		await w.superuser`insert into case_block (agency_id, case_id, staff_id, by, note_id)
			values (${w.agencyId}, ${caseId}, ${w.programme.staffId}, ${w.finch.staffId}, ${uuid()})`;
		expect(await view(id)).toBeNull();
		const session = { id, heldOn: '2026-01-02', attended: true };
		expect(await programmes.recordSession(w.desk, w.programme, session)).toBeNull();
		const list = await programmes.list(w.desk, w.programme, { after: null });
		expect(list?.programmes.map((one) => one.id)).not.toContain(id);
	});

	it('counts each session once, and an entry that was wrong can be set right', async () => {
		const { id } = await referred();
		const record = (heldOn: string, attended: boolean) =>
			programmes.recordSession(w.desk, w.programme, { id, heldOn, attended });
		const counts = async () => {
			const shown = await view(id);
			return [shown?.sessionsDue, shown?.sessionsAttended];
		};
		const sent = await Promise.all([1, 2, 3].map(() => record('2026-01-05', true)));
		expect(sent).toEqual(['recorded', 'recorded', 'recorded']);
		expect(await counts()).toEqual([5, 4]);
		await record('2026-01-05', false);
		expect(await counts()).toEqual([5, 3]);
		await record('2026-01-12', false);
		expect(await counts()).toEqual([6, 3]);
		expect(await record('2999-01-01', true)).toBe('future');
		expect((await view(id))?.sessions).toEqual([
			{ heldOn: '2026-01-12', attended: false },
			{ heldOn: '2026-01-05', attended: false }
		]);
	});

	it('says since when it stands as it does', async () => {
		const { caseId, id } = await referred();
		await w.superuser`update programme set status_at = '2026-01-01T00:00:00Z' where id = ${id}`;
		const change = (status: 'referred' | 'dropped') =>
			programmes.changeStatus(w.desk, w.programme, { id, status });
		await change('referred');
		expect((await view(id))?.statusAt.getUTCMonth()).toBe(0);
		expect((await view(id))?.statusAt.toISOString()).toBe('2026-01-01T00:00:00.000Z');
		await change('dropped');
		expect((await view(id))?.statusAt.toISOString()).not.toBe('2026-01-01T00:00:00.000Z');
		expect(await audited(w, 'programme.changed')).toMatchObject([{ status: 'dropped' }]);
		const history =
			await w.superuser`select kind from case_event where case_id = ${caseId} order by at, id`;
		expect(history).toEqual([{ kind: 'created' }, { kind: 'programme_changed' }]);
	});

	it('carries "please call" both ways, once each, and no word more', async () => {
		const { caseId, id } = await referred();
		const ask = (staff: Staff) => programmes.askProvider(w.desk, staff, caseId);
		for (const staff of [w.quill, w.stranger, w.programme, w.admin]) {
			expect(await ask(staff), staff.name).toBeNull();
		}
		expect(await Promise.all([ask(w.vale), ask(w.reed), ask(w.finch)])).toEqual([
			'asked',
			'asked',
			'asked'
		]);
		const [call] = (await view(id))?.calls ?? [];
		expect((await view(id))?.calls).toHaveLength(1);
		const isWaiting = async () =>
			(await programmes.list(w.desk, w.programme, { after: null }))?.programmes.find(
				(one) => one.id === id
			)?.isCallWaiting;
		expect(await isWaiting()).toBe(true);
		expect(await programmes.providerCalled(w.desk, w.programme, { id, call: uuid() })).toBeNull();
		const wanted = { id, call: call?.id ?? '' };
		expect(await programmes.providerCalled(w.desk, w.programme, wanted)).toBe('answered');
		expect(await programmes.providerCalled(w.desk, w.programme, wanted)).toBe('answered');
		expect((await view(id))?.calls).toEqual([]);
		expect(await isWaiting()).toBe(false);

		const back = await Promise.all(
			[1, 2].map(() => programmes.askOfficer(w.desk, w.programme, id))
		);
		expect(back).toEqual(['asked', 'asked']);
		const mine = () =>
			tasksOf(w.vale).then(({ rows }) => rows.filter((row) => row.caseId === caseId));
		expect(await mine()).toMatchObject([{ kind: 'provider_asks_for_call' }]);
		const shown = await programmes.ofCase(w.desk, w.reed, caseId);
		const waiting = shown?.programme?.calls[0]?.id ?? '';
		expect(
			await programmes.officerCalled(w.desk, w.quill, { id: caseId, call: waiting })
		).toBeNull();
		expect(await programmes.officerCalled(w.desk, w.reed, { id: caseId, call: waiting })).toBe(
			'answered'
		);
		expect(await mine()).toEqual([]);
	});

	it('is read by police and support, who see that there is none as well', async () => {
		const { caseId } = await referred();
		expect(await programmes.ofCase(w.desk, w.vale, caseId)).toMatchObject({ mayAsk: true });
		expect(await programmes.ofCase(w.desk, w.quill, caseId)).toMatchObject({ mayAsk: false });
		expect(await programmes.ofCase(w.desk, w.programme, caseId)).toBeNull();
		const bare = await w.openCase();
		expect(await programmes.ofCase(w.desk, w.vale, bare)).toMatchObject({ programme: null });
	});
});
