import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, oldPhone, signIn, test, victim } from '../support/browser.ts';

async function isForEveryone(page: Page, name: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
		name
	).toEqual([]);
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

test('every page of hers is readable by all, on the smallest screen', async ({
	browser,
	stage
}) => {
	const { world, agency } = stage;
	const caseId = await world.case(agency, { hasLiveOrder: true, hasChildren: true });
	const link = await world.link(agency, caseId);
	// axe needs script to look; the pages have none of their own
	const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
	const page = await context.newPage();
	const amara = victim(page, link);

	await page.goto(link.address);
	await isForEveryone(page, 'landing');
	await amara.opensHerLink();
	await isForEveryone(page, 'consent');
	await amara.presses('Continue');
	await expect(page.getByText('Choose an answer to go on.').first()).toBeVisible();
	await isForEveryone(page, 'a problem');
	await amara.says('Yes, go on');
	await amara.says('My officer and my support worker');
	await amara.says('I am in danger now');
	await isForEveryone(page, 'danger');
	await amara.presses('I can go on now');
	await amara.skipsTo(/has the person who hurt you done any of these things/);
	await isForEveryone(page, 'many answers');
	await amara.says('None of these');
	await amara.says('Put hands or something round my neck, or stopped me breathing');
	await isForEveryone(page, 'help');
	await amara.skipsTo(/next month/);
	await amara.says('I am sure they will');
	await isForEveryone(page, 'own words');
	await amara.presses('Stop and delete my answers');
	await isForEveryone(page, 'delete');
	await amara.presses('Back');
	await amara.skipsTo('You are at the end.');
	await isForEveryone(page, 'send');
	await amara.presses('Send');
	await isForEveryone(page, 'last');
	await page.goto(`${stage.app.intake.origin}/nothing`);
	await isForEveryone(page, 'closed');
});

for (const width of [360, 1280]) {
	test(`the desk is readable by all at ${width} px, and its scripts break nothing`, async ({
		browser,
		stage
	}) => {
		const { world, agency, app } = stage;
		const reference = `LF-80${width}`;
		const caseId = await world.case(agency, { reference, hasLiveOrder: true, hasChildren: true });
		const phone = await (await browser.newContext(oldPhone)).newPage();
		const amara = victim(phone, await world.link(agency, caseId));
		await amara.opensHerLink();
		await amara.says('Yes, go on');
		await amara.says('My officer and my support worker');
		await amara.says('I am in danger now');
		await amara.presses('I can go on now');
		await amara.skipsTo('You are at the end.');
		await amara.presses('Send');
		await world.settled();

		const desk = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
		const complaints: string[] = [];
		desk.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
		desk.on('pageerror', (error) => complaints.push(String(error)));

		await desk.goto(`${app.desk.origin}/desk/login`);
		await isForEveryone(desk, 'sign in');
		await signIn(desk, stage, agency.officer);
		await isForEveryone(desk, 'queue');
		await desk.getByRole('link', { name: new RegExp(reference) }).click();
		await expect(desk.getByRole('heading', { name: `Case ${reference}`, level: 1 })).toBeVisible();
		await isForEveryone(desk, 'concern');
		await desk.goto(`${app.desk.origin}/desk/cases`);
		await isForEveryone(desk, 'cases');
		await desk.goto(`${app.desk.origin}/desk/cases/${caseId}`);
		await isForEveryone(desk, 'case');
		await desk.getByRole('link', { name: 'Issue a link' }).click();
		await expect(desk.getByRole('button', { name: 'Make the link' })).toBeVisible();
		await isForEveryone(desk, 'new link');
		await desk.getByLabel(/I hand over both myself/).check();
		await desk.getByRole('button', { name: 'Make the link' }).click();
		await expect(desk.getByRole('button', { name: 'Copy the code' })).toBeVisible();
		await isForEveryone(desk, 'card');
		expect(complaints).toEqual([]);
	});
}
