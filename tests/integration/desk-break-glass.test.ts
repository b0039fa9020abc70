import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breakGlassId, taskId as taskIdOf, type CaseId } from '#lib/domain/ids.ts';
import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import type { Staff, SteppingStaff } from '#lib/server/desk/access/index.ts';
import * as blocks from '#lib/server/desk/blocks/index.ts';
import * as glass from '#lib/server/desk/break-glass/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import * as team from '#lib/server/desk/team/index.ts';
import { openTask } from '#lib/server/platform/crypto/keys/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { audited, breakAudit, world, type World } from './desk-world.ts';
import { steppedUp } from './stepped-up.ts';

const why = 'A neighbour heard her scream, and Vale does not answer.';
const choked: StoredAnswers = {
	SF1: '-1',
	H2: ['physical'],
	R1: ['neck'],
	V1: '4',
	V2: 'A paper will not stop him',
	N1: 'no',
	MORE: 'yes',
	M1: 'yes',
	M1_text: 'canary of M1',
	W1: 'past',
	H4: ['status']
};

let w: World;
/** Leads another unit; and an officer there. */
let lark: Staff & { name: string };
let moss: Staff & { name: string };

beforeAll(async () => {
	w = await world('desk_break_glass');
	const where = { ...w.desk, agencyId: w.agencyId };
	const { organisationId } = w.vale;
	const unitId = await team.addUnit(where, { organisationId, name: 'South' });
	const join = async (name: string, role: 'officer' | 'supervisor') => {
		const email = `${name.toLowerCase()}@south.example`;
		const given = { role, name, email, organisationId, unitId, languages: ['en'] };
		const staffId = await team.addStaff(where, { ...given, password: 'a long enough password' });
		return { agencyId: w.agencyId, staffId, role, organisationId, name };
	};
	lark = await join('Lark', 'supervisor');
	moss = await join('Moss', 'officer');
	await team.setSupervisor(where, { unitId, staffId: lark.staffId });
});
afterAll(() => w.close());

const newId = () => breakGlassId.parse(uuid());

/** Each test has an opener of its own, so that no other's tries count. */
async function opener(name: string): Promise<SteppingStaff> {
	const where = { ...w.desk, agencyId: w.agencyId };
	const [unit] = await w.superuser`select unit_id from staff where id = ${moss.staffId}`;
	const staffId = await team.addStaff(where, {
		role: 'officer',
		name,
		email: `${uuid()}@south.example`,
		password: 'a long enough password',
		organisationId: moss.organisationId,
		unitId: unit?.unit_id,
		languages: ['en']
	});
	return steppedUp(w, { ...moss, staffId });
}

async function told(said: StoredAnswers = choked, changes: Parameters<World['openCase']>[0] = {}) {
	const id = await w.openCase(changes);
	await w.answers(id, said);
	await w.works();
	return { id, reference: await referenceOf(id), concern: await concernOf(id) };
}

async function referenceOf(id: CaseId): Promise<string> {
	const [row] = await w.superuser`select reference from "case" where id = ${id}`;
	return String(row?.reference);
}

async function concernOf(id: CaseId): Promise<string> {
	const [row] = await w.superuser`select id from concern where case_id = ${id}`;
	return String(row?.id);
}

const opens = (staff: SteppingStaff, reference: string, id = newId()) =>
	glass.open(w.desk, staff, { id, reference, purpose: 'immediate_danger', reason: why });

const openingsOf = (id: CaseId) => w.superuser`select * from break_glass where case_id = ${id}`;

type TaskRow = {
	id: string;
	lane: string;
	owner_id: string | null;
	box: Buffer;
	done_by: string | null;
};

async function tasksOf(id: CaseId) {
	const rows = await w.superuser<TaskRow[]>`
		select id, lane, owner_id, box, done_by from task where case_id = ${id} order by lane`;
	const boxKey = await withAgency(w.desk.db, w.agencyId, (tx) =>
		w.desk.keys.boxKey(tx, w.agencyId)
	);
	return rows.map(({ box, id: taskId, ...row }) => ({
		...row,
		content: openTask({ boxKey, box, agencyId: w.agencyId, taskId: taskIdOf.parse(taskId) })
	}));
}

