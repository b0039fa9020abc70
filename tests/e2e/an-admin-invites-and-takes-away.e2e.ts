import type { Browser, Page } from '@playwright/test';
import { expect, test, type Stage } from '../support/browser.ts';
import { isForEveryone } from '../support/for-everyone.ts';
import { nextPage } from '../support/next-page.ts';
import { signedIn } from '../support/officer.ts';
import type { Colleague } from '../support/world.ts';

/** A browser in which this person is signed in. */
async function at(
	browser: Browser,
	stage: Stage,
	colleague: Colleague,
	look: { viewport: { width: number; height: number }; javaScriptEnabled?: boolean }
): Promise<Page> {
	const { cookies } = await signedIn(stage, colleague);
	const context = await browser.newContext(look);
	// a cookie with __Host- is set under https; localhost counts as that, and takes it back on http
	const url = stage.app.desk.origin.replace('http:', 'https:');
	await context.addCookies(
		[...cookies].map(([name, value]) => ({
			name,
			value,
			url,
			httpOnly: true,
			sameSite: 'Strict' as const
		}))
	);
	return context.newPage();
}

/** Tabs on until this is in focus. */
async function tabsTo(page: Page, selector: string): Promise<void> {
	for (let stops = 0; stops < 60; stops++) {
		await page.keyboard.press('Tab');
		if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
	}
	throw new Error(`the keyboard never comes to ${selector}`);
}

