import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeliveryId } from '../../src/lib/domain/ids.ts';
import { startAlone, type Alone } from '../support/alone.ts';
import { gate, untilGone } from '../support/gate.ts';
import { gateway, type Gateway } from '../support/gateway.ts';
import { ground, type Ground } from '../support/heard.ts';
import { howOften } from '../support/how-often.ts';
import { mailbox, type Mailbox } from '../support/mailbox.ts';
import { messagesOn, type Messages } from '../support/messages.ts';
import { until } from '../support/until.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';

const KILLS = howOften({ always: 10, thorough: 50 });

let at: Ground;
let world: World;
let agency: Agency;
let mail: Mailbox;
let sms: Gateway;
let messages: Messages;
let keyFile: string;
let worker: Alone | null = null;

beforeAll(async () => {
	at = await ground('f07');
	world = worldOn(at);
	agency = await world.agency();
	messages = messagesOn(at, world);
	mail = await mailbox();
	sms = await gateway();
	keyFile = join(import.meta.dirname, '..', '..', '.data', 'test', 'f07-gateway-key');
	writeFileSync(keyFile, 'invented-key-of-the-gateway', { mode: 0o600 });
});
afterAll(async () => {
	await worker?.kill();
	await sms?.close();
	await mail?.close();
	await world?.close();
	await at?.close();
});

const startWorker = (): Promise<Alone> =>
	startAlone(at, 'desk', {
		intakeOrigin: 'https://reminder.example',
		env: {
			SMTP_URL: mail.url,
			HEARD_MAIL_FROM: 'post@reminder.example',
			SMS_URL: sms.url,
			HEARD_SMS_KEY_FILE: keyFile,
			HEARD_SMS_SENDER: 'Reminder'
		},
		isAwaited: false
	});

async function countOf(state: string): Promise<number> {
	const [row] = await at.superuser<{ count: number }[]>`
		select count(*)::int as count from delivery where state = ${state}`;
	return row?.count ?? 0;
}

test(`F07 killed ${KILLS} times after a message has left and before that is written down: nothing is missing, and what comes twice has one Message-ID`, async () => {
	const all: { id: DeliveryId; channel: 'sms' | 'email' }[] = [];
	for (let one = 0; one < 2 * KILLS + 2; one++) {
		const channel = one % 2 === 0 ? 'email' : 'sms';
		all.push({
			id: await messages.message(agency, await messages.clara(agency), channel),
			channel
		});
	}
	const place = {
		table: 'delivery',
		moment: 'before update',
		when: "new.state = 'handed_over'"
	} as const;

	for (let kill = 0; kill < KILLS; kill++) {
		const here = await gate(at.superuser, place);
		worker = await startWorker();
		const backend = await here.reached();
		await worker.kill();
		await here.open();
		await untilGone(at.superuser, backend);
		expect(await countOf('handed_over')).toBe(0);
	}
	const left = mail.mails.length + sms.asked.length;
	expect(left).toBeGreaterThanOrEqual(KILLS);

	// the claims of the dead end by themselves
	await at.clock.advance({ minutes: 3 });
	worker = await startWorker();
	await until('the last message', async () => (await countOf('handed_over')) === all.length, {
		seconds: 90
	});
	await worker.stop();

	const ids = (channel: 'sms' | 'email') =>
		all.filter((one) => one.channel === channel).map(({ id }) => id);
	expect(new Set(mail.mails.map(({ messageId }) => messageId))).toEqual(
		new Set(ids('email').map((id) => `<${id}@reminder.example>`))
	);
	expect(new Set(sms.asked.map(({ idempotencyKey }) => idempotencyKey))).toEqual(
		new Set(ids('sms').map((id) => `${agency.id}.${id}`))
	);
	// those that had left before each kill came once more
	expect(mail.mails.length + sms.asked.length).toBe(all.length + left);
	const [row] = await at.superuser`
			select count(*)::int as events, count(distinct case_id)::int as cases from case_event
			where kind = 'message_sent'`;
	expect(row).toEqual({ events: all.length, cases: all.length });
}, 900_000);
