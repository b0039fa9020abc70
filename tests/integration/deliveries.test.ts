import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import type { CaseId } from '#lib/domain/ids.ts';
import { assess } from '#lib/domain/rules/index.ts';
import { openCase } from '#lib/server/worker/case/index.ts';
import { file } from '#lib/server/worker/file/index.ts';
import { planFor, type Messages } from '../support/messages.ts';
import { postOffice, type PostOffice } from './post-office.ts';

let office: PostOffice;
beforeAll(async () => {
	office = await postOffice('deliveries');
});
beforeEach(() => {
	office.mails.length = 0;
	office.texts.length = 0;
});
afterAll(() => office?.close());

/** Somebody tried codes on another card of hers, so F-COERCED is filed. */
async function lockedOnceMore(caseId: CaseId): Promise<void> {
	const bench = { db: office.world.pools.worker.db, keys: office.world.desk.keys };
	const now = await office.at.clock.now();
	await bench.db.transaction(async (tx) => {
		const found = await openCase(tx, bench, { agencyId: office.agency.id, caseId });
		const { flags } = assess({
			mode: 'event',
			now: now.toISOString(),
			observations: { pinLocked: true }
		});
		await file(tx, { found, flags, revision: null, now, supportOnly: false, wish: null });
	});
}

describe('a message that may go', () => {
	test('goes to the number of the plan, says what was written, and nothing of it stays', async () => {
		const clara = await office.messages.clara(office.agency);
		const id = await office.messages.message(office.agency, clara, 'sms');
		expect((await office.sends()).messages).toEqual({ handed_over: 1 });
		expect(office.texts).toEqual([
			{
				id: `${office.agency.id}.${id}`,
				to: '+44 7700 900318',
				text: `Hi, your reminder: ${clara.link.address} No reply needed.`
			}
		]);
		expect(await office.messages.stateOf(id)).toMatchObject({
			state: 'handed_over',
			reason: null,
			is_sealed: false
		});
		expect(await office.messages.eventsOf(clara.caseId)).toEqual(['message_sent']);
		expect(await office.auditOf(id)).toEqual([
			{ event: 'delivery.handed_over', case: clara.caseId, channel: 'sms', delivery: id }
		]);
		expect((await office.sends()).messages).toEqual({});
	});

	test('never holds the code', async () => {
		const clara = await office.messages.clara(office.agency);
		await office.messages.message(office.agency, clara, 'email');
		await office.sends();
		expect(office.mails).toHaveLength(1);
		expect(JSON.stringify(office.mails).replaceAll(clara.link.address, '')).not.toContain(
			clara.link.pin
		);
	});

	test('is taken up again when whoever took it up has died, and not before', async () => {
		const clara = await office.messages.clara(office.agency);
		const id = await office.messages.message(office.agency, clara, 'email');
		await office.at.superuser`
			update delivery set state = 'handing_over', claimed_at = heard_now() where id = ${id}`;
		await office.at.clock.advance({ seconds: 110 });
		expect((await office.sends()).messages).toEqual({});
		await office.at.clock.advance({ seconds: 15 });
		expect((await office.sends()).messages).toEqual({ handed_over: 1 });
		expect(office.mails[0]?.id).toBe(id);
	});

	test('is sent by one of two workers', async () => {
		const clara = await office.messages.clara(office.agency);
		await office.messages.message(office.agency, clara, 'email');
		const both = await Promise.all([office.sends(), office.sends()]);
		expect(both.map(({ messages: of }) => of.handed_over ?? 0).toSorted()).toEqual([0, 1]);
		expect(office.mails).toHaveLength(1);
	});
});

