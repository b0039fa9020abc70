import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WantedFacts } from '#lib/domain/case/index.ts';
import type { CaseId, StaffId } from '#lib/domain/ids.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import { databaseNow, withAgency } from '#lib/server/platform/db/client.ts';
import { linkId } from '#lib/domain/ids.ts';
import { v7 as uuid } from 'uuid';
import { block, otherUnit } from './case-people.ts';
import { audited, world, type World } from './desk-world.ts';

let w: World;
let south: Awaited<ReturnType<typeof otherUnit>>;
beforeAll(async () => {
	w = await world('cases_changed');
	south = await otherUnit(w);
});
afterAll(() => w.close());

const reason = 'Long leave begins on Monday, the deputy knows the case.';
const facts: WantedFacts = {
	hasChildren: true,
	gradedHigh: false,
	baselineSF2: null,
	personPhrase: 'hurt',
	conferenceOn: null
};

async function change(staff: Staff, id: CaseId, changes: Partial<cases.WantedChange> = {}) {
	const view = await cases.prepareEdit(w.desk, w.vale, id);
	return cases.change(w.desk, staff, {
		caseId: id,
		version: view?.version ?? '',
		interventionOn: '2026-11-16',
		intervention: 'other',
		supportOrganisationId: w.harbourId,
		supportWorkerId: w.quill.staffId,
		facts,
		orders: [],
		programme: null,
		...changes
	});
}

describe('editing a case', () => {
	const live = {
		kind: 'barring',
		state: 'live',
		fromAt: new Date('2026-11-16T10:00:00Z'),
		toAt: null,
		noContact: true,
		noContactChildren: true
	} as const;

	it('adds an order, changes it, and keeps its terms sealed', async () => {
		const id = await w.openCase();
		expect(await change(w.vale, id, { orders: [{ ...live, id: null }] })).toEqual({
			kind: 'changed'
		});
		const known = (await cases.prepareEdit(w.desk, w.vale, id))?.orders[0];
		expect(known).toMatchObject({ kind: 'barring', noContact: true, noContactChildren: true });
		const ended = { ...live, id: known?.id ?? null, state: 'ended' as const };
		expect(await change(w.finch, id, { orders: [ended] })).toEqual({ kind: 'changed' });
		const view = await cases.read(w.desk, w.vale, id);
		expect(view?.facts?.orders).toMatchObject([{ state: 'ended', noContact: true }]);
		expect(view?.story.history.map(({ kind }) => kind)).toEqual(
			expect.arrayContaining(['order_added', 'order_changed', 'changed'])
		);
	});

	it('never loses an order, and takes none of another case', async () => {
		const [one, two] = [await w.openCase(), await w.openCase()];
		await change(w.vale, one, { orders: [{ ...live, id: null }] });
		const theirs = (await cases.prepareEdit(w.desk, w.vale, one))?.orders[0]?.id ?? null;
		const problem = { kind: 'problem', problem: 'orders_missing' };
		expect(await change(w.vale, one, { orders: [] })).toEqual(problem);
		expect(await change(w.vale, two, { orders: [{ ...live, id: theirs }] })).toEqual(problem);
	});

	it('does not overwrite what somebody else has changed meanwhile', async () => {
		const id = await w.openCase();
		const version = (await cases.prepareEdit(w.desk, w.reed, id))?.version ?? '';
		await change(w.vale, id);
		expect(await change(w.reed, id, { version })).toEqual({ kind: 'problem', problem: 'again' });
	});

	it('moves the rounds that nobody was asked in with the day, and plans a year for a high grading', async () => {
		const id = await w.openCase({
			checkIns: [
				{ point: 'T14', dueAt: new Date('2026-11-30T12:00:00Z') },
				{ point: 'T30', dueAt: new Date('2026-12-16T12:00:00Z') }
			]
		});
		const points = async () =>
			(await cases.read(w.desk, w.vale, id))?.checkIns.map(({ point, state, dueAt }) => [
				point,
				state,
				dueAt.toISOString().slice(0, 10)
			]);
		await change(w.vale, id, {
			interventionOn: '2026-11-10',
			facts: { ...facts, gradedHigh: true }
		});
		expect(await points()).toEqual([
			['T365', 'planned', '2027-11-10'],
			['T30', 'planned', '2026-12-10'],
			['T14', 'planned', '2026-11-24']
		]);
		await change(w.vale, id, { interventionOn: '2026-11-10' });
		expect((await points())?.[0]).toEqual(['T365', 'cancelled', '2027-11-10']);
	});

	it('is not for support, strangers or the deputy of another case, and not for a closed one', async () => {
		const id = await w.openCase();
		for (const staff of [w.quill, w.stranger, south.supervisor]) {
			expect(await cases.prepareEdit(w.desk, staff, id)).toBeNull();
			expect(await change(staff, id)).toBeNull();
		}
	});
});

