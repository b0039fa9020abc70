import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, victim } from '../support/browser.ts';
import { isForEveryone } from '../support/for-everyone.ts';
import { start } from '../support/heard.ts';
import { savePlan } from '../support/plans.ts';

test('in the demo a password is enough, and a message waits in the outbox with a link that works', async ({
	browser,
	stage: { ground, world, agency }
}) => {
	test.slow();
	const folder = mkdtempSync(join(tmpdir(), 'heard-outbox-'));
	const app = await start(ground, { desk: { HEARD_MODE: 'demo', HEARD_OUTBOX: folder } });
	try {
		const caseId = await world.case(agency, { reference: 'LF-7401' });
		await savePlan(world.desk, agency.supportWorker, { caseId });
		const olive = await (
			await browser.newContext({ viewport: { width: 360, height: 740 } })
		).newPage();
		await olive.goto(`${app.desk.origin}/desk/login`);
		await expect(olive.getByText(/invented/)).toBeVisible();
		await olive.getByLabel('E-mail').fill(agency.supportWorker.email);
		await olive.getByLabel('Password').fill(agency.supportWorker.password);
		await olive.getByRole('button', { name: 'Sign in' }).click();
		await olive.getByRole('link', { name: 'Outbox' }).click();
		await expect(olive.getByRole('heading', { name: 'Outbox', level: 1 })).toBeVisible();
		await isForEveryone(olive, 'an empty outbox');

		await olive.goto(`${app.desk.origin}/desk/cases/${caseId}/links/new`);
		await olive.getByLabel('Text message').check();
		await olive.getByRole('button', { name: 'Make the link' }).click();
		const pin = (await olive.locator('.digits').textContent()) ?? '';
		await expect(async () => {
			await olive.goto(`${app.desk.origin}/desk/outbox`);
			await expect(olive.getByText(/\/l\/[0-9a-z]{32}/)).toBeVisible({ timeout: 1000 });
		}).toPass();
		await isForEveryone(olive, 'the outbox');
		const message = (await olive.locator('.words').first().textContent()) ?? '';
		expect(message).not.toContain(pin.replaceAll(' ', ''));

		const [address = ''] = /https?:\S+\/l\/[0-9a-z]{32}/.exec(message) ?? [];
		const path = new URL(address).pathname;
		const page = await browser.newPage();
		const link = { address, path, pin: pin.replaceAll(/\s/g, '') };
		await victim(page, link).opensHerLink();
		await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible();
	} finally {
		await app.stop();
		rmSync(folder, { recursive: true, force: true });
	}
});