describe('H43 opening a case that is not theirs', () => {
	it('H43 with purpose, reason and second factor it opens at once, and those who stand by her are told', async () => {
		const { id, reference, concern } = await told();
		const someone = await opener('Fern');
		expect(await cases.read(w.desk, someone, id)).toBeNull();
		expect(await opens(someone, reference)).toEqual({ kind: 'opened', caseId: id });

		const [row] = await openingsOf(id);
		expect(row).toMatchObject({ staff_id: someone.staffId, purpose: 'immediate_danger' });
		expect(row?.until - row?.opened_at).toBe(60 * 60_000);
		expect((await audited(w, 'break_glass.opened')).at(-1)).toEqual({
			event: 'break_glass.opened',
			by: someone.staffId,
			case: id,
			opening: row?.id,
			ground: 'immediate_danger',
			reason: row?.note_id
		});
		const [history] = await w.superuser`select kind, by from case_event where case_id = ${id}
			and kind = 'break_glass'`;
		expect(history?.by).toBe(someone.staffId);

		// at once: due when the case opened, each of a kind that no digest holds back
		const notices = await w.superuser`
			select staff_id, kind, due_at <= heard_now() as due, state from notice
			where made_at >= ${row?.opened_at} order by staff_id`;
		const told_ = [w.vale, w.reed, w.finch, w.quill, lark].map(({ staffId }) => staffId);
		expect(notices.map(({ staff_id }) => staff_id)).toEqual(told_.toSorted());
		expect(new Set(notices.map(({ kind, due, state }) => `${kind} ${due} ${state}`))).toEqual(
			new Set(['break_glass true waiting'])
		);

		const about = row?.id;
		expect(await tasksOf(id)).toMatchObject([
			{
				lane: 'supervisor',
				owner_id: lark.staffId,
				content: { kind: 'review_break_glass', about }
			},
			{
				lane: 'support',
				owner_id: w.quill.staffId,
				content: { kind: 'break_glass_told', about }
			}
		]);

		const view = await cases.read(w.desk, someone, id);
		expect(view).toMatchObject({ caseId: id, mayIssueLink: false, mayBlock: false });
		expect(view?.glassUntil).toEqual(row?.until);
		expect(view?.concern?.lanes.map(({ lane }) => lane)).toEqual(['police']);
		expect((await audited(w, 'case.opened')).at(-1)).toMatchObject({ purpose: 'break_glass' });
		expect(await concerns.open(w.desk, someone, { id: concern, lane: null })).toMatchObject({
			lane: 'police',
			severity: 'critical',
			glassUntil: row?.until,
			mayMarkSeen: false
		});
		expect((await audited(w, 'concern.opened')).at(-1)).toMatchObject({ purpose: 'break_glass' });
	});

	it('H43 without a reason, with an old second factor or without one it stays shut, on record', async () => {
		const { id, reference } = await told();
		const someone = await opener('Clover');
		await glass.refuse(w.desk, someone);
		const without = await steppedUp(w, someone, 'never');
		expect(await opens(without, reference)).toEqual({ kind: 'refused', why: 'no_step_up' });
		await w.clock.advance({ minutes: 4 });
		expect(await opens(someone, 'nothing')).toEqual({ kind: 'refused', why: 'no_case' });
		await w.clock.advance({ minutes: 6 });
		expect(await opens(someone, reference)).toEqual({ kind: 'refused', why: 'no_step_up' });
		await w.clock.reset();
		// the session of somebody else proves nothing
		const stolen = { ...without, session: (await steppedUp(w, w.vale)).session };
		expect(await opens(stolen, reference)).toEqual({ kind: 'refused', why: 'no_step_up' });

		const refused = await audited(w, 'break_glass.refused');
		expect(refused.slice(-4).map(({ by, why }) => [by, why])).toEqual([
			[someone.staffId, 'incomplete'],
			[someone.staffId, 'no_step_up'],
			[someone.staffId, 'no_step_up'],
			[someone.staffId, 'no_step_up']
		]);
		expect(await openingsOf(id)).toHaveLength(0);
		expect(await cases.read(w.desk, someone, id)).toBeNull();
	});

	it('H43 who is blocked gets the answer and the record of a reference that nobody has', async () => {
		const { id, reference } = await told();
		const someone = await opener('Sedge');
		const finch = await steppedUp(w, w.finch);
		const block = { caseId: id, staffId: someone.staffId, reason: 'He is a brother of hers.' };
		await blocks.set(w.desk, finch, block);
		expect(await opens(someone, reference)).toEqual({ kind: 'refused', why: 'no_case' });
		expect(await opens(someone, 'LF-0000')).toEqual({ kind: 'refused', why: 'no_case' });
		const [kept, none] = (await audited(w, 'access.denied')).slice(-2);
		expect(kept).toMatchObject({ by: someone.staffId, route: '/desk/break-glass', object: id });
		expect(none).toEqual({ ...kept, object: none?.object });
		expect(none?.object).not.toBe(id);
		expect((await blocks.read(w.desk, finch, id))?.attempts).toMatchObject([
			{ name: 'Sedge', what: 'break_glass' }
		]);

		// not by a second case with the same reference either, which was parked
		const again = await w.openCase({ responsibleOfficerId: w.stranger.staffId });
		await w.superuser`update "case" set reference = ${reference}, parked_at = heard_now()
			where id = ${again}`;
		expect(await opens(someone, reference)).toEqual({ kind: 'refused', why: 'no_case' });
		expect(await openingsOf(again)).toHaveLength(0);
	});

	it('a block that comes later shuts what was open', async () => {
		const { id, reference, concern } = await told();
		const someone = await opener('Rush');
		await opens(someone, reference);
		const finch = await steppedUp(w, w.finch);
		const block = { caseId: id, staffId: someone.staffId, reason: 'He is a brother of hers.' };
		await blocks.set(w.desk, finch, block);
		expect(await cases.read(w.desk, someone, id)).toBeNull();
		expect(await concerns.open(w.desk, someone, { id: concern, lane: null })).toBeNull();
		expect((await glass.prepare(w.desk, someone)).open).toEqual([]);
	});

	it('ends after 60 minutes', async () => {
		const { id, reference, concern } = await told();
		const someone = await opener('Thrift');
		const form = newId();
		await opens(someone, reference, form);
		expect((await glass.prepare(w.desk, someone)).open).toMatchObject([{ caseId: id, reference }]);
		await w.clock.advance({ minutes: 59 });
		expect(await cases.read(w.desk, someone, id)).not.toBeNull();
		await w.clock.advance({ minutes: 61 });
		expect(await cases.read(w.desk, someone, id)).toBeNull();
		expect(await concerns.open(w.desk, someone, { id: concern, lane: null })).toBeNull();
		expect((await glass.prepare(w.desk, someone)).open).toEqual([]);
		// the page was kept in a tab: it opens anew, on record anew
		const later = await steppedUp(w, someone);
		expect(await opens(later, reference, form)).toMatchObject({ kind: 'opened' });
		expect(await openingsOf(id)).toHaveLength(2);
		await w.clock.reset();
	});

	it('pressing twice opens once and tells once; their own case needs no emergency', async () => {
		const { id, reference } = await told();
		const someone = await opener('Bracken');
		const form = newId();
		const both = await Promise.all([
			opens(someone, reference, form),
			opens(someone, reference, form)
		]);
		expect(both).toEqual([
			{ kind: 'opened', caseId: id },
			{ kind: 'opened', caseId: id }
		]);
		expect(await opens(someone, reference)).toMatchObject({ kind: 'opened' });
		expect(await openingsOf(id)).toHaveLength(1);
		expect(await tasksOf(id)).toHaveLength(2);

		const vale = await steppedUp(w, w.vale);
		expect(await opens(vale, reference)).toEqual({ kind: 'opened', caseId: id });
		expect(await openingsOf(id)).toHaveLength(1);
	});

	it('is for police on duty, ten misses an hour', async () => {
		const { reference } = await told();
		for (const person of [w.quill, w.programme, w.admin, w.auditor]) {
			expect(await opens(await steppedUp(w, person), reference)).toMatchObject({ kind: 'refused' });
		}
		const away = await opener('Heath');
		await w.superuser`update staff set away_from = heard_now() where id = ${away.staffId}`;
		expect(await opens(away, reference)).toEqual({ kind: 'refused', why: 'away' });

		const guesser = await opener('Gorse');
		for (let nth = 0; nth < 10; nth++) {
			expect(await opens(guesser, `LF-${nth}`)).toEqual({ kind: 'refused', why: 'no_case' });
		}
		expect(await opens(guesser, reference)).toEqual({ kind: 'refused', why: 'too_many' });
		expect((await audited(w, 'break_glass.refused')).at(-1)).toMatchObject({ why: 'too_many' });
		await w.clock.advance({ minutes: 61 });
		expect(await opens(await steppedUp(w, guesser), reference)).toMatchObject({ kind: 'opened' });
		await w.clock.reset();
	});

	it('another agency’s case is none', async () => {
		const other = await w.elsewhere();
		const theirs = await other.openCase({ reference: 'SM-77' });
		const someone = await opener('Vetch');
		expect(await opens(someone, 'SM-77')).toEqual({ kind: 'refused', why: 'no_case' });
		expect(await openingsOf(theirs)).toHaveLength(0);
	});

	it('H44 opens nothing, tells nobody and shows nothing when it cannot be recorded', async () => {
		const { id, reference, concern } = await told();
		const [someone, other] = [await opener('Yarrow'), await opener('Tansy')];
		await opens(other, reference);
		const count = async () => {
			const [row] = await w.superuser`select
				(select count(*) from break_glass) as openings, (select count(*) from notice) as notices,
				(select count(*) from task) as tasks, (select count(*) from note) as notes,
				(select count(*) from case_event) as events,
				(select count(*) from break_glass where reviewed_at is not null) as reviewed`;
			return row;
		};
		const before = await count();
		const mend = await breakAudit(w);
		await expect(opens(someone, reference)).rejects.toThrow();
		await expect(cases.read(w.desk, other, id)).rejects.toThrow();
		await expect(concerns.open(w.desk, other, { id: concern, lane: null })).rejects.toThrow();
		await expect(glass.reviews(w.desk, lark)).rejects.toThrow();
		const [opening] = await openingsOf(id);
		const review = { id: opening?.id, outcome: 'justified', reason: why } as const;
		await expect(glass.review(w.desk, lark, review)).rejects.toThrow();
		await mend();
		expect(await count()).toEqual(before);
		expect(await cases.read(w.desk, someone, id)).toBeNull();
	});
});

