import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgementId, noteId, type CaseId } from '#lib/domain/ids.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as judgements from '#lib/server/desk/judgements/index.ts';
import * as notes from '#lib/server/desk/notes/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { gate } from '../support/gate.ts';
import { until } from '../support/until.ts';
import { card, choked, tasksOf, told } from './desk-told.ts';
import { audited, breakAudit, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_work');
});
afterAll(() => w.close());

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

describe('tasks', () => {
	it('are seen by who works their lane of their case, and by nobody else', async () => {
		const id = await w.openCase();
		const made = await addTask(id, 'support', 'a');
		expect(await addTask(id, 'support', 'a')).toBeNull();
		expect((await tasksOf(w, w.quill)).rows).toMatchObject([
			{ id: made, kind: 'confirm_plan', isOverdue: true, mayFinish: true, owner: null }
		]);
		for (const staff of [w.vale, w.reed, w.stranger, w.harbour]) {
			expect((await tasksOf(w, staff)).rows, staff.name).toEqual([]);
		}
		expect((await tasksOf(w, w.finch)).rows).toEqual([]);
		expect((await tasksOf(w, w.finch, 'police')).rows).toEqual([]);
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
		expect((await tasksOf(w, w.vale)).rows).toEqual([]);

		// another person does not take it back
		await tasks.undo(w.desk, w.vale, made);
		expect((await tasksOf(w, w.vale)).rows).toEqual([]);
		expect(await tasks.undo(w.desk, w.reed, made)).toBe('open');
		expect((await tasksOf(w, w.vale)).rows.map((row) => row.id)).toEqual([made]);
		await tasks.done(w.desk, w.vale, made);
	});

	it('show nothing when the record fails, and one that was changed hides no other', async () => {
		const id = await w.openCase();
		const [first, second] = [await addTask(id, 'police', 'c'), await addTask(id, 'police', 'd')];
		const mend = await breakAudit(w);
		await expect(tasksOf(w, w.vale)).rejects.toThrow();
		await mend();
		await w.superuser`update task set box = (select box from task where id = ${second}) where id = ${first}`;
		const kinds = (await tasksOf(w, w.vale)).rows.map(({ kind }) => kind);
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
		const shown = await card(w, w.reed, id);
		expect(shown).toMatchObject({
			lane: 'police',
			severity: 'critical',
			state: 'new',
			technical: false,
			flags: [{ severity: 'critical', reason, raisedBy: 'Vale', answers: [] }],
			events: [{ kind: 'filed', by: 'Vale' }],
			see: { second: { key: 'clock.see_by' } }
		});
		expect((await card(w, w.quill, id))?.flags).toMatchObject([{ reason, raisedBy: 'Vale' }]);
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
		const id = await told(w, { ...choked, MORE: 'yes', M1: 'yes', W1: 'past' });
		const before = [await card(w, w.vale, id), await card(w, w.finch, id)];
		await raise(w.quill, id, []);
		await w.works();
		expect((await card(w, w.quill, id))?.flags.map((flag) => flag.reason)).toContain(reason);
		const after = [await card(w, w.vale, id), await card(w, w.finch, id)];
		const still = (views: typeof before) =>
			JSON.stringify(views.map((view) => view && { ...view, now: 0, clock: 0, see: 0, act: 0 }));
		expect(still(after)).toBe(still(before));
		const history =
			await w.superuser`select kind from case_event where case_id = ${id} order by at, id`;
		expect(history).toEqual([{ kind: 'created' }]);
	});

	it('never lowers what stands there', async () => {
		const id = await told(w, choked);
		const severities = async () => (await card(w, w.vale, id))?.flags.map((flag) => flag.severity);
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
		expect(await card(w, w.vale, id)).toMatchObject({ severity: 'critical' });
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
		expect((await card(w, w.vale, id))?.flags).toMatchObject([
			{ severity: 'critical', reason: 'A member of staff raised this by judgement.' }
		]);
	});

	it('of two that open the first concern of a case at once, both stand in one', async () => {
		// no check-in yet: there is no row by which two workers would wait for each other
		const id = await w.openCase({ checkIns: [] });
		for (const staff of [w.vale, w.reed]) await raise(staff, id, []);
		const here = await gate(w.superuser, { table: 'concern', moment: 'after insert' });
		const first = w.works();
		await here.reached();
		const second = w.works();
		await until('the second to wait for the first', async () => {
			const waiting = await w.superuser`select 1 from pg_stat_activity
				where usename = 'heard_worker' and wait_event = 'transactionid'`;
			return waiting.length > 0;
		});
		await here.open();
		await Promise.all([first, second]);
		const rows = await w.superuser`
			select count(distinct concern_id)::int as concerns, count(*)::int as flags
			from flag where case_id = ${id}`;
		expect(rows).toEqual([{ concerns: 1, flags: 2 }]);
	});
});
