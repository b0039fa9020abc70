import type { Page } from '@playwright/test';
import { demoSettings } from '../../src/lib/domain/settings/index.ts';
import { expect, oldPhone, signIn, test } from '../support/browser.ts';
import { isForEveryone, keepPicture } from '../support/for-everyone.ts';
import { meeting, savePlan, typedPlan } from '../support/plans.ts';
import { Victim } from '../support/victim.ts';

/** Counts what a person does: each press, and each sign that is typed. */
function hands() {
	const done = { clicks: 0, keys: 0 };
	return {
		done,
		async clicks(
			page: Page,
			role: 'link' | 'button' | 'radio' | 'checkbox',
			name: string | RegExp
		) {
			done.clicks += 1;
			await page.getByRole(role, { name }).first().click();
		},
		async presses(page: Page, key: string, times = 1) {
			for (let count = 0; count < times; count++) {
				done.keys += 1;
				await page.keyboard.press(key);
			}
		}
	};
}

test('a support worker makes a plan and sends a link', async ({ browser, stage }) => {
	test.slow();
	const { world, agency, app, ground } = stage;
	const caseId = await world.case(agency, { reference: 'LF-24-plan' });
	const page = await (await browser.newContext(oldPhone)).newPage();
	await signIn(page, stage, agency.supportWorker);
	await page.goto(`${app.desk.origin}/desk/cases/${caseId}`);
	await expect(page.getByText('No contact plan is made yet.')).toBeVisible();

	// without a plan nothing is sent, and the page says why
	await page.getByRole('link', { name: 'Issue a link' }).click();
	await page.getByLabel('Text message').check();
	await page.getByRole('button', { name: 'Make the link' }).click();
	await expect(page.getByRole('alert')).toContainText('no contact plan is made yet');
	await expect(page.getByLabel('Text message')).toBeChecked();

	await page.goto(`${app.desk.origin}/desk/cases/${caseId}/plan`);
	await page.getByLabel('Yes, I have asked').check();
	const first = page.getByRole('group', { name: 'Way 1' });
	await first.getByLabel('How').selectOption('Text message');
	await first.getByLabel('Number, address, place or person').fill('0400 000 001');
	for (const day of [
		'Monday',
		'Tuesday',
		'Wednesday',
		'Thursday',
		'Friday',
		'Saturday',
		'Sunday'
	]) {
		await first.getByLabel(day).check();
	}
	await first.getByLabel('From').fill('00:00');
	await first.getByLabel('Until').fill('00:00');
	const second = page.getByRole('group', { name: 'Way 2' });
	await second.getByLabel('How').selectOption('In person');
	await page.getByLabel('Officer or support worker').check();
	await page.getByLabel('No, never').check();
	await page.getByLabel('B: List for the week').check();
	await page.getByLabel('The safe word').fill('marigold');
	await page.getByLabel('What the caller asks').fill('Is the choir on?');
	await page.getByLabel('Send a patrol.').check();

	// one more row keeps everything that was typed
	await page.getByRole('button', { name: 'Add a way' }).click();
	await expect(page.getByRole('group', { name: 'Way 3' })).toBeVisible();
	await expect(page.getByLabel('The safe word')).toHaveValue('marigold');
	await expect(first.getByLabel('Tuesday')).toBeChecked();

	// a number without its country is not lost, and is asked about kindly
	const confirm = page.getByRole('button', { name: /with the victim in person$/ });
	await confirm.click();
	await expect(page.getByRole('alert')).toContainText('Write the number with +');
	await expect(first.getByLabel('Number, address, place or person')).toHaveValue('0400 000 001');
	await first.getByLabel('Number, address, place or person').fill('+32 400 000 001');
	await confirm.click();
	await expect(page.getByText('Confirmed with the victim')).toBeVisible();
	await keepPicture(page, 'plan');

	// now it goes: counted by keyboard and by hand, from the case page
	await page.goto(`${app.desk.origin}/desk/cases/${caseId}`);
	const hand = hands();
	await hand.clicks(page, 'link', 'Issue a link');
	await expect(page.getByLabel('Text message')).toBeChecked();
	await hand.clicks(page, 'button', 'Make the link');
	await expect(page.getByText('The text message goes within a minute.')).toBeVisible();
	await expect(page.locator('.digits')).toHaveText(/^\d{3} \d{3}$/);
	await expect(page.getByText('Is the choir on?')).toBeVisible();
	await keepPicture(page, 'sent');
	console.info(`issue and send a link: ${hand.done.clicks} clicks, ${hand.done.keys} keys`);
	expect(hand.done.clicks).toBeLessThanOrEqual(2);

	await page.getByRole('link', { name: 'Back to the case' }).click();
	// nothing leaves this machine: the worker soon finds that it has no way to send
	await expect(
		page.getByText(/Text message\s+(waits until|is being sent|did not arrive|was not sent)/)
	).toBeVisible();
	await keepPicture(page, 'case');

	// a new link for the same round, in one step behind its own sentence
	await page.getByText('New link', { exact: true }).click();
	await page.getByRole('button', { name: 'Make a new link' }).click();
	await expect(page.locator('.digits')).toHaveText(/^\d{3} \d{3}$/);
	const rows = await ground.superuser`
		select l.state, d.sealed is null as forgotten from link l join delivery d on d.link_id = l.id
		where l.case_id = ${caseId} order by l.issued_at`;
	expect(rows).toMatchObject([{ state: 'revoked', forgotten: true }, { state: 'open' }]);
});

