import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliveryContent, type PlanTyped } from '#lib/domain/contact/index.ts';
import { deliveryId, linkId, taskId, type CaseId } from '#lib/domain/ids.ts';
import { taskContent } from '#lib/domain/work/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import { openTask } from '#lib/server/platform/crypto/keys/index.ts';
import { openDelivery } from '#lib/server/platform/crypto/open/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { audited, world, type World } from '../integration/desk-world.ts';
import { mail, meeting, phone, savePlan, typedPlan } from '../support/plans.ts';

// Issuing is the first door: what her plan does not allow makes no link and no message. The worker asks
// the same once more when it sends.

let w: World;
beforeAll(async () => {
	w = await world('h24_issue');
});
afterAll(() => w.close());

function send(staff: Staff, caseId: CaseId, changes: Partial<links.Wanted> = {}) {
	const wanted = { caseId, linkId: linkId.parse(uuid()), language: 'en', hours: 168 };
	return links.issue(w.desk, staff, { ...wanted, way: 'sms', ...changes });
}

async function tasksOf(caseId: CaseId) {
	const boxKey = await withAgency(w.desk.db, w.agencyId, (tx) =>
		w.desk.keys.boxKey(tx, w.agencyId)
	);
	const rows =
		await w.superuser`select id, lane, owner_id, box from task where case_id = ${caseId}`;
	return rows.map(({ id, lane, owner_id, box }) => ({
		lane,
		ownerId: owner_id,
		...taskContent.parse(openTask({ boxKey, agencyId: w.agencyId, taskId: taskId.parse(id), box }))
	}));
}

const made = async (caseId: CaseId) => ({
	links: (await w.superuser`select 1 from link where case_id = ${caseId}`).length,
	deliveries: (await w.superuser`select 1 from delivery where case_id = ${caseId}`).length
});

/** A case with a plan: confirmed, unless told otherwise. */
async function planned(
	changes: Partial<PlanTyped> = {},
	confirmed: 'in_person' | null = 'in_person'
): Promise<CaseId> {
	const caseId = await w.openCase();
	await savePlan(w.desk, w.quill, { caseId, typed: typedPlan(changes), confirmed });
	return caseId;
}

/** A time on the day that comes so many days from now, in UTC. */
async function onDay(ahead: number) {
	const day = new Date((await w.clock.now()).getTime() + ahead * 86_400_000).getUTCDay();
	return { ...phone, windows: [{ days: [String(day)], from: '00:00', to: '00:00' }] };
}

const cases: [string, () => Promise<CaseId>, string, string][] = [
	['without a plan', () => w.openCase(), 'no_plan', 'make_plan'],
	['before it is confirmed', () => planned({}, null), 'not_confirmed', 'confirm_plan'],
	['in a pause', () => planned({ paused: 'yes' }), 'paused', 'review_plan'],
	[
		'on a way that is not in it',
		() => planned({ routes: [mail, meeting] }),
		'channel_not_safe',
		'unsafe_channel'
	],
	[
		'on a way without safe times',
		() => planned({ routes: [{ ...phone, windows: [] }, meeting] }),
		'no_window',
		'outside_window'
	],
	[
		'outside her hours, when none comes in time for the round',
		async () => planned({ time_zone: 'UTC', routes: [await onDay(3), meeting] }),
		'outside_window',
		'outside_window'
	],
	[
		'over a plan older than 30 days',
		async () => {
			const caseId = await planned();
			await w.superuser`update check_in set due_at = due_at + interval '31 days'
				where case_id = ${caseId}`;
			await w.clock.advance({ days: 31 });
			return caseId;
		},
		'plan_old',
		'confirm_plan'
	],
	[
		'after an answer that the way is not safe',
		async () => {
			const caseId = await planned();
			await w.answers(caseId, { N3: 'no' });
			await w.works();
			return caseId;
		},
		'unsafe_since',
		'review_plan'
	],
	[
		'after an answer that somebody may see her phone',
		async () => {
			const caseId = await planned();
			await w.answers(caseId, { MORE: 'yes', T1: 'yes' });
			await w.works();
			return caseId;
		},
		'unsafe_since',
		'review_plan'
	]
];

