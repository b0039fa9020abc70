import type { Page } from '@playwright/test';
import { expect, signIn, test } from '../support/browser.ts';
import { isForEveryone } from '../support/for-everyone.ts';
import { nextPage } from '../support/next-page.ts';

// Officers and a supervisor with the cases of their unit, on a small screen and without script.

const small = { viewport: { width: 360, height: 740 } };
const withoutScript = { ...small, javaScriptEnabled: false };

const press = (page: Page, name: string) =>
	nextPage(page, () => page.getByRole('button', { name, exact: true }).click());
const follow = (page: Page, name: string | RegExp) =>
	nextPage(page, () => page.getByRole('link', { name }).first().click());

test('an officer makes a case, finds it by the end of its number, and changes it', async ({
	browser,
	stage
}) => {
	const { agency, app } = stage;
	const desk = await (await browser.newContext(withoutScript)).newPage();
	await signIn(desk, stage, agency.officer);
	await desk.goto(`${app.desk.origin}/desk/cases`);
	await follow(desk, 'New case');
	await desk.getByLabel('Reference', { exact: true }).fill('LF 26/70.11');
	await desk.getByLabel('Deputy').selectOption({ label: agency.deputy.name });
	await desk.getByLabel('Day on which police stepped in').fill('2026-11-02');
	await desk.getByLabel('What police did').selectOption('Arrest');
	await desk.getByLabel('Yes', { exact: true }).check();
	const order = desk.getByRole('group', { name: 'New order 1' });
	await order.getByLabel('Kind').selectOption({ index: 1 });
	await press(desk, 'Make the case');

	// an order without a beginning: nothing that was typed is lost
	await expect(desk.getByRole('alert')).toContainText('Give each order a kind');
	await expect(desk.getByLabel('Reference', { exact: true })).toHaveValue('LF 26/70.11');
	await expect(desk.getByLabel('Yes', { exact: true })).toBeChecked();
	await order.getByLabel('From').fill('2026-11-02T18:30');
	await order.getByLabel('Forbids contact').selectOption('With both');
	await press(desk, 'Make the case');
	await expect(desk.getByRole('heading', { name: 'Case LF 26/70.11', level: 1 })).toBeVisible();
	await expect(desk.getByText('After 6 months').first()).toBeVisible();
	await expect(desk.getByText('Case made')).toBeVisible();

	await desk.goto(`${app.desk.origin}/desk/cases`);
	await desk.getByLabel('Find by reference').fill('7011');
	await press(desk, 'Show');
	await follow(desk, /LF 26\/70\.11/);
	await follow(desk, 'Edit');
	await expect(desk.getByRole('group', { name: 'Order 1' }).getByLabel('From')).toHaveValue(
		'2026-11-02T18:30'
	);
	await desk.getByLabel('Case conference').fill('2026-10-05');
	await press(desk, 'Save');
	await expect(desk.getByText('Case changed')).toBeVisible();
});

test('a supervisor gives a case to another officer, who is told why', async ({
	browser,
	stage
}) => {
	const { world, agency, app } = stage;
	const caseId = await world.case(agency, { reference: 'LF-7022' });
	const desk = await (await browser.newContext(withoutScript)).newPage();
	await signIn(desk, stage, agency.supervisor);
	await desk.goto(`${app.desk.origin}/desk/cases/${caseId}`);
	await follow(desk, 'Reassign');
	await desk.getByLabel('Responsible officer').selectOption({ label: agency.otherOfficer.name });
	await desk.getByLabel('Reason').fill('Juniper Vale leaves the unit at the end of the month.');
	await press(desk, 'Reassign');
	await expect(desk.getByRole('heading', { name: 'Cases', level: 1 })).toBeVisible();

	const other = await (await browser.newContext(withoutScript)).newPage();
	await signIn(other, stage, agency.otherOfficer);
	await other.goto(`${app.desk.origin}/desk/cases/${caseId}`);
	await expect(other.getByText('Juniper Vale leaves the unit')).toBeVisible();
});

