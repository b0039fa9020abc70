import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { gateway as gatewayDriver } from '../../src/lib/server/platform/delivery/sms.ts';
import { smtp } from '../../src/lib/server/platform/delivery/smtp.ts';
import { openTask } from '../../src/lib/server/platform/crypto/keys/index.ts';
import { taskId, type CaseId, type DeliveryId } from '../../src/lib/domain/ids.ts';
import { sendDue } from '../../src/lib/server/worker/send-due.ts';
import { gateway, type Gateway, type GatewayMood } from '../support/gateway.ts';
import { ground, type Ground } from '../support/heard.ts';
import { mailbox, type Mailbox, type MailboxMood } from '../support/mailbox.ts';
import { messagesOn, type Clara, type Messages } from '../support/messages.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';

let at: Ground;
let world: World;
let agency: Agency;
let mail: Mailbox;
let sms: Gateway;
let messages: Messages;

beforeAll(async () => {
	at = await ground('f08');
	world = worldOn(at);
	agency = await world.agency();
	messages = messagesOn(at, world);
	mail = await mailbox();
	sms = await gateway();
});
afterEach(async () => {
	mail.is('well');
	sms.is('well');
	await sends();
});
afterAll(async () => {
	await sms?.close();
	await mail?.close();
	await world?.close();
	await at?.close();
});

const patience = { connectMs: 300, wholeMs: 600 };

const sends = () =>
	sendDue(
		{ db: world.pools.worker.db, keys: world.desk.keys },
		{
			carriers: {
				sendMail: smtp({ url: mail.url, from: 'post@reminder.example', patience }),
				sendSms: gatewayDriver({
					url: sms.url,
					key: 'a key that was invented',
					sender: 'Reminder',
					patience
				})
			},
			intakeHost: 'reminder.example',
			deskOrigin: 'https://desk.example'
		}
	);

async function waiting(channel: 'sms' | 'email'): Promise<Clara & { id: DeliveryId }> {
	const clara = await messages.clara(agency);
	return { ...clara, id: await messages.message(agency, clara, channel) };
}

/** What is to be done about a case, by its kind and reason. */
async function tasksOf(caseId: CaseId): Promise<string[]> {
	const boxKey = await world.desk.keys.boxKey(world.pools.worker.db, agency.id);
	const rows = await at.superuser<{ id: string; lane: string; owner_id: string; box: Buffer }[]>`
		select id, lane, owner_id, box from task where case_id = ${caseId}`;
	return rows.map(({ id, lane, owner_id: owner, box }) => {
		const content = openTask({ boxKey, agencyId: agency.id, taskId: taskId.parse(id), box });
		expect(owner).toBe(agency.supportWorker.staffId);
		return `${lane} ${JSON.stringify(content)}`;
	});
}

const failedTask = (id: DeliveryId, reason: string) =>
	`support ${JSON.stringify({ kind: 'message_failed', about: id, reason })}`;

const waits = [1, 5, 15, 60, 240];

async function isTriedAgain(id: DeliveryId, tries: number): Promise<void> {
	const minutes = waits[tries - 1] ?? 0;
	expect(await messages.stateOf(id)).toMatchObject({
		state: 'waiting',
		reason: 'unreachable',
		tries,
		is_sealed: true
	});
	await at.clock.advance({ seconds: minutes * 60 - 5 });
	expect((await sends()).messages).toEqual({});
	await at.clock.advance({ seconds: 6 });
}