describe('a message that her plan does not allow', () => {
	test.each(cases)('H24 is not made %s', async (_, prepare, reason, kind) => {
		const caseId = await prepare();
		const before = await made(caseId);
		const refused = (await audited(w, 'link.refused')).length;
		const answer = await send(w.quill, caseId);
		expect(answer).toEqual({ kind: 'not_now', reason, asked: 'support' });
		expect(await made(caseId)).toEqual(before);

		// her support worker has something to do; trying again makes no second task
		await send(w.quill, caseId);
		expect(await tasksOf(caseId)).toEqual([
			{ lane: 'support', ownerId: w.quill.staffId, kind, about: null, reason }
		]);
		const recorded = (await audited(w, 'link.refused')).slice(refused);
		expect(recorded).toHaveLength(2);
		expect(recorded[0]).toEqual({
			event: 'link.refused',
			by: w.quill.staffId,
			way: 'sms',
			case: caseId
		});
		await w.clock.reset();
	});

	test('H24 tells an officer no more than that the plan has to be confirmed', async () => {
		const caseId = await planned();
		await w.answers(caseId, { N3: 'no', CN1: 'support' });
		await w.works();
		expect(await send(w.vale, caseId)).toMatchObject({ kind: 'not_now', reason: 'not_confirmed' });
		const form = await links.prepare(w.desk, w.vale, caseId);
		expect(form?.ways.sms).toEqual({ state: 'no', reason: 'not_confirmed' });
	});

	test('H24 gives the task to the officer where nobody supports her', async () => {
		const caseId = await w.openCase({ supportOrganisationId: null, supportWorkerId: null });
		expect(await send(w.vale, caseId)).toMatchObject({ reason: 'no_plan', asked: 'officer' });
		expect(await tasksOf(caseId)).toMatchObject([
			{ lane: 'police', ownerId: w.vale.staffId, kind: 'make_plan' }
		]);
	});

	test('H24 is not made a second time within 7 days, but a new link of the same round is', async () => {
		const caseId = await planned();
		const first = await send(w.quill, caseId);
		expect(first?.kind).toBe('apart');
		expect((await send(w.quill, caseId))?.kind).toBe('apart');
		// she has answered: the next one is another round
		await w.superuser`update check_in set state = 'sent' where case_id = ${caseId}`;
		const again = await send(w.quill, caseId, { hours: 24 });
		expect(again).toEqual({ kind: 'hours' });
		const later = (await links.prepare(w.desk, w.quill, caseId))?.ways.sms;
		expect(later).toMatchObject({ state: 'later', reason: 'too_soon' });
	});
});

describe('a message after what she said', () => {
	test.each([
		['at the beginning', { CN0: 'never' }],
		['at the end', { N4: 'no' }]
	] as const)(
		'H24 is not made after "do not ask me again" %s, until somebody has talked with her',
		async (_, said) => {
			const caseId = await planned();
			await w.answers(caseId, said);
			await w.works();
			const asked = { lane: 'support', ownerId: w.quill.staffId, kind: 'asks_no_more' };
			expect(await tasksOf(caseId)).toMatchObject([asked]);
			expect(await send(w.quill, caseId)).toMatchObject({ reason: 'asked_not_to' });
			// an officer learns no more than that the plan has to be confirmed
			expect(await send(w.vale, caseId)).toMatchObject({ reason: 'not_confirmed' });
			expect(await made(caseId)).toEqual({ links: 0, deliveries: 0 });
			expect(await tasksOf(caseId)).toHaveLength(1);

			const [task] =
				(await tasks.list(w.desk, w.quill, { lane: null, done: null }))?.rows.filter(
					(row) => row.caseId === caseId
				) ?? [];
			await tasks.done(w.desk, w.quill, task?.id ?? '');
			expect((await send(w.quill, caseId))?.kind).toBe('apart');
		}
	);

	test('H24 is not made when she says once more, in the same round, that the way is not safe', async () => {
		const caseId = await planned();
		await w.answers(caseId, { N3: 'no' }, 'unsent');
		await w.works();
		await savePlan(w.desk, w.quill, { caseId, version: 1 });
		expect((await send(w.quill, caseId))?.kind).toBe('apart');
		await w.clock.advance({ minutes: 1 });
		await w.answers(caseId, { N3: 'no' }, 'unsent');
		await w.works();
		expect(await send(w.quill, caseId)).toMatchObject({ reason: 'unsafe_since' });
		await w.clock.reset();
	});

	test('H24 asks for the same once more, where somebody ticked it off and nothing has changed', async () => {
		const caseId = await w.openCase();
		const open = async () =>
			(await tasks.list(w.desk, w.quill, { lane: null, done: null }))?.rows.filter(
				(row) => row.caseId === caseId
			) ?? [];
		await send(w.quill, caseId);
		const [before] = await open();
		await tasks.done(w.desk, w.quill, before?.id ?? '');
		expect(await open()).toEqual([]);
		await send(w.quill, caseId);
		expect(await open()).toMatchObject([{ id: before?.id, kind: 'make_plan' }]);
	});

	test('MS6 is not made a third time in the same round', async () => {
		const caseId = await planned();
		for (let count = 0; count < 2; count++) {
			expect((await send(w.quill, caseId))?.kind).toBe('apart');
			await w.superuser`update delivery set state = 'handed_over', handed_at = heard_now()
				where case_id = ${caseId} and state = 'waiting'`;
		}
		expect(await send(w.quill, caseId)).toMatchObject({ reason: 'asked_enough' });
		expect(await tasksOf(caseId)).toMatchObject([{ kind: 'call_her', reason: 'asked_enough' }]);
		expect((await made(caseId)).deliveries).toBe(2);
	});
});

