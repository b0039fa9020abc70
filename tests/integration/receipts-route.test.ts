import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signReceipt } from '../../src/lib/server/platform/crypto/receipt.ts';
import { outbox } from '../../src/lib/server/platform/delivery/outbox.ts';
import { sendDue } from '../../src/lib/server/worker/send-due.ts';
import { messagesOn, type Messages } from '../support/messages.ts';
import { signedIn } from '../support/officer.ts';
import { stage, type Stage } from '../support/stage.ts';
import { Visitor } from '../support/visitor.ts';

// The built desk, in the mode of the demo: the outbox has a page there, and the gateway an address.

const key = 'invented-key-of-the-gateway';
const folder = mkdtempSync(join(tmpdir(), 'heard-test-'));
const outboxFolder = join(folder, 'outbox');

let s: Stage;
let messages: Messages;
beforeAll(async () => {
	const keyFile = join(folder, 'key');
	writeFileSync(keyFile, key, { mode: 0o600 });
	s = await stage('receipts_route', {
		desk: {
			HEARD_MODE: 'demo',
			HEARD_WORKER: 'off',
			HEARD_OUTBOX: outboxFolder,
			SMS_URL: 'http://127.0.0.1:9/',
			HEARD_SMS_KEY_FILE: keyFile,
			HEARD_SMS_SENDER: 'Reminder'
		}
	});
	messages = messagesOn(s.at, s.world);
});
afterAll(async () => {
	await s?.close();
	rmSync(folder, { recursive: true, force: true });
});

async function sent() {
	const clara = await messages.clara(s.agency);
	const id = await messages.message(s.agency, clara, 'sms');
	await sendDue(
		{ db: s.world.pools.worker.db, keys: s.world.desk.keys },
		{
			carriers: outbox(outboxFolder),
			intakeHost: 'reminder.example',
			deskOrigin: 'https://desk.example'
		}
	);
	return { ...clara, id };
}

describe('the address for receipts', () => {
	async function told(body: string, headers: Record<string, string> = {}) {
		const seconds = Math.floor((await s.at.clock.now()).getTime() / 1000);
		return new Visitor(s.app.desk.origin).ask('/desk/receipts', {
			method: 'POST',
			body,
			headers: {
				'Content-Type': 'application/json',
				'X-Signature': signReceipt(key, body, seconds),
				...headers
			}
		});
	}

	test('takes what the gateway has signed, and answers nothing', async () => {
		const { id } = await sent();
		const reply = await told(JSON.stringify({ id: `${s.agency.id}.${id}`, status: 'delivered' }));
		expect([reply.status, reply.body]).toEqual([204, '']);
		expect(await messages.stateOf(id)).toMatchObject({ state: 'delivered' });
	});

	test('looks to everybody else like an address that is not there', async () => {
		const { id } = await sent();
		const body = JSON.stringify({ id: `${s.agency.id}.${id}`, status: 'delivered' });
		const refused = [
			await told(body, { 'X-Signature': '' }),
			await told(body, { 'X-Signature': signReceipt(key, `${body} `, 1_700_000_000) }),
			await told(body, { 'X-Signature': signReceipt(key, body, 1_700_000_000) }),
			await told('{"id":"x","status":"delivered"}'),
			await told(`${body}${' '.repeat(5000)}`),
			await new Visitor(s.app.desk.origin).get('/desk/receipts')
		];
		for (const reply of refused) {
			expect(reply.status).toBe(404);
			expect(reply.body).toBe(refused[0]?.body);
		}
		expect(await messages.stateOf(id)).toMatchObject({ state: 'handed_over' });
	});
});

describe('the outbox page', () => {
	test('shows in the demo what would have been sent, to those who may see it', async () => {
		const { link } = await sent();
		const officer = await signedIn(s, s.agency.officer);
		const page = await officer.get('/desk/outbox');
		expect(page.status).toBe(200);
		expect(page.body).toContain(link.address);
		expect(page.body).toContain('Text message to a victim');
		// nobody's number is needed there
		expect(page.body).not.toContain('7700');
		const auditor = await signedIn(s, s.agency.auditor);
		expect((await auditor.get('/desk/outbox')).status).toBe(404);
	});
});
