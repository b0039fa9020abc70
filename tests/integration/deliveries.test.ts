import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTask } from '#lib/server/platform/crypto/keys/index.ts';
import { signReceipt } from '#lib/server/platform/crypto/receipt.ts';
import * as deliveries from '#lib/server/desk/deliveries/index.ts';
import { taskId, type CaseId, type DeliveryId } from '#lib/domain/ids.ts';
import type { Carriers, Mail, Sms } from '#lib/server/platform/delivery/index.ts';
import { assess } from '#lib/domain/rules/index.ts';
import { openCase } from '#lib/server/worker/case/index.ts';
import { file } from '#lib/server/worker/file/index.ts';
import { sendDue } from '#lib/server/worker/send-due.ts';
import { ground, type Ground } from '../support/heard.ts';
import { messagesOn, planFor, type Messages } from '../support/messages.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';

let at: Ground;
let world: World;
let agency: Agency;
let messages: Messages;
const mails: Mail[] = [];
const texts: Sms[] = [];

beforeAll(async () => {
	at = await ground('deliveries');
	world = worldOn(at);
	agency = await world.agency();
	messages = messagesOn(at, world);
});
beforeEach(() => {
	mails.length = 0;
	texts.length = 0;
});
afterAll(async () => {
	await world?.close();
	await at?.close();
});

const accepted = { kind: 'accepted' } as const;
const post = {
	sendMail: async (mail: Mail) => {
		mails.push(mail);
		return accepted;
	},
	sendSms: async (sms: Sms) => {
		texts.push(sms);
		return accepted;
	}
};

const sends = (carriers: Carriers = post) =>
	sendDue(
		{ db: world.pools.worker.db, keys: world.desk.keys },
		{ carriers, intakeHost: 'reminder.example', deskOrigin: 'https://desk.example' }
	);

async function tasksOf(caseId: CaseId) {
	const boxKey = await world.desk.keys.boxKey(world.pools.worker.db, agency.id);
	const rows = await at.superuser<
		{ id: string; lane: string; owner_id: string | null; box: Buffer }[]
	>`select id, lane, owner_id, box from task where case_id = ${caseId} order by made_at, id`;
	return rows.map(({ id, lane, owner_id: owner, box }) => ({
		lane,
		owner,
		content: openTask({ boxKey, agencyId: agency.id, taskId: taskId.parse(id), box })
	}));
}

/** Somebody tried codes on another card of hers, so F-COERCED is filed. */
async function lockedOnceMore(caseId: CaseId): Promise<void> {
	const bench = { db: world.pools.worker.db, keys: world.desk.keys };
	const now = await at.clock.now();
	await bench.db.transaction(async (tx) => {
		const found = await openCase(tx, bench, { agencyId: agency.id, caseId });
		const { flags } = assess({
			mode: 'event',
			now: now.toISOString(),
			observations: { pinLocked: true }
		});
		await file(tx, { found, flags, revision: null, now, supportOnly: false, wish: null });
	});
}

async function auditOf(id: DeliveryId): Promise<Record<string, unknown>[]> {
	const rows = await at.superuser<{ body: string }[]>`
		select body from audit_event where body like ${`%${id}%`} order by seq`;
	return rows.map(({ body }) => JSON.parse(body));
}

describe('a message that may go', () => {
	test('goes to the number of the plan, says what was written, and nothing of it stays', async () => {
		const clara = await messages.clara(agency);
		const id = await messages.message(agency, clara, 'sms');
		expect((await sends()).messages).toEqual({ handed_over: 1 });
		expect(texts).toEqual([
			{
				id: `${agency.id}.${id}`,
				to: '+44 7700 900318',
				text: `Hi, your reminder: ${clara.link.address} No reply needed.`
			}
		]);
		expect(await messages.stateOf(id)).toMatchObject({
			state: 'handed_over',
			reason: null,
			is_sealed: false
		});
		expect(await messages.eventsOf(clara.caseId)).toEqual(['message_sent']);
		expect(await auditOf(id)).toEqual([
			{ event: 'delivery.handed_over', case: clara.caseId, channel: 'sms', delivery: id }
		]);
		expect((await sends()).messages).toEqual({});
	});

	test('never holds the code', async () => {
		const clara = await messages.clara(agency);
		await messages.message(agency, clara, 'email');
		await sends();
		expect(mails).toHaveLength(1);
		expect(JSON.stringify(mails).replaceAll(clara.link.address, '')).not.toContain(clara.link.pin);
	});

	test('is taken up again when whoever took it up has died, and not before', async () => {
		const clara = await messages.clara(agency);
		const id = await messages.message(agency, clara, 'email');
		await at.superuser`
			update delivery set state = 'handing_over', claimed_at = heard_now() where id = ${id}`;
		await at.clock.advance({ seconds: 110 });
		expect((await sends()).messages).toEqual({});
		await at.clock.advance({ seconds: 15 });
		expect((await sends()).messages).toEqual({ handed_over: 1 });
		expect(mails[0]?.id).toBe(id);
	});

	test('is sent by one of two workers', async () => {
		const clara = await messages.clara(agency);
		await messages.message(agency, clara, 'email');
		const both = await Promise.all([sends(), sends()]);
		expect(both.map(({ messages: of }) => of.handed_over ?? 0).toSorted()).toEqual([0, 1]);
		expect(mails).toHaveLength(1);
	});
});