describe('between writing and sending', () => {
	type Change = (clara: Awaited<ReturnType<Messages['clara']>>) => Promise<unknown>;
	const replan =
		(changes: Parameters<typeof planFor>[2]): Change =>
		async ({ caseId }) =>
			office.messages.plan(
				office.agency,
				caseId,
				planFor(office.agency, await office.at.clock.now(), changes)
			);

	test.each<[string, Change, { reason: string; task: string }]>([
		['she asked to pause', replan({ isPaused: true }), { reason: 'paused', task: 'review_plan' }],
		[
			'her number is not safe any more',
			replan({
				routes: [{ kind: 'sms', to: '+44 7700 900318', windows: [], closedBecause: 'shared' }]
			}),
			{ reason: 'channel_not_safe', task: 'unsafe_channel' }
		],
		[
			'the plan was changed and not confirmed',
			replan({ confirmed: null }),
			{ reason: 'not_confirmed', task: 'confirm_plan' }
		],
		[
			'the plan became too old',
			async ({ caseId }) => {
				const now = await office.at.clock.now();
				const then = new Date(now.getTime() - 31 * 24 * 60 * 60 * 1000);
				await office.messages.plan(office.agency, caseId, planFor(office.agency, then));
			},
			{ reason: 'plan_old', task: 'confirm_plan' }
		],
		[
			'her link came to its end',
			async ({ link }) =>
				office.at.superuser`update link set expires_at = heard_now() where id = ${link.linkId}`,
			{ reason: 'link_expired', task: 'message_failed' }
		]
	])(
		'H24 %s: it is not sent, and her support worker is asked',
		async (_, change, { reason, task }) => {
			const clara = await office.messages.clara(office.agency);
			const id = await office.messages.message(office.agency, clara, 'sms');
			await change(clara);
			expect((await office.sends()).messages).toEqual({ refused: 1 });
			expect(office.texts).toEqual([]);
			expect(await office.messages.stateOf(id)).toMatchObject({
				state: 'refused',
				// the plain row does not tell what she said or wished; the boxed task does
				reason: ['unsafe_since', 'paused'].includes(reason) ? 'not_confirmed' : reason,
				is_sealed: false
			});
			expect(await office.tasksOf(clara.caseId)).toEqual([
				{
					lane: 'support',
					owner: office.agency.supportWorker.staffId,
					content: { kind: task, about: id, reason }
				}
			]);
			expect(await office.auditOf(id)).toEqual([
				{ event: 'delivery.refused', case: clara.caseId, delivery: id }
			]);
			expect(await office.messages.eventsOf(clara.caseId)).toEqual([]);
		}
	);

	test('H24 somebody guessed at her code: it is not sent', async () => {
		const clara = await office.messages.clara(office.agency);
		const id = await office.messages.message(office.agency, clara, 'sms');
		await lockedOnceMore(clara.caseId);
		expect((await office.sends()).messages).toEqual({ refused: 1 });
		expect(await office.messages.stateOf(id)).toMatchObject({ reason: 'not_confirmed' });
	});

	test('H24 she asked not to be asked again: it is not sent', async () => {
		const clara = await office.messages.clara(office.agency);
		const id = await office.messages.message(office.agency, clara, 'sms');
		await withAgency(office.world.desk.db, office.agency.id, async (tx) => {
			const boxKey = await office.world.desk.keys.boxKey(tx, office.agency.id);
			const content = { kind: 'asks_no_more', about: null, reason: null } as const;
			const row = { agencyId: office.agency.id, caseId: clara.caseId, ownerId: null, once: null };
			await tasks.add(tx, { ...row, lane: 'support', content, dueAt: new Date() }, boxKey);
		});
		expect((await office.sends()).messages).toEqual({ refused: 1 });
		expect(await office.messages.stateOf(id)).toMatchObject({ reason: 'not_confirmed' });
	});

	test('she changed the cover: it goes in the new one', async () => {
		const clara = await office.messages.clara(office.agency);
		const id = await office.messages.message(office.agency, clara, 'sms');
		await replan({ cover: 'c' })(clara);
		expect((await office.sends()).messages).toEqual({ handed_over: 1 });
		expect(office.texts).toMatchObject([{ text: clara.link.address }]);
		expect(await office.at.superuser`select cover from delivery where id = ${id}`).toEqual([
			{ cover: 'c' }
		]);
	});

	test('H24 her hours are over: it waits for the next, and goes then', async () => {
		const clara = await office.messages.clara(office.agency);
		const id = await office.messages.message(office.agency, clara, 'sms');
		const now = await office.at.clock.now();
		const hour = (one: number) => `${String(one).padStart(2, '0')}:00`;
		const from = (now.getUTCHours() + 2) % 22;
		await office.messages.plan(
			office.agency,
			clara.caseId,
			planFor(office.agency, now, {
				timeZone: 'UTC',
				routes: [
					{
						kind: 'sms',
						to: '+44 7700 900318',
						windows: [{ days: [0, 1, 2, 3, 4, 5, 6], from: hour(from), to: hour(from + 1) }],
						closedBecause: null
					}
				]
			})
		);
		expect((await office.sends()).messages).toEqual({ wait: 1 });
		expect(await office.messages.stateOf(id)).toMatchObject({
			state: 'waiting',
			reason: 'outside_window',
			tries: 0,
			is_sealed: true
		});
		const [row] = await office.at.superuser<{ due_at: Date }[]>`
			select due_at from delivery where id = ${id}`;
		expect(row?.due_at.getUTCHours()).toBe(from);
		await office.at.clock.advance({
			seconds: ((row?.due_at.getTime() ?? 0) - now.getTime()) / 1000 + 60
		});
		expect((await office.sends()).messages).toEqual({ handed_over: 1 });
		expect(office.texts).toHaveLength(1);
	});

	test.each<[string, Change, string]>([
		[
			'the link was withdrawn',
			async ({ link }) =>
				office.at.superuser`update link set state = 'revoked' where id = ${link.linkId}`,
			'link_ended'
		],
		[
			'the case was closed',
			async ({ caseId }) =>
				office.at.superuser`update "case" set closed_at = heard_now() where id = ${caseId}`,
			'case_closed'
		],
		[
			'the case was erased',
			async ({ caseId }) => office.at.superuser`delete from case_key where case_id = ${caseId}`,
			'erased'
		]
	])('%s: it is not sent, and nobody has to do anything', async (_, change, reason) => {
		const clara = await office.messages.clara(office.agency);
		const id = await office.messages.message(office.agency, clara, 'sms');
		await change(clara);
		expect((await office.sends()).messages).toEqual({ cancelled: 1 });
		expect(office.texts).toEqual([]);
		expect(await office.messages.stateOf(id)).toMatchObject({
			state: 'cancelled',
			reason,
			is_sealed: false
		});
		expect(await office.tasksOf(clara.caseId)).toEqual([]);
	});
});