test('whoever changes a plan second is told, also after asking for one more row', async ({
	browser,
	stage
}) => {
	const { world, agency, app } = stage;
	const caseId = await world.case(agency, { reference: 'LF-24-both' });
	await savePlan(world.desk, agency.supportWorker, { caseId });
	const page = await (await browser.newContext(oldPhone)).newPage();
	await signIn(page, stage, agency.supportWorker);
	await page.goto(`${app.desk.origin}/desk/cases/${caseId}/plan`);
	// meanwhile she asks a colleague for a pause
	const paused = typedPlan({ paused: 'yes' });
	await savePlan(world.desk, agency.supportWorker, { caseId, version: 1, typed: paused });

	await page.getByLabel('Name that a caller gives').fill('Rowan');
	await page.getByRole('button', { name: 'Add a way' }).click();
	await expect(page.getByRole('group', { name: 'Way 3' })).toBeVisible();
	const confirm = page.getByRole('button', { name: /with the victim in person$/ });
	await confirm.click();
	await expect(page.getByRole('alert')).toContainText('has changed this plan meanwhile');
	await expect(page.getByLabel('Name that a caller gives')).toHaveValue('Rowan');
	await page.goto(`${app.desk.origin}/desk/cases/${caseId}/plan`);
	await expect(page.getByLabel('Name that a caller gives')).toHaveValue('Robin');

	// a warning that came while the page was open is not confirmed away
	const amara = new Victim(app.intake.origin, await world.link(agency, caseId));
	await amara.tells({ CN0: 'yes', CN1: 'both', CN2: 'yes', N3: 'no' });
	await world.settled();
	await confirm.click();
	await expect(page.getByRole('alert')).toContainText('something came in');
	await keepPicture(page, 'warned');
	await confirm.click();
	await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a link is issued and sent by keyboard alone', async ({ browser, stage }) => {
	const { world, agency, app } = stage;
	const caseId = await world.case(agency, { reference: 'LF-24-keys' });
	await savePlan(world.desk, agency.supportWorker, { caseId });
	const page = await (await browser.newContext()).newPage();
	await signIn(page, stage, agency.supportWorker);
	await page.goto(`${app.desk.origin}/desk/cases/${caseId}`);
	const hand = hands();
	await tabTo(page, 'Issue a link', hand);
	await hand.presses(page, 'Enter');
	await expect(page.getByRole('heading', { name: 'Issue a link' })).toBeVisible();
	// any field of the form sends it
	await tabTo(page, 'Text message', hand);
	await hand.presses(page, 'Enter');
	await expect(page.getByText('The text message goes within a minute.')).toBeVisible();
	console.info(`issue and send a link by keyboard: ${hand.done.keys} keys`);
	expect(hand.done.keys).toBeLessThan(40);
});

async function tabTo(page: Page, name: string, hand: ReturnType<typeof hands>): Promise<void> {
	for (let count = 0; count < 30; count++) {
		await hand.presses(page, 'Tab');
		const focused = await page.evaluate(() => {
			const here = document.activeElement;
			return (
				(here instanceof HTMLInputElement ? here.labels?.[0]?.innerText : null) ??
				(here instanceof HTMLElement ? here.innerText : '')
			);
		});
		if (focused.trim().startsWith(name)) return;
	}
	throw new Error(`the keyboard never came to ${name}`);
}

