import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '#lib/domain/ids.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import { otherUnit } from './case-people.ts';
import { world, type World } from './desk-world.ts';

// She answered for her support worker alone. What that opened holds the closing up, and police learn of
// it from nothing that they see while a case closes.

let w: World;
let south: Awaited<ReturnType<typeof otherUnit>>;
beforeAll(async () => {
	w = await world('cases_closed');
	south = await otherUnit(w);
});
afterAll(() => w.close());

const reason = 'No new incident for six months, order ended, she agrees.';
const { closing } = cases;

const open = () =>
	w.openCase({
		checkIns: [
			{ point: 'T3', dueAt: new Date('2026-11-19T12:00:00Z') },
			{ point: 'T14', dueAt: new Date('2026-11-30T12:00:00Z') }
		]
	});
const ask = (caseId: CaseId, contact: Parameters<typeof closing.ask>[2]['contact'] = null) =>
	closing.ask(w.desk, w.vale, { caseId, reason, contact });
const agree = (staff: Staff, caseId: CaseId) => closing.agree(w.desk, staff, caseId);
const story = async (staff: Staff, caseId: CaseId) =>
	(await cases.read(w.desk, staff, caseId))?.story;

async function tellsSupportAlone(caseId: CaseId): Promise<void> {
	await w.answers(caseId, { CN1: 'support', SF1: '0', R1: ['neck'] });
	await w.works();
	const lanes = await w.superuser`select lane from concern_lane where case_id = ${caseId}`;
	expect(lanes).toEqual([{ lane: 'support' }]);
}

async function lanesClose(caseId: CaseId): Promise<void> {
	await w.superuser`update concern_lane set state = 'closed' where case_id = ${caseId}`;
	await w.superuser`update concern set closed_at = heard_now() where case_id = ${caseId}`;
}

/** What a page of police shows of a closing, without what differs between any two cases. */
async function shown(staff: Staff, caseId: CaseId): Promise<string> {
	const told = await story(staff, caseId);
	const { closing: attempt, history, tasks, due } = told ?? {};
	return JSON.stringify({ attempt, history, tasks, due }).replaceAll(
		/"(id|at|askedAt|dueAt)":"[^"]+"/g,
		'"$1"'
	);
}

const DAY = 86_400_000;

describe('a closing near an event that the case knows of', () => {
	it.each([
		['an order that began', { from: -2, to: null }, true],
		['an order that ends soon', { from: -90, to: 5 }, true],
		['an order that ended just now', { from: -90, to: -3 }, true],
		['an order in its middle', { from: -90, to: 90 }, false]
	])('%s', async (_, { from, to }, isNear) => {
		const now = (await w.clock.now()).getTime();
		const at = (days: number) => new Date(now + days * DAY);
		const id = await w.openCase({
			orders: [
				{
					kind: 'barring',
					state: 'live',
					fromAt: at(from),
					toAt: to === null ? null : at(to),
					noContact: true,
					noContactChildren: false
				}
			]
		});
		const obstacles = isNear ? ['event_near'] : [];
		expect((await closing.prepareClosing(w.desk, w.vale, id))?.obstacles).toEqual(obstacles);
		expect((await ask(id))?.kind).toBe(isNear ? 'obstacles' : 'asked');
	});

	it('a programme that was left, until a week has gone by', async () => {
		const now = (await w.clock.now()).getTime();
		const dropped = (days: number) =>
			w.openCase({
				programme: {
					organisationId: w.programme.organisationId,
					status: 'dropped',
					statusAt: new Date(now - days * DAY),
					sessionsDue: 4,
					sessionsAttended: 1
				}
			});
		expect(await ask(await dropped(2))).toEqual({ kind: 'obstacles', obstacles: ['event_near'] });
		expect(await ask(await dropped(8))).toEqual({ kind: 'asked' });
	});
});