describe('giving a case to others', () => {
	const to = (id: CaseId, changes: Partial<Parameters<typeof cases.reassign>[2]> = {}) => ({
		caseId: id,
		officerId: w.stranger.staffId,
		deputyId: w.reed.staffId,
		supportWorkerId: w.quill.staffId,
		reason,
		...changes
	});

	it('takes its open concern along, tells who is new, and keeps the reason for the officers', async () => {
		const id = await w.openCase();
		await w.answers(id, { SF1: '0', R1: ['neck'], T1: 'yes' });
		await w.works();
		expect(await cases.reassign(w.desk, w.finch, to(id))).toEqual({ kind: 'reassigned' });
		expect(await cases.read(w.desk, w.vale, id)).toBeNull();
		const view = await cases.read(w.desk, w.stranger, id);
		expect(view?.story.history[0]).toMatchObject({
			kind: 'reassigned',
			about: { name: 'Marsh' },
			reason
		});
		expect((await cases.read(w.desk, w.quill, id))?.story.history[0]?.reason).toBeNull();
		const lanes = await w.superuser`select owner_id from concern_lane
			where case_id = ${id} and lane = 'police'`;
		expect(lanes).toEqual([{ owner_id: w.stranger.staffId }]);
		const notices =
			await w.superuser`select kind from notice where staff_id = ${w.stranger.staffId}`;
		expect(notices).toEqual([{ kind: 'new_item' }]);
		const [event] = (await audited(w, 'case.reassigned')).slice(-1);
		expect(event).toMatchObject({ case: id, officer: w.stranger.staffId });
		expect(JSON.stringify(event)).not.toContain('leave');
	});

	it('takes along the tasks of who leaves, and the page counts what the list of tasks shows', async () => {
		const id = await w.openCase();
		const owned = async (lane: 'police' | 'support', ownerId: StaffId | null) =>
			withAgency(w.desk.db, w.agencyId, async (tx) => {
				const content = { kind: 'call_her' as const, about: null, reason: null };
				const row = { agencyId: w.agencyId, caseId: id, lane, ownerId, content, once: null };
				const boxKey = await w.desk.keys.boxKey(tx, w.agencyId);
				return tasks.add(tx, { ...row, dueAt: await databaseNow(tx) }, boxKey);
			});
		for (const { staffId } of [w.vale, w.reed]) await owned('police', staffId);
		await owned('police', null);
		await owned('support', w.quill.staffId);
		const counted = async (staff: Staff) => {
			const list = await tasks.list(w.desk, staff, { lane: null, done: null });
			const shown = list?.rows.filter(({ caseId }) => caseId === id).length;
			expect((await cases.read(w.desk, staff, id))?.story.tasks).toBe(shown);
			return shown;
		};
		expect(await counted(w.vale)).toBe(3);
		expect(await counted(w.quill)).toBe(1);
		await cases.reassign(w.desk, w.finch, to(id, { supportWorkerId: w.harbour.staffId }));
		const owners = await w.superuser<{ owner_id: StaffId | null }[]>`select owner_id from task
			where case_id = ${id} order by made_at, id`;
		expect(owners.map((one) => one.owner_id)).toEqual([
			w.stranger.staffId,
			w.reed.staffId,
			null,
			w.harbour.staffId
		]);
	});

	it('lets the officer change the deputy and nobody else', async () => {
		const id = await w.openCase();
		const wish = to(id, { officerId: w.reed.staffId, deputyId: w.stranger.staffId });
		expect(await cases.reassign(w.desk, w.vale, wish)).toEqual({ kind: 'reassigned' });
		expect(await cases.read(w.desk, w.vale, id)).toMatchObject({
			officer: { name: 'Vale' },
			deputy: { name: 'Marsh' }
		});
		// the new deputy changes nobody
		expect(await cases.reassign(w.desk, w.stranger, to(id))).toBeNull();
		expect(await cases.prepareReassign(w.desk, w.quill, id)).toBeNull();
	});

	it('H42 offers and takes nobody who is kept from it, on the form of the case either', async () => {
		const id = await w.openCase({ supportWorkerId: null });
		for (const { staffId } of [w.stranger, w.quill]) await block(w, { caseId: id, staffId });

		const offered = await cases.prepareReassign(w.desk, w.finch, id);
		expect(offered?.officers.map((one) => one.id)).not.toContain(w.stranger.staffId);
		expect(offered?.supportWorkers.map((one) => one.id)).not.toContain(w.quill.staffId);
		const stranger = to(id, { officerId: w.stranger.staffId });
		expect(await cases.reassign(w.desk, w.finch, stranger)).toMatchObject({ problem: 'officer' });
		const form = await cases.prepareEdit(w.desk, w.vale, id);
		expect(form?.choices.supportWorkers.map((one) => one.id)).not.toContain(w.quill.staffId);
		expect(await change(w.vale, id)).toEqual({ kind: 'problem', problem: 'support_worker' });
	});

	it.each([
		['officer of another unit', 'officer', { officerId: 'south' }],
		['deputy who is the officer', 'same_person', { deputyId: 'stranger' }],
		['worker of no organisation', 'support_worker', { supportWorkerId: 'vale' }],
		['change at all', 'nothing', { officerId: 'vale', deputyId: 'reed' }]
	] as const)('takes no %s', async (_, problem, changes) => {
		const id = await w.openCase();
		const ids: Record<string, string> = {
			south: south.officer.staffId,
			stranger: w.stranger.staffId,
			vale: w.vale.staffId,
			reed: w.reed.staffId
		};
		const wish = Object.fromEntries(
			Object.entries(changes).map(([name, who]) => [name, ids[who] ?? ''])
		);
		expect(await cases.reassign(w.desk, w.finch, to(id, wish))).toEqual({
			kind: 'problem',
			problem
		});
	});
});