test('two people hand over a card', async ({ browser, stage }) => {
	test.slow();
	const { world, app } = stage;
	const settings = { ...demoSettings, desk: { ...demoSettings.desk, oneHand: false } };
	const agency = await world.agency('Larkfield apart', settings);
	const caseId = await world.case(agency, { reference: 'LF-70-card' });
	const page = `${app.desk.origin}/desk/cases/${caseId}`;

	const officer = await (await browser.newContext(oldPhone)).newPage();
	await signIn(officer, stage, agency.officer);
	await officer.goto(`${page}/links/new`);
	await officer.getByLabel('Paper card').check();
	await officer.getByRole('button', { name: 'Make the link' }).click();
	await expect(officer.locator('.digits')).toHaveText(/^\d{3} \d{3}$/);
	const code = (await officer.locator('.digits').innerText()).replace(' ', '');
	expect(await officer.content()).not.toContain('/l/');
	await officer.getByRole('link', { name: 'Back to the case' }).click();
	await expect(officer.getByText('Waits for a colleague who shows the address.')).toBeVisible();
	await expect(officer.getByRole('link', { name: 'Show the card' })).toHaveCount(0);

	const worker = await (await browser.newContext(oldPhone)).newPage();
	await signIn(worker, stage, agency.supportWorker);
	await worker.goto(page);
	await worker.getByRole('link', { name: 'Show the card' }).click();
	const card = worker.url();
	await keepPicture(worker, 'before');
	await worker.getByRole('button', { name: 'Show it now' }).click();
	const address = (await worker.locator('.address').innerText()).replaceAll(/\s/g, '');
	await keepPicture(worker, 'card');
	expect(await worker.content()).not.toContain(code);
	await worker.goto(card);
	await expect(worker.getByText('This address cannot be shown any more')).toBeVisible();

	await officer.goto(card);
	await expect(officer.getByText('You made this link and know its code')).toBeVisible();

	// the two halves open her page
	const hers = await (await browser.newContext(oldPhone)).newPage();
	await hers.goto(address);
	await hers.getByLabel('Enter your code').fill(code);
	await hers.getByRole('button', { name: 'Continue', exact: true }).click();
	await expect(hers).toHaveURL(`${app.intake.origin}/c`);
});

for (const [name, look] of [
	['on a desk', { viewport: { width: 1280, height: 900 } }],
	['at 320 px', { viewport: { width: 320, height: 640 } }],
	['in the dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }]
] as const) {
	test(`the pages of plan, link and card are for everyone, ${name}`, async ({ browser, stage }) => {
		test.slow();
		const { world, app } = stage;
		const settings = { ...demoSettings, desk: { ...demoSettings.desk, oneHand: false } };
		const agency = await world.agency(`Larkfield ${name}`, settings);
		const caseId = await world.case(agency, { reference: `LF-axe ${name}` });
		const at = `${app.desk.origin}/desk/cases/${caseId}`;
		// axe needs script to look; the pages need none
		const page = await (await browser.newContext(look)).newPage();
		const fine = (state: string) => isForEveryone(page, state);
		await signIn(page, stage, agency.supportWorker);
		await page.goto(`${at}/plan`);
		await fine('plan');
		await page.getByRole('button', { name: 'Save, not confirmed yet' }).click();
		await expect(page.getByRole('alert')).toBeVisible();
		await fine('plan with problems');
		await page.goto(`${at}/links/new`);
		await fine('new link');
		const typed = typedPlan({ routes: [...typedPlan().routes, { ...meeting, kind: 'card' }] });
		await savePlan(world.desk, agency.supportWorker, { caseId, typed });
		await page.goto(`${at}/plan`);
		await fine('plan made');
		await page.getByRole('button', { name: 'Show the safe word' }).click();
		await expect(page.getByText('marigold')).toBeVisible();
		await page.goto(`${at}/links/new`);
		await page.getByRole('button', { name: 'Make the link' }).click();
		await expect(page.locator('.digits')).toBeVisible();
		await fine('code');

		await signInAs(page, stage, agency.officer);
		await page.goto(`${at}/plan`);
		await fine('plan for police');
		await page.goto(`${at}/links/new`);
		await page.getByLabel('Paper card').check();
		await page.getByRole('button', { name: 'Make the link' }).click();
		await page.getByRole('link', { name: 'Back to the case' }).click();
		await fine('case for police');
		await signInAs(page, stage, agency.deputy);
		await page.goto(at);
		await page.getByRole('link', { name: 'Show the card' }).click();
		await fine('card before');
		await page.getByRole('button', { name: 'Show it now' }).click();
		await expect(page.locator('.slip')).toBeVisible();
		await fine('card');
	});
}

async function signInAs(
	page: Page,
	...rest: Parameters<typeof signIn> extends [Page, ...infer R] ? R : never
) {
	await page.context().clearCookies();
	await signIn(page, ...rest);
}
