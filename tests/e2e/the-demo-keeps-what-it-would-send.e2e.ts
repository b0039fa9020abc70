import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { expect, victim } from '../support/browser.ts';
import { isForEveryone } from '../support/for-everyone.ts';
import { ground, start } from '../support/heard.ts';
import { savePlan } from '../support/plans.ts';
import { worldOn } from '../support/world.ts';

test('in the demo a password is enough, and a message waits in the outbox with a link that works', async ({
	browser
}) => {
	test.slow();
	const folder = mkdtempSync(join(tmpdir(), 'heard-outbox-'));
	// a database of its own: on that of the other stories their worker, which has no outbox, may be quicker
	const at = await ground('e2e_demo');
	const app = await start(at, { desk: { HEARD_MODE: 'demo', HEARD_OUTBOX: folder } });
	const world = worldOn(at, app.intake.origin, app.desk.origin);
	try {
		const agency = await world.agency();
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
		await world.close();
		await app.stop();
		await at.close();
		rmSync(folder, { recursive: true, force: true });
	}
});