describe('what an opened case shows (BG3)', () => {
	it('the contact rules, the reasons and the answers as to the officer, and nothing narrower', async () => {
		const { reference, concern } = await told();
		const someone = await opener('Sorrel');
		await opens(someone, reference);
		const look = { id: concern, lane: null };
		const hers = await concerns.open(w.desk, someone, look);
		const his = await concerns.open(w.desk, w.vale, look);
		for (const part of ['flags', 'labels', 'responses', 'changes', 'supportOnly'] as const) {
			expect(hers?.[part], part).toEqual(his?.[part]);
		}
		expect(JSON.stringify(hers)).toContain('A paper will not stop him');
		expect(JSON.stringify(hers)).not.toMatch(/canary|"W1"|"M1"|status/);
		for (const lane of ['support', 'supervisor', 'other_unit']) {
			expect(await concerns.open(w.desk, someone, { id: concern, lane })).toBeNull();
		}
	});

	it('H68 of answers for her support worker alone only what saves a life', async () => {
		const { reference, concern } = await told({
			...choked,
			CN1: 'support',
			N1: 'urgent',
			N2: 'officer'
		});
		const someone = await opener('Teasel');
		await opens(someone, reference);
		const view = await concerns.open(w.desk, someone, { id: concern, lane: null });
		expect(view).toMatchObject({ supportOnly: true, responses: [], changes: null });
		expect(view?.flags).toMatchObject([{ answers: [], facts: [] }]);
		expect(JSON.stringify(view)).not.toMatch(/paper|neck|canary/);
	});

	it('nothing can be changed, made or pressed', async () => {
		const { id, reference, concern } = await told();
		const someone = await opener('Burdock');
		await opens(someone, reference);
		const view = await concerns.open(w.desk, w.vale, { id: concern, lane: null });
		const pressed = { id: concern, lane: 'police', mark: view?.seenMark ?? '' };
		expect(await concerns.markSeen(w.desk, someone, pressed)).toBeNull();
		expect(await links.prepare(w.desk, someone, id)).toBeNull();
		expect(await links.revoke(w.desk, someone, { caseId: id, linkId: uuid() })).toBeNull();
		expect(await cases.changeFacts(w.desk, someone, { id, change: (facts) => facts })).toBeNull();
		const supervisor = await steppedUp(w, lark);
		await opens(supervisor, reference);
		expect(await cases.read(w.desk, supervisor, id)).toMatchObject({ mayBlock: false });
		expect(await blocks.read(w.desk, supervisor, id)).toBeNull();
		expect((await cases.read(w.desk, w.vale, id))?.glassUntil).toBeNull();
		// it opens one case by its address, and brings it into no list
		expect((await cases.list(w.desk, someone, { after: null }))?.cases).toEqual([]);
		const head = { lane: null, filter: null, after: null };
		expect((await concerns.queue(w.desk, someone, head))?.counts.all).toBe(0);
	});
});

