import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookInto, outbox } from './outbox.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'heard-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const earlier = '01a20b3e-04f1-7190-adb1-276cb659c512';
const later = '01a20b3e-04f1-7190-adb1-276cb659c513';

describe('the outbox of the demo', () => {
	test('keeps one message for each id, the newest first, for its owner only', async () => {
		const { sendMail, sendSms } = outbox(join(folder, 'out'));
		const mail = { id: earlier, host: 'x', to: 'a@b.example', subject: 'Reminder' };
		await sendSms({ id: `${earlier}.${later}`, to: '+44', text: 'C' });
		await sendMail({ ...mail, text: 'A' });
		await sendMail({ ...mail, text: 'B' });
		expect(lookInto(join(folder, 'out')).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
			'sms C',
			'mail B'
		]);
		for (const name of readdirSync(join(folder, 'out'))) {
			expect(statSync(join(folder, 'out', name)).mode & 0o777).toBe(0o600);
		}
		expect(statSync(join(folder, 'out')).mode & 0o777).toBe(0o700);
	});

	test('that was never used is empty', () => {
		expect(lookInto(join(folder, 'nowhere'))).toEqual([]);
	});
});