describe('a gateway that takes nothing', () => {
	const moods: [string, GatewayMood][] = [
		['hangs', 'hangs'],
		['is asked too often', 429],
		['is broken', 500],
		['is away', 503]
	];

	test.each(moods)(
		'F08 %s: tried again later and later, then a task; nothing is blocked or lost',
		async (_, mood) => {
			const { caseId, id } = await waiting('sms');
			const before = sms.asked.length;
			sms.is(mood);
			for (const tries of [1, 2, 3, 4, 5]) {
				expect((await sends()).messages).toEqual({ again: 1 });
				await isTriedAgain(id, tries);
			}
			expect((await sends()).messages).toEqual({ again: 1 });
			expect(await messages.stateOf(id)).toMatchObject({
				state: 'failed',
				reason: 'unreachable',
				tries: 6,
				is_sealed: false
			});
			expect(await tasksOf(caseId)).toEqual([failedTask(id, 'unreachable')]);
			expect(await messages.eventsOf(caseId)).toEqual(['message_failed']);
			const keys = sms.asked.slice(before).map(({ idempotencyKey }) => idempotencyKey);
			expect(keys).toHaveLength(6);
			expect(new Set(keys)).toEqual(new Set([`${agency.id}.${id}`]));
		}
	);

	test('F08 refuses this one: a task at once, and nobody is asked again', async () => {
		const { caseId, id } = await waiting('sms');
		sms.is(400);
		expect((await sends()).messages).toEqual({ failed: 1 });
		expect(await messages.stateOf(id)).toMatchObject({ state: 'failed', reason: 'rejected' });
		expect(await tasksOf(caseId)).toEqual([failedTask(id, 'rejected')]);
	});

	test('F08 sends us elsewhere: number, text and key do not follow', async () => {
		const { id } = await waiting('sms');
		sms.is(307);
		await sends();
		expect(await messages.stateOf(id)).toMatchObject({ state: 'failed', reason: 'rejected' });
	});

	test('F08 accepts and drops the line: asked again with the same key, one message on her phone', async () => {
		const { caseId, id } = await waiting('sms');
		const before = sms.sent().length;
		sms.is('accepts and drops');
		expect((await sends()).messages).toEqual({ again: 1 });
		sms.is('well');
		await at.clock.advance({ minutes: 2 });
		expect((await sends()).messages).toEqual({ handed_over: 1 });
		expect(sms.sent()).toHaveLength(before + 1);
		expect(await messages.stateOf(id)).toMatchObject({ state: 'handed_over', is_sealed: false });
		expect(await messages.eventsOf(caseId)).toEqual(['message_sent']);
		expect(await tasksOf(caseId)).toEqual([]);
	});
});

describe('a mail server that takes nothing', () => {
	test.each<[string, MailboxMood]>([
		['hangs', 'hangs'],
		['says not now', 'refuses for now'],
		['accepts and drops the line', 'accepts and drops'],
		['accepts and says nothing', 'accepts and hangs']
	])('F08 %s: sent again under the same Message-ID', async (_, mood) => {
		const { caseId, id, link } = await waiting('email');
		const before = mail.mails.length;
		mail.is(mood);
		expect((await sends()).messages).toEqual({ again: 1 });
		expect(await messages.stateOf(id)).toMatchObject({ state: 'waiting', tries: 1 });
		mail.is('well');
		await at.clock.advance({ minutes: 2 });
		expect((await sends()).messages).toEqual({ handed_over: 1 });
		const came = mail.mails.slice(before);
		expect(came.length).toBeGreaterThan(0);
		expect(new Set(came.map(({ messageId }) => messageId))).toEqual(
			new Set([`<${id}@reminder.example>`])
		);
		expect(came.at(-1)?.text).toContain(link.address);
		expect(await messages.eventsOf(caseId)).toEqual(['message_sent']);
	});

	test('F08 knows no such person: a task at once', async () => {
		const { caseId, id } = await waiting('email');
		mail.is('refuses for good');
		expect((await sends()).messages).toEqual({ failed: 1 });
		expect(await messages.stateOf(id)).toMatchObject({ state: 'failed', is_sealed: false });
		expect(await tasksOf(caseId)).toEqual([failedTask(id, 'rejected')]);
	});

	test('F08 is away for longer than her link lives: given up before, with a task', async () => {
		const clara = await messages.clara(agency);
		const link = await world.link(agency, clara.caseId, { hours: 1 });
		const id = await messages.message(agency, { ...clara, link }, 'email');
		mail.is('refuses for now');
		for (const tries of [1, 2, 3]) {
			await sends();
			await isTriedAgain(id, tries);
		}
		await sends();
		expect(await messages.stateOf(id)).toMatchObject({ state: 'failed', tries: 4 });
		expect(await tasksOf(clara.caseId)).toEqual([failedTask(id, 'unreachable')]);
	});
});