test('without any way out of the house it fails at once, with a task', async () => {
	const nobody = async () => ({ kind: 'never', reason: 'no_transport' }) as const;
	const clara = await office.messages.clara(office.agency);
	const id = await office.messages.message(office.agency, clara, 'email');
	expect((await office.sends({ sendMail: nobody, sendSms: nobody })).messages).toEqual({
		failed: 1
	});
	expect(await office.messages.stateOf(id)).toMatchObject({
		state: 'failed',
		reason: 'no_transport'
	});
	expect(await office.tasksOf(clara.caseId)).toMatchObject([
		{ content: { reason: 'no_transport' } }
	]);
});

describe('after 30 days', () => {
	test('nobody can tell any more what became of a message, and one that waits is still there', async () => {
		const gone = await office.messages.clara(office.agency);
		const old = await office.messages.message(office.agency, gone, 'sms');
		await office.sends();
		const stays = await office.messages.clara(office.agency);
		const waiting = await office.messages.message(office.agency, stays, 'sms');
		await office.at
			.superuser`update delivery set due_at = heard_now() + interval '60 days' where id = ${waiting}`;
		await office.at.clock.advance({ days: 29 });
		await office.world.work();
		expect(await office.messages.stateOf(old)).toMatchObject({ state: 'handed_over' });
		await office.at.clock.advance({ days: 2 });
		await office.world.work();
		await expect(office.messages.stateOf(old)).rejects.toThrow();
		expect(await office.messages.stateOf(waiting)).toMatchObject({ state: 'waiting' });
		expect(await office.messages.eventsOf(gone.caseId)).toEqual(['message_sent']);
	});

	test('a card that nobody showed in time forgets its address', async () => {
		const clara = await office.messages.clara(office.agency);
		const id = await office.messages.message(office.agency, clara, 'sms');
		await office.at.superuser`update delivery set channel = 'card' where id = ${id}`;
		await office.world.work();
		expect(await office.messages.stateOf(id)).toMatchObject({ state: 'waiting', is_sealed: true });
		await office.at.clock.advance({ days: 8 });
		await office.world.work();
		expect(await office.messages.stateOf(id)).toMatchObject({
			state: 'cancelled',
			reason: 'link_ended',
			is_sealed: false
		});
	});
});