for (const width of [360, 1280]) {
	const look = { viewport: { width, height: 800 } };
	const press = (page: Page, name: string) =>
		nextPage(page, () => page.getByRole('button', { name, exact: true }).click());

	test(`an admin invites an officer, and what was forgotten costs nothing typed, at ${width} px`, async ({
		browser,
		stage
	}) => {
		test.slow();
		const { agency, app } = stage;
		const name = `Robin Wade ${width}`;
		const desk = await at(browser, stage, agency.admin, look);
		await desk.goto(`${app.desk.origin}/desk`);
		await expect(desk.getByRole('heading', { name: 'Team', level: 1 })).toBeVisible();
		await isForEveryone(desk, 'team');

		await desk.getByRole('link', { name: 'Invite somebody' }).click();
		await expect(desk.getByRole('heading', { name: 'Invite somebody' })).toBeVisible();
		await isForEveryone(desk, 'an invitation');
		await desk.getByLabel('Name').fill(name);
		await desk.getByLabel('E-mail').fill(`robin.wade.${width}@larkfield.example`);
		await desk.getByLabel('Role').selectOption('Officer');
		await desk.getByLabel('Organisation').selectOption({ index: 1 });
		await desk.getByLabel('On paper, which I hand over myself').check();
		// the unit was forgotten: the page says so, and nothing typed is gone
		await press(desk, 'Invite');
		await expect(desk.getByRole('alert')).toContainText('Officers and supervisors need a unit.');
		await expect(desk.getByLabel('Name')).toHaveValue(name);
		await expect(desk.getByLabel('On paper, which I hand over myself')).toBeChecked();
		await isForEveryone(desk, 'an invitation with a problem');
		await desk.getByLabel('Unit').selectOption('North');
		await press(desk, 'Invite');

		await expect(desk.getByRole('heading', { name: 'Set-up link', level: 1 })).toBeVisible();
		await expect(desk.locator('.address')).toContainText(`${app.desk.origin}/desk/set-up/`);
		await isForEveryone(desk, 'a set-up link');
		await desk.getByRole('link', { name: `Go to ${name}` }).click();
		await expect(desk.getByText('invited, not set up yet')).toBeVisible();
		await isForEveryone(desk, 'somebody invited');
	});

	test(`an admin takes a role away, and the person is out, at ${width} px`, async ({
		browser,
		stage
	}) => {
		test.slow();
		const { agency, app } = stage;
		const desk = await at(browser, stage, agency.admin, look);
		const bramble = await at(browser, stage, agency.otherOfficer, look);
		await bramble.goto(`${app.desk.origin}/desk/queue`);
		await expect(bramble.getByRole('heading', { name: 'Queue', level: 1 })).toBeVisible();

		await desk.goto(`${app.desk.origin}/desk/team`);
		await desk.getByLabel('Name or part of it').fill('bramble');
		await press(desk, 'Find');
		await desk.getByRole('link', { name: 'Bramble Thorne' }).click();
		await expect(desk.getByRole('heading', { name: 'Bramble Thorne', level: 1 })).toBeVisible();
		await isForEveryone(desk, 'a colleague');
		await desk.getByLabel('Role').selectOption('Auditor');
		await press(desk, 'Save and sign the person out');
		await expect(desk.getByText('Saved. The person is signed out everywhere.')).toBeVisible();

		await bramble.goto(`${app.desk.origin}/desk/queue`);
		await expect(bramble.getByText('You were signed out. Sign in to go on.')).toBeVisible();

		await desk.getByText('Disable the account', { exact: true }).click();
		await press(desk, 'Yes, disable the account');
		await expect(desk.getByText('The account is disabled.')).toBeVisible();
		await isForEveryone(desk, 'a disabled account');
		// as it was, for the stories that follow
		await desk.getByText('Enable the account', { exact: true }).click();
		await press(desk, 'Yes, enable the account');
		await desk.getByLabel('Role').selectOption('Officer');
		await desk.getByLabel('Unit').selectOption('North');
		await press(desk, 'Save and sign the person out');
		await expect(desk.getByText('Saved. The person is signed out everywhere.')).toBeVisible();
	});

	test(`organisations and units are readable by all, at ${width} px`, async ({
		browser,
		stage
	}) => {
		const { agency, app } = stage;
		const desk = await at(browser, stage, agency.admin, look);
		await desk.goto(`${app.desk.origin}/desk/team/organisations`);
		await isForEveryone(desk, 'organisations');
		await desk.getByRole('link', { name: 'South', exact: true }).click();
		await expect(desk.getByRole('heading', { name: 'South', level: 1 })).toBeVisible();
		await isForEveryone(desk, 'a unit');
		await desk.goto(`${app.desk.origin}/desk/team/organisations`);
		await desk.getByRole('link', { name: /^support of/ }).click();
		await expect(desk.getByLabel('Lead')).toBeVisible();
		await isForEveryone(desk, 'an organisation');
	});

	test(`an officer with something critical cannot be sent away, at ${width} px and without script`, async ({
		browser,
		stage
	}) => {
		const { agency, app, ground } = stage;
		const desk = await at(browser, stage, agency.supervisor, { ...look, javaScriptEnabled: false });
		const [waiting] = await ground.superuser<{ id: string }[]>`
			insert into concern (agency_id, id, case_id)
			values (${agency.id}, gen_random_uuid(), ${await stage.world.case(agency)}) returning id`;
		await ground.superuser`
			insert into concern_lane (agency_id, concern_id, lane, case_id, severity, severity_rank, state,
				owner_id, next_limit_at, headline_box)
			select agency_id, id, 'police', case_id, 'critical', 3, 'new', ${agency.deputy.staffId},
				heard_now(), ''
			from concern where id = ${waiting?.id ?? ''}`;

		await desk.goto(`${app.desk.origin}/desk/team`);
		await expect(desk.getByText('Roster of North')).toBeVisible();
		await expect(desk.getByRole('link', { name: 'Invite somebody' })).toHaveCount(0);
		await desk.getByRole('link', { name: 'Thistle Reed' }).click();
		await press(desk, 'Mark as away');
		await expect(desk.getByRole('alert')).toContainText(
			'This person owns 1 open concern that is high or critical.'
		);
		await expect(
			desk.getByRole('link', { name: 'Open the queue to hand them over' })
		).toBeVisible();

		await ground.superuser`
			update concern_lane set owner_id = ${agency.officer.staffId} where concern_id = ${waiting?.id ?? ''}`;
		await press(desk, 'Mark as away');
		await expect(desk.getByText('Marked as away.')).toBeVisible();
		await press(desk, 'Mark as back');
		await expect(desk.getByText('Marked as back.')).toBeVisible();
		await ground.superuser`
			update concern_lane set state = 'closed' where concern_id = ${waiting?.id ?? ''}`;
	});
}

test('an admin invites somebody with the keyboard alone', async ({ browser, stage }) => {
	const { agency, app } = stage;
	const desk = await at(browser, stage, agency.admin, { viewport: { width: 1280, height: 800 } });
	await desk.goto(`${app.desk.origin}/desk/team`);
	await tabsTo(desk, 'a[href="/desk/team/new"]');
	await desk.keyboard.press('Enter');
	await expect(desk.getByRole('heading', { name: 'Invite somebody' })).toBeVisible();
	await tabsTo(desk, '#name');
	await desk.keyboard.type('Wren Alder');
	await tabsTo(desk, '#email');
	await desk.keyboard.type('wren.alder@larkfield.example');
	await tabsTo(desk, '#role');
	await desk.keyboard.type('Officer');
	await tabsTo(desk, '#organisation');
	await desk.keyboard.press('ArrowDown');
	await tabsTo(desk, '#unit');
	await desk.keyboard.press('ArrowDown');
	await tabsTo(desk, '#way-mail');
	// Enter is Invite
	await nextPage(desk, () => desk.keyboard.press('Enter'));
	await expect(desk.getByText('The invitation is on its way.')).toBeVisible();
	await expect(desk.getByText('invited, not set up yet')).toBeVisible();
});