describe('a message that her plan allows', () => {
	const deliveryOf = async (caseId: CaseId) => {
		const [row] = await w.superuser`
			select * from delivery where case_id = ${caseId} and state = 'waiting'`;
		if (!row) throw new Error('nothing waits');
		const key = await withAgency(w.desk.db, w.agencyId, (tx) =>
			w.desk.keys.caseKey(tx, { agencyId: w.agencyId, caseId })
		);
		const content = deliveryContent.parse(
			await openDelivery({
				key,
				agencyId: w.agencyId,
				caseId,
				deliveryId: deliveryId.parse(row.id),
				sealed: row.sealed
			})
		);
		return { row, content };
	};

	test('goes now inside her hours, sealed, and the one who knows the code has no address', async () => {
		const caseId = await planned({ cover: 'b' });
		const now = await w.clock.now();
		const issued = await send(w.vale, caseId);
		if (issued?.kind !== 'apart') throw new Error(`not issued: ${issued?.kind}`);
		const { row, content } = await deliveryOf(caseId);
		expect(row).toMatchObject({ channel: 'sms', cover: 'b', occasion: 'first', locale: 'en' });
		expect(row.due_at.getTime() - now.getTime()).toBeLessThan(60_000);
		// H70: the one who knows the code never holds the address
		const token = content.address.slice(-32);
		expect(JSON.stringify(issued)).not.toContain(token);
		expect(JSON.stringify(row)).not.toContain(Buffer.from(token).toString('hex'));
		expect(JSON.stringify(content)).not.toContain(issued.code.pin);
	});

	test('waits for the beginning of her next safe time', async () => {
		const routes = [await onDay(1), meeting];
		const caseId = await planned({ time_zone: 'UTC', routes });
		const issued = await send(w.quill, caseId);
		const { row } = await deliveryOf(caseId);
		const tomorrow = new Date((await w.clock.now()).getTime() + 86_400_000);
		expect(row.due_at.toISOString()).toBe(`${tomorrow.toISOString().slice(0, 10)}T00:00:00.000Z`);
		expect(issued).toMatchObject({ kind: 'apart', code: { sendAt: row.due_at } });
	});

	test('is not made with a link that would end before it goes', async () => {
		const routes = [await onDay(1), meeting];
		const caseId = await planned({ time_zone: 'UTC', routes });
		expect(await send(w.quill, caseId, { hours: 1 })).toEqual({ kind: 'hours' });
		expect(await made(caseId)).toEqual({ links: 0, deliveries: 0 });
	});

	test('is cancelled when its link is revoked', async () => {
		const caseId = await planned();
		const issued = await send(w.quill, caseId);
		if (issued?.kind !== 'apart') throw new Error(`not issued: ${issued?.kind}`);
		await links.revoke(w.desk, w.quill, { caseId, linkId: issued.code.linkId });
		const [row] = await w.superuser`select state, sealed from delivery where case_id = ${caseId}`;
		expect(row).toMatchObject({ state: 'cancelled', sealed: null });
	});
});