describe('H68 a closing while support works on what she told it alone', () => {
	it('H68 names nothing of it to who asks, holds up support, and so the case', async () => {
		const id = await open();
		await tellsSupportAlone(id);
		expect((await closing.prepareClosing(w.desk, w.vale, id))?.obstacles).toEqual([]);
		expect(await ask(id)).toEqual({ kind: 'asked' });
		expect(await agree(w.quill, id)).toEqual({
			kind: 'obstacles',
			obstacles: ['open_concern', 'no_contact']
		});
		expect(await agree(w.finch, id)).toEqual({ kind: 'agreed' });
		expect((await story(w.vale, id))?.closedAt).toBeNull();

		await lanesClose(id);
		// nobody has reached her since, and who asked could not know that somebody should
		expect(await agree(w.quill, id)).toEqual({ kind: 'obstacles', obstacles: ['no_contact'] });
		await closing.withdraw(w.desk, w.vale, id);
		const today = (await w.clock.now()).toISOString().slice(0, 10);
		expect(await ask(id, { on: today, kind: 'support' })).toEqual({ kind: 'asked' });
		await agree(w.finch, id);
		expect(await agree(w.quill, id)).toEqual({ kind: 'closed' });
	});

	it('H68 asks support again when it comes after support agreed, and police see no difference', async () => {
		const [hers, plain] = [await open(), await open()];
		for (const id of [hers, plain]) await ask(id);
		expect(await agree(w.quill, hers)).toEqual({ kind: 'agreed' });
		await tellsSupportAlone(hers);
		// an answer without any flag, so that both cases have been answered
		await w.answers(plain, { CN1: 'support', SF1: '2', SF2: '3' });
		await w.works();
		for (const id of [hers, plain]) expect(await agree(w.finch, id)).toEqual({ kind: 'agreed' });
		for (const staff of [w.vale, w.finch]) {
			expect(await shown(staff, hers)).toBe(await shown(staff, plain));
		}
		expect((await story(w.quill, hers))?.closing).toMatchObject({ support: null, mayAgree: true });
		const tasks = await w.superuser`select lane from task
			where case_id = ${hers} and lane = 'support' and done_at is null`;
		expect(tasks.length).toBeGreaterThan(0);

		await lanesClose(hers);
		await w.answers(hers, { CN1: 'support', SF1: '2', SF2: '3' });
		await w.works();
		expect(await agree(w.quill, hers)).toEqual({ kind: 'closed' });
	});

	it('H68 tells who agreed once the case is closed, and not before', async () => {
		const id = await open();
		await ask(id);
		await agree(w.quill, id);
		for (const staff of [w.vale, w.finch]) {
			const told = await story(staff, id);
			expect(told?.closing).toMatchObject({ supervisor: null, support: null });
			expect(told?.history.map(({ kind }) => kind)).not.toContain('closing_agreed');
		}
		expect(await agree(w.finch, id)).toEqual({ kind: 'closed' });
		expect((await story(w.vale, id))?.closing).toMatchObject({
			supervisor: { by: { name: 'Finch' } },
			support: { by: { name: 'Quill' } }
		});
	});

	it('H68 outlasts a challenge that was answered: support puts its lane in order first', async () => {
		const id = await open();
		await ask(id);
		await agree(w.finch, id);
		const text = 'I have not spoken to her since, please wait another week.';
		await closing.challenge(w.desk, w.quill, { caseId: id, text });
		await tellsSupportAlone(id);
		const listed = await closing.listChallenges(w.desk, south.supervisor);
		const [one] = listed?.challenges ?? [];
		const wanted = { closingId: one?.closingId ?? '', says: 'closes' as const, text: reason };
		expect(await closing.answer(w.desk, south.supervisor, wanted)).toEqual({ kind: 'answered' });
		expect((await story(w.vale, id))?.closedAt).toBeNull();
		await lanesClose(id);
		await w.answers(id, { CN1: 'support', SF1: '2', SF2: '3' });
		await w.works();
		expect(await agree(w.quill, id)).toEqual({ kind: 'closed' });
	});
});