describe('between writing and sending', () => {
	type Change = (clara: Awaited<ReturnType<Messages['clara']>>) => Promise<unknown>;
	const replan =
		(changes: Parameters<typeof planFor>[2]): Change =>
		async ({ caseId }) =>
			messages.plan(agency, caseId, planFor(agency, await at.clock.now(), changes));

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
				const now = await at.clock.now();
				const then = new Date(now.getTime() - 31 * 24 * 60 * 60 * 1000);
				await messages.plan(agency, caseId, planFor(agency, then));
			},
			{ reason: 'plan_old', task: 'confirm_plan' }
		],
		[
			'her link came to its end',
			async ({ link }) =>
				at.superuser`update link set expires_at = heard_now() where id = ${link.linkId}`,
			{ reason: 'link_expired', task: 'message_failed' }
		]
	])(
		'H24 %s: it is not sent, and her support worker is asked',
		async (_, change, { reason, task }) => {
			const clara = await messages.clara(agency);
			const id = await messages.message(agency, clara, 'sms');
			await change(clara);
			expect((await sends()).messages).toEqual({ refused: 1 });
			expect(texts).toEqual([]);
			expect(await messages.stateOf(id)).toMatchObject({
				state: 'refused',
				// the plain row does not tell what she said or wished; the boxed task does
				reason: ['unsafe_since', 'paused'].includes(reason) ? 'not_confirmed' : reason,
				is_sealed: false
			});
			expect(await tasksOf(clara.caseId)).toEqual([
				{
					lane: 'support',
					owner: agency.supportWorker.staffId,
					content: { kind: task, about: id, reason }
				}
			]);
			expect(await auditOf(id)).toEqual([
				{ event: 'delivery.refused', case: clara.caseId, delivery: id }
			]);
			expect(await messages.eventsOf(clara.caseId)).toEqual([]);
		}
	);

	test('H24 somebody guessed at her code: it is not sent', async () => {
		const clara = await messages.clara(agency);
		const id = await messages.message(agency, clara, 'sms');
		await lockedOnceMore(clara.caseId);
		expect((await sends()).messages).toEqual({ refused: 1 });
		expect(await messages.stateOf(id)).toMatchObject({ reason: 'not_confirmed' });
	});

	test('H24 her hours are over: it waits for the next, and goes then', async () => {
		const clara = await messages.clara(agency);
		const id = await messages.message(agency, clara, 'sms');
		const now = await at.clock.now();
		const hour = (one: number) => `${String(one).padStart(2, '0')}:00`;
		const from = (now.getUTCHours() + 2) % 22;
		await messages.plan(
			agency,
			clara.caseId,
			planFor(agency, now, {
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
		expect((await sends()).messages).toEqual({ wait: 1 });
		expect(await messages.stateOf(id)).toMatchObject({
			state: 'waiting',
			reason: 'outside_window',
			tries: 0,
			is_sealed: true
		});
		const [row] = await at.superuser<{ due_at: Date }[]>`
			select due_at from delivery where id = ${id}`;
		expect(row?.due_at.getUTCHours()).toBe(from);
		await at.clock.advance({ seconds: ((row?.due_at.getTime() ?? 0) - now.getTime()) / 1000 + 60 });
		expect((await sends()).messages).toEqual({ handed_over: 1 });
		expect(texts).toHaveLength(1);
	});

	test.each<[string, Change, string]>([
		[
			'the link was withdrawn',
			async ({ link }) => at.superuser`update link set state = 'revoked' where id = ${link.linkId}`,
			'link_ended'
		],
		[
			'the case was closed',
			async ({ caseId }) =>
				at.superuser`update "case" set closed_at = heard_now() where id = ${caseId}`,
			'case_closed'
		],
		[
			'the case was erased',
			async ({ caseId }) => at.superuser`delete from case_key where case_id = ${caseId}`,
			'erased'
		]
	])('%s: it is not sent, and nobody has to do anything', async (_, change, reason) => {
		const clara = await messages.clara(agency);
		const id = await messages.message(agency, clara, 'sms');
		await change(clara);
		expect((await sends()).messages).toEqual({ cancelled: 1 });
		expect(texts).toEqual([]);
		expect(await messages.stateOf(id)).toMatchObject({
			state: 'cancelled',
			reason,
			is_sealed: false
		});
		expect(await tasksOf(clara.caseId)).toEqual([]);
	});
});

test('without any way out of the house it fails at once, with a task', async () => {
	const nobody = async () => ({ kind: 'never', reason: 'no_transport' }) as const;
	const clara = await messages.clara(agency);
	const id = await messages.message(agency, clara, 'email');
	expect((await sends({ sendMail: nobody, sendSms: nobody })).messages).toEqual({ failed: 1 });
	expect(await messages.stateOf(id)).toMatchObject({ state: 'failed', reason: 'no_transport' });
	expect(await tasksOf(clara.caseId)).toMatchObject([{ content: { reason: 'no_transport' } }]);
});

describe('a receipt of the gateway', () => {
	const key = 'a key that was invented for this test';

	async function handedOver() {
		const clara = await messages.clara(agency);
		const id = await messages.message(agency, clara, 'sms');
		await sends();
		return { ...clara, id };
	}

	async function told(
		id: DeliveryId,
		status: 'delivered' | 'failed',
		{ late = 0, signedWith = key, ofAgency = agency.id as string } = {}
	): Promise<boolean> {
		const body = JSON.stringify({ id: `${ofAgency}.${id}`, status, at: '2026-03-02T08:00:00Z' });
		const seconds = Math.floor((await at.clock.now()).getTime() / 1000) - late;
		return deliveries.takeReceipt(world.desk, {
			key,
			body,
			signature: signReceipt(signedWith, body, seconds)
		});
	}

	test('that it arrived is written down once, and a later "failed" changes nothing', async () => {
		const { id, caseId } = await handedOver();
		expect(await told(id, 'delivered')).toBe(true);
		expect(await told(id, 'delivered')).toBe(true);
		expect(await told(id, 'failed')).toBe(true);
		expect(await messages.stateOf(id)).toMatchObject({ state: 'delivered', reason: null });
		expect((await auditOf(id)).map(({ event }) => event)).toEqual([
			'delivery.handed_over',
			'delivery.arrived'
		]);
		expect(await tasksOf(caseId)).toEqual([]);
	});

	test('that it failed becomes one task and one event, however often it is said', async () => {
		const { id, caseId } = await handedOver();
		expect(await told(id, 'failed')).toBe(true);
		expect(await told(id, 'failed')).toBe(true);
		expect(await messages.stateOf(id)).toMatchObject({ state: 'failed', reason: 'not_delivered' });
		expect(await tasksOf(caseId)).toMatchObject([
			{ lane: 'support', content: { kind: 'message_failed', about: id, reason: 'not_delivered' } }
		]);
		expect(await messages.eventsOf(caseId)).toEqual(['message_sent', 'message_failed']);
		// out of order: it did arrive in the end
		expect(await told(id, 'delivered')).toBe(true);
		expect(await messages.stateOf(id)).toMatchObject({ state: 'delivered' });
	});

	test('may come before we know that it left, and it is not sent once more', async () => {
		const clara = await messages.clara(agency);
		const id = await messages.message(agency, clara, 'sms');
		const later = async () => ({ kind: 'later', reason: 'unreachable' }) as const;
		await sends({ ...post, sendSms: later });
		expect(await told(id, 'delivered')).toBe(true);
		await at.clock.advance({ minutes: 5 });
		expect((await sends()).messages).toEqual({});
		expect(await messages.stateOf(id)).toMatchObject({ state: 'delivered', is_sealed: false });
	});

	test('counts for nothing with another key, too late, too early, or of another agency', async () => {
		const { id } = await handedOver();
		expect(await told(id, 'delivered', { signedWith: `${key}.` })).toBe(false);
		expect(await told(id, 'delivered', { late: 301 })).toBe(false);
		expect(await told(id, 'delivered', { late: -301 })).toBe(false);
		const other = await world.agency('Southmoor (invented)');
		// signed well, and of a message that this agency has not: the same yes as for one it has
		expect(await told(id, 'delivered', { ofAgency: other.id })).toBe(true);
		expect(await messages.stateOf(id)).toMatchObject({ state: 'handed_over' });
		expect(await told(id, 'delivered', { late: 290 })).toBe(true);
	});
});

describe('after 30 days', () => {
	test('nobody can tell any more what became of a message, and one that waits is still there', async () => {
		const gone = await messages.clara(agency);
		const old = await messages.message(agency, gone, 'sms');
		await sends();
		const stays = await messages.clara(agency);
		const waiting = await messages.message(agency, stays, 'sms');
		await at.superuser`update delivery set due_at = heard_now() + interval '60 days' where id = ${waiting}`;
		await at.clock.advance({ days: 29 });
		await world.work();
		expect(await messages.stateOf(old)).toMatchObject({ state: 'handed_over' });
		await at.clock.advance({ days: 2 });
		await world.work();
		await expect(messages.stateOf(old)).rejects.toThrow();
		expect(await messages.stateOf(waiting)).toMatchObject({ state: 'waiting' });
		expect(await messages.eventsOf(gone.caseId)).toEqual(['message_sent']);
	});

	test('a card that nobody showed in time forgets its address', async () => {
		const clara = await messages.clara(agency);
		const id = await messages.message(agency, clara, 'sms');
		await at.superuser`update delivery set channel = 'card' where id = ${id}`;
		await world.work();
		expect(await messages.stateOf(id)).toMatchObject({ state: 'waiting', is_sealed: true });
		await at.clock.advance({ days: 8 });
		await world.work();
		expect(await messages.stateOf(id)).toMatchObject({
			state: 'cancelled',
			reason: 'link_ended',
			is_sealed: false
		});
	});
});
