import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeliveryId } from '../../src/lib/domain/ids.ts';
import { gateway, type Gateway } from '../support/gateway.ts';
import { mailbox, type Mailbox } from '../support/mailbox.ts';
import { messagesOn, type Messages } from '../support/messages.ts';
import { signedIn } from '../support/officer.ts';
import { stage, type Stage } from '../support/stage.ts';
import { flagsIn } from '../support/told.ts';
import { until } from '../support/until.ts';
import { said } from './said.ts';

const key = 'quicksilver-key-of-the-gateway';

let s: Stage;
let mail: Mailbox;
let sms: Gateway;
let messages: Messages;
const folder = mkdtempSync(join(tmpdir(), 'heard-test-'));

beforeAll(async () => {
	mail = await mailbox();
	sms = await gateway();
	const keyFile = join(folder, 'key');
	writeFileSync(keyFile, key, { mode: 0o600 });
	s = await stage('f08_beside', {
		desk: {
			SMTP_URL: mail.url,
			HEARD_MAIL_FROM: 'post@reminder.example',
			SMS_URL: sms.url,
			HEARD_SMS_KEY_FILE: keyFile,
			HEARD_SMS_SENDER: 'Reminder'
		}
	});
	messages = messagesOn(s.at, s.world);
});
afterAll(async () => {
	await sms?.close();
	await mail?.close();
	await s?.close();
	rmSync(folder, { recursive: true, force: true });
});

test('F08 while every way out hangs, she is heard, the desk works, and the log tells nothing', async () => {
	mail.is('hangs');
	sms.is('hangs');
	const claras = await Promise.all([1, 2, 3].map(() => messages.clara(s.agency)));
	const ids: DeliveryId[] = [];
	for (const clara of claras) {
		ids.push(await messages.message(s.agency, clara, 'sms'));
		ids.push(await messages.message(s.agency, clara, 'email'));
	}
	await until('a message that hangs', async () => sms.asked.length > 0 || mail.visits() > 0);

	const someone = await s.someone();
	await someone.victim.tells(said);
	await until('its assessment', async () => (await flagsIn(s, someone.caseId)).length > 0);
	const officer = await signedIn(s, s.agency.officer);
	expect((await officer.get('/desk/queue')).status).toBe(200);
	expect((await fetch(`${s.app.desk.origin}/healthz`)).status).toBe(200);
	const states = await Promise.all(ids.map((id) => messages.stateOf(id)));
	expect(states.filter(({ state }) => state === 'handing_over').length).toBeGreaterThan(0);

	// their time ends at last, and the gateway is broken now, with her number in its answer
	sms.is(500);
	await until(
		'the end of the wait',
		async () =>
			(await Promise.all(ids.map((id) => messages.stateOf(id)))).every(({ tries }) => tries > 0),
		{ seconds: 90 }
	);
	const printed = s.app.printed();
	for (const secret of ['7700', 'clementine', 'reminder.example', key, 'no message to']) {
		expect(printed).not.toContain(secret);
	}
	for (const { link } of claras) expect(printed).not.toContain(link.token);
});