test('a file with a bad line imports nothing; mended it is imported, and the page kept it', async ({
	browser,
	stage
}) => {
	const { agency, app } = stage;
	const people = `${agency.officer.email},${agency.deputy.email}`;
	const head = 'reference,intervention_on,intervention,unit,officer,deputy';
	const file = (day: string) => ({
		name: 'cases.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from(
			`${head}\nLF-7031,2026-11-02,arrest,North,${people}\nLF-7032,${day},report,North,${people}\n`
		)
	});
	const desk = await (await browser.newContext(withoutScript)).newPage();
	await signIn(desk, stage, agency.officer);
	await desk.goto(`${app.desk.origin}/desk/cases/import`);
	// too large for the server, and too large only when its lines come back as forms end them
	for (const [size, text] of [
		[600_000, 'x'],
		[300_000, '\n']
	] as const) {
		const buffer = Buffer.from(text.repeat(size));
		await desk.getByLabel('File of cases').setInputFiles({ ...file('2026-11-03'), buffer });
		await press(desk, 'Check the file');
		await expect(desk.getByRole('alert')).toContainText('too large for this page: 522 kB fit');
	}
	await desk.getByLabel('File of cases').setInputFiles(file('2.11.2026'));
	await press(desk, 'Check the file');
	await expect(desk.getByRole('alert')).toContainText('1 mistake. Nothing was imported.');
	await expect(desk.getByRole('row', { name: /^3 intervention_on/ })).toContainText('2026-11-16');
	const download = desk.waitForEvent('download');
	await desk.getByRole('button', { name: 'Download these lines as CSV' }).click();
	expect((await download).suggestedFilename()).toBe('bad-lines.csv');

	await desk.getByLabel('File of cases').setInputFiles(file('2026-11-03'));
	await press(desk, 'Check the file');
	await expect(desk.getByRole('status')).toContainText('2 cases will be made.');
	await press(desk, 'Import the cases');
	await expect(desk.getByRole('status')).toContainText('2 cases were made.');
	await desk.goto(`${app.desk.origin}/desk/cases?q=lf703`);
	await expect(desk.getByRole('link', { name: /LF-703[12]/ })).toHaveCount(2);
});

test('a case is closed by officer, support and supervisor, each in turn', async ({
	browser,
	stage
}) => {
	const { world, agency, app } = stage;
	const caseId = await world.case(agency, { reference: 'LF-7041' });
	const open = async (colleague: typeof agency.officer) => {
		const page = await (await browser.newContext(withoutScript)).newPage();
		await signIn(page, stage, colleague);
		await page.goto(`${app.desk.origin}/desk/cases/${caseId}`);
		return page;
	};
	const officer = await open(agency.officer);
	await follow(officer, 'Close the case');
	await officer.getByLabel('Why the case can close').fill('too short');
	await officer
		.getByLabel('Why the case can close')
		.fill('The order has ended and she feels safe where she lives now.');
	await press(officer, 'Ask for closing');
	await expect(officer.getByText('has been asked; who agreed is shown')).toHaveCount(2);

	const support = await open(agency.supportWorker);
	await expect(support.getByText('The order has ended').first()).toBeVisible();
	await press(support, 'Agree to closing');
	const supervisor = await open(agency.supervisor);
	await press(supervisor, 'Agree to closing');
	await expect(supervisor.getByText('This case is closed, since')).toBeVisible();
	await expect(supervisor.getByText('Reopen this case')).toBeVisible();
});

for (const width of [360, 1280]) {
	test(`the pages of cases are for everyone at ${width} px`, async ({ browser, stage }) => {
		test.slow();
		const { world, agency, app } = stage;
		const caseId = await world.case(agency, {
			reference: `LF-90${width}`,
			hasLiveOrder: true,
			hasChildren: true
		});
		const desk = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
		await signIn(desk, stage, agency.officer);
		const pages = [
			'',
			'/new',
			'/import',
			`/${caseId}`,
			`/${caseId}/edit`,
			`/${caseId}/reassign`,
			`/${caseId}/close`
		];
		for (const page of pages) await isFine(desk, `${app.desk.origin}/desk/cases${page}`);
		await desk.goto(`${app.desk.origin}/desk/cases/new`);
		await desk.getByLabel('Reference', { exact: true }).fill('x'.repeat(40));
		await desk.locator('form.form').evaluate((form: HTMLFormElement) => {
			form.noValidate = true;
		});
		await press(desk, 'Make the case');
		await isFine(desk, null);

		const above = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
		await signIn(above, stage, agency.supervisor);
		for (const page of ['/parked', '/challenges', `/${caseId}`, `/${caseId}/reassign`]) {
			await isFine(above, `${app.desk.origin}/desk/cases${page}`);
		}
	});
}

async function isFine(page: Page, address: string | null): Promise<void> {
	if (address) await page.goto(address);
	const name = new URL(page.url()).pathname;
	await expect(page.locator('h1')).toBeVisible();
	await isForEveryone(page, name);
}

test('a case is found and opened with the keyboard alone', async ({ browser, stage }) => {
	const { world, agency, app } = stage;
	await world.case(agency, { reference: 'LF-7099' });
	const desk = await (await browser.newContext(small)).newPage();
	await signIn(desk, stage, agency.officer);
	await desk.goto(`${app.desk.origin}/desk/cases`);
	const tabTo = async (selector: string) => {
		for (let stops = 0; stops < 40; stops++) {
			await desk.keyboard.press('Tab');
			if (await desk.evaluate((wanted) => document.activeElement?.matches(wanted), selector))
				return;
		}
		throw new Error(`the keyboard never comes to ${selector}`);
	};
	await tabTo('input[name=q]');
	await desk.keyboard.type('7099');
	await desk.keyboard.press('Enter');
	await expect(desk.getByRole('link', { name: 'Case LF-7099' })).toBeVisible();
	await expect(desk).toHaveURL(/q=7099/);
	await tabTo('th[scope=row] a');
	await desk.keyboard.press('Enter');
	await expect(desk.getByRole('heading', { name: 'Case LF-7099', level: 1 })).toBeVisible();
});
