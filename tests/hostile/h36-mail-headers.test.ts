import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { smtp } from '../../src/lib/server/platform/delivery/smtp.ts';
import { mailbox, type Mailbox } from '../support/mailbox.ts';

let mail: Mailbox;
beforeAll(async () => {
	mail = await mailbox();
});
beforeEach(() => {
	mail.mails.length = 0;
});
afterAll(() => mail?.close());

const line = 'X-Planted: yes';
const letter = {
	id: '01a20b3e-04f1-7190-adb1-276cb659c512',
	host: 'reminder.example',
	to: 'clementine@larkfield.example',
	subject: 'Reminder',
	text: 'Hi, your reminder'
};
const send = (changes: Partial<typeof letter>) =>
	smtp({ url: mail.url, from: 'post@reminder.example' })({ ...letter, ...changes });

describe('a mail', () => {
	test('H36 has these headers and no others: nothing of who wrote it, or with what', async () => {
		await send({});
		const [sent] = mail.mails;
		expect(sent?.headers.map(([name]) => name).toSorted()).toEqual([
			'auto-submitted',
			'content-transfer-encoding',
			'content-type',
			'date',
			'from',
			'message-id',
			'mime-version',
			'subject',
			'to'
		]);
		expect(sent?.messageId).toBe(`<${letter.id}@reminder.example>`);
		expect(sent?.to).toEqual([letter.to]);
	});

	test.each(['\r\n', '\n', '\r', '\u2028', '\u0085'])(
		'H36 with %j in its subject has one line more nowhere',
		async (end) => {
			await send({ subject: `Reminder${end}${line}`, text: `Hi${end}${line}` });
			const [sent] = mail.mails;
			expect(sent?.headers.find(([name]) => name === 'x-planted')).toBeUndefined();
			expect(sent?.headers).toHaveLength(9);
		}
	);

	test.each([
		'clementine@larkfield.example\r\nBcc: other@larkfield.example',
		'clementine@larkfield.example, other@larkfield.example',
		'Clementine <clementine@larkfield.example>',
		'clementine@larkfield.example>\r\nRCPT TO:<other@larkfield.example',
		'',
		'no address'
	])('H36 to %j goes to nobody', async (to) => {
		expect(await send({ to })).toEqual({ kind: 'never', reason: 'bad_address' });
		expect(mail.mails).toEqual([]);
	});
});