describe('closing a case', () => {
	const why = 'No new incident for six months, order ended, she agrees.';
	const ask = (id: CaseId, contact: Parameters<typeof cases.closing.ask>[2]['contact'] = null) =>
		cases.closing.ask(w.desk, w.vale, { caseId: id, reason: why, contact });

	it('names everything that stands in the way', async () => {
		const id = await w.openCase();
		await links.issue(w.desk, w.vale, {
			caseId: id,
			linkId: linkId.parse(uuid()),
			language: 'en',
			hours: 24
		});
		await w.answers(id, { SF1: '0', R1: ['neck'], T1: 'yes' });
		expect(await ask(id)).toMatchObject({
			kind: 'obstacles',
			obstacles: ['open_link', 'unassessed']
		});
		await w.works();
		expect(await ask(id)).toMatchObject({
			kind: 'obstacles',
			obstacles: ['open_concern', 'open_link', 'no_contact']
		});
		await w.superuser`update concern set closed_at = heard_now() where case_id = ${id}`;
		await w.superuser`update link set state = 'revoked' where case_id = ${id}`;
		expect(await ask(id)).toMatchObject({ kind: 'obstacles', obstacles: ['no_contact'] });
		const today = (await w.clock.now()).toISOString().slice(0, 10);
		expect(await ask(id, { on: today, kind: 'phone' })).toEqual({ kind: 'asked' });
		const view = await cases.closing.agree(w.desk, w.finch, id);
		expect(view).toEqual({ kind: 'agreed' });
		expect(await cases.closing.agree(w.desk, w.quill, id)).toEqual({ kind: 'closed' });
	});

	it('needs the supervisor and support, never who asked, and then ends the rounds', async () => {
		const id = await w.openCase();
		for (const staff of [w.finch, w.quill, w.stranger]) {
			const wish = { caseId: id, reason: why, contact: null };
			expect(await cases.closing.ask(w.desk, staff, wish)).toBeNull();
		}
		expect(await ask(id)).toEqual({ kind: 'asked' });
		expect(await ask(id)).toEqual({ kind: 'again' });
		expect(await cases.closing.agree(w.desk, w.vale, id)).toBeNull();
		expect(await cases.closing.agree(w.desk, w.quill, id)).toEqual({ kind: 'agreed' });
		expect((await cases.read(w.desk, w.quill, id))?.story.closing).toMatchObject({
			reason: why,
			support: { by: { name: 'Quill' } },
			supervisor: null
		});
		expect(await cases.closing.agree(w.desk, w.finch, id)).toEqual({ kind: 'closed' });
		const view = await cases.read(w.desk, w.vale, id);
		expect(view?.story.closedAt).not.toBeNull();
		expect(view?.checkIns.map(({ state }) => state)).toEqual(['cancelled']);
		expect(view?.mayIssueLink).toBe(false);
		expect(await cases.prepareEdit(w.desk, w.vale, id)).toBeNull();
		const open = await w.superuser`select 1 from task where case_id = ${id} and done_at is null`;
		expect(open).toEqual([]);
	});

	it('stops when something came between asking and agreeing', async () => {
		const id = await w.openCase({ supportOrganisationId: null, supportWorkerId: null });
		await ask(id);
		await w.answers(id, { SF1: '0', R1: ['neck'], T1: 'yes' });
		expect(await cases.closing.agree(w.desk, w.finch, id)).toMatchObject({ kind: 'obstacles' });
		await w.works();
		expect(await cases.closing.agree(w.desk, w.finch, id)).toMatchObject({ kind: 'obstacles' });
		expect((await cases.read(w.desk, w.vale, id))?.story.closedAt).toBeNull();
	});

	it('can be taken back by an officer of the case', async () => {
		const id = await w.openCase();
		await ask(id);
		expect(await cases.closing.withdraw(w.desk, w.quill, id)).toBeNull();
		expect(await cases.closing.withdraw(w.desk, w.reed, id)).toBe('withdrawn');
		expect(await cases.closing.agree(w.desk, w.finch, id)).toEqual({ kind: 'over' });
		expect(await ask(id)).toEqual({ kind: 'asked' });
	});

	it('is reopened by a challenge for fourteen days, and a supervisor of another unit decides', async () => {
		const id = await w.openCase();
		await ask(id);
		await cases.closing.agree(w.desk, w.finch, id);
		await cases.closing.agree(w.desk, w.quill, id);
		const text = 'She has told me that the calls have begun again this week.';
		expect(await cases.closing.challenge(w.desk, w.vale, { caseId: id, text })).toBeNull();
		expect(await cases.closing.challenge(w.desk, w.quill, { caseId: id, text })).toBe('challenged');
		expect((await cases.read(w.desk, w.vale, id))?.story.closedAt).toBeNull();
		expect((await cases.closing.listChallenges(w.desk, w.finch))?.challenges).toEqual([]);
		const [one] = (await cases.closing.listChallenges(w.desk, south.supervisor))?.challenges ?? [];
		expect(one).toMatchObject({ reason: why, text, isClosed: true, unit: 'North' });
		const answer = (staff: Staff, says: 'stays_open' | 'closes') =>
			cases.closing.answer(w.desk, staff, { closingId: one?.closingId ?? '', says, text: reason });
		expect(await answer(w.finch, 'closes')).toBeNull();
		expect(await answer(south.supervisor, 'stays_open')).toEqual({ kind: 'answered' });
		const story = (await cases.read(w.desk, w.quill, id))?.story;
		expect(story?.closedAt).toBeNull();
		expect(story?.history[0]).toMatchObject({ kind: 'closing_answered', reason });
		expect(await ask(id)).toEqual({ kind: 'asked' });
	});

	it('stays closed when the challenge is answered so, and after fourteen days', async () => {
		const id = await w.openCase();
		const text = 'I have not spoken to her since, please wait another week.';
		await ask(id);
		await cases.closing.agree(w.desk, w.finch, id);
		expect(await cases.closing.challenge(w.desk, w.quill, { caseId: id, text })).toBe('challenged');
		expect(await cases.closing.agree(w.desk, w.quill, id)).toEqual({ kind: 'over' });
		const [one] = (await cases.closing.listChallenges(w.desk, south.supervisor))?.challenges ?? [];
		const closingId = one?.closingId ?? '';
		await cases.closing.answer(w.desk, south.supervisor, {
			closingId,
			says: 'closes',
			text: reason
		});
		expect((await cases.read(w.desk, w.vale, id))?.story.closedAt).not.toBeNull();

		const other = await w.openCase();
		await ask(other);
		await cases.closing.agree(w.desk, w.finch, other);
		await cases.closing.agree(w.desk, w.quill, other);
		await w.clock.advance({ days: 15 });
		expect(await cases.closing.challenge(w.desk, w.quill, { caseId: other, text })).toBe('over');
		expect(await cases.closing.reopen(w.desk, w.vale, { caseId: other, reason })).toBeNull();
		expect(await cases.closing.reopen(w.desk, w.finch, { caseId: other, reason })).toBe('reopened');
		expect((await cases.read(w.desk, w.vale, other))?.story.closedAt).toBeNull();
	});
});

describe('the page of a case', () => {
	it('tells the officer the last answers in brief, and of an answer for support alone only that it came', async () => {
		const id = await w.openCase({
			checkIns: [
				{ point: 'T3', dueAt: new Date('2026-11-19T12:00:00Z') },
				{ point: 'T14', dueAt: new Date('2026-11-30T12:00:00Z') }
			]
		});
		await w.answers(id, { SF1: '1', SF2: '1' });
		await w.works();
		await w.answers(id, { CN1: 'support', SF1: '0', SF2: '3' });
		await w.works();
		const seen = async (staff: Staff) => (await cases.read(w.desk, staff, id))?.story.answers ?? [];
		const [hidden, plain] = await seen(w.vale);
		expect(hidden).toMatchObject({ answers: null, isSupportOnly: true });
		expect(plain?.answers?.map(({ question, codes }) => [question, ...codes])).toEqual([
			['SF1', '1'],
			['SF2', '1']
		]);
		expect((await seen(w.quill))[0]?.answers?.[0]?.codes).toEqual(['0']);
		const [event] = (await audited(w, 'case.answers_opened')).slice(-1);
		expect(event).toMatchObject({ by: w.quill.staffId, case: id });
	});
});