describe('the review by a supervisor of another unit', () => {
	it('shows who, when, why; is recorded once with its outcome; and ends the task', async () => {
		const { id, reference } = await told();
		const someone = await opener('Madder');
		await opens(someone, reference);
		const [opening] = await openingsOf(id);
		const waiting = async (staff: Staff) =>
			(await glass.reviews(w.desk, staff))?.reviews.find((one) => one.id === opening?.id) ?? null;

		expect(await waiting(lark)).toMatchObject({
			reference,
			who: { name: 'Madder', isYou: false },
			purpose: 'immediate_danger',
			reason: why,
			reviewed: null
		});
		expect((await audited(w, 'break_glass.listed')).at(-1)).toMatchObject({
			by: lark.staffId,
			rows: expect.arrayContaining([opening?.id])
		});
		const task = async (staff: Staff) =>
			(await tasks.list(w.desk, staff, { lane: 'supervisor', done: null }))?.rows.find(
				(one) => one.about === opening?.id
			);
		expect(await task(lark)).toMatchObject({ kind: 'review_break_glass', mayFinish: false });
		// not the unit's own, and nobody who is no supervisor
		expect(await waiting(w.finch)).toBeNull();
		expect(await task(w.finch)).toBeUndefined();
		expect(await glass.reviews(w.desk, someone)).toBeNull();
		const review = {
			id: opening?.id,
			outcome: 'justified',
			reason: 'It was so. She is safe.'
		} as const;
		for (const person of [w.finch, w.vale, someone, w.quill, w.auditor]) {
			expect(await glass.review(w.desk, person, review)).toBeNull();
		}

		expect(await glass.review(w.desk, lark, review)).toBe('reviewed');
		const second = { ...review, outcome: 'not_justified' } as const;
		expect(await glass.review(w.desk, lark, second)).toBe('reviewed');
		expect(await waiting(lark)).toMatchObject({
			reviewed: { by: 'Lark', outcome: 'justified' }
		});
		expect(
			(await audited(w, 'break_glass.reviewed')).filter((one) => one.case === id)
		).toHaveLength(1);
		expect((await tasksOf(id)).map(({ lane, done_by }) => [lane, done_by])).toEqual([
			['supervisor', lark.staffId],
			['support', null]
		]);
		expect(await task(lark)).toBeUndefined();
	});

	it('is never by the one who opened it', async () => {
		const { id, reference } = await told();
		await opens(await steppedUp(w, lark), reference);
		const [opening] = await openingsOf(id);
		const review = { id: opening?.id, outcome: 'justified', reason: why } as const;
		expect(await glass.review(w.desk, lark, review)).toBeNull();
		// there is no third unit here: the case's own supervisor is all that is left
		expect((await tasksOf(id))[0]).toMatchObject({ lane: 'supervisor', owner_id: w.finch.staffId });
		expect(await glass.review(w.desk, w.finch, review)).toBe('reviewed');
	});
});
