import type { Browser, Page } from '@playwright/test';
import { expect, oldPhone, signIn, test, type Stage } from '../support/browser.ts';
import { isForEveryone } from '../support/for-everyone.ts';
import { nextPage } from '../support/next-page.ts';
import { signsIn } from '../support/officer.ts';
import { Visitor } from '../support/visitor.ts';

/** A case with a programme; what the two are called. */
async function referred({ ground, world, agency }: Stage, reference: string) {
	const caseId = await world.case(agency, { reference, hasChildren: true });
	const [row] = await ground.superuser<{ id: string }[]>`
		insert into programme (agency_id, case_id, organisation_id, status, status_at, sessions_due,
			sessions_attended, reference)
		values (${agency.id}, ${caseId}, ${agency.organisations.programme}, 'attending', heard_now(),
			2, 2, ${`FW of ${reference}`})
		returning id`;
	return { caseId, id: row?.id ?? '', name: `FW of ${reference}` };
}

async function silver(browser: Browser, stage: Stage, look: object = oldPhone) {
	const page = await (await browser.newContext(look)).newPage();
	await signIn(page, stage, stage.agency.programmeWorker);
	await expect(page.getByRole('heading', { name: 'Programmes', level: 1 })).toBeVisible();
	return page;
}

const presses = (page: Page, name: string | RegExp) =>
	nextPage(page, () => page.getByRole('button', { name }).click());
const follows = (page: Page, name: string | RegExp) =>
	nextPage(page, () => page.getByRole('link', { name }).first().click());

test('a programme worker records attendance and calls the officer, and sees nothing of hers', async ({
	browser,
	stage
}) => {
	test.slow();
	const { agency, app } = stage;
	const { caseId, name } = await referred(stage, 'LF-7201');

	const juniper = await (await browser.newContext(oldPhone)).newPage();
	await signIn(juniper, stage, agency.officer);
	await juniper.goto(`${app.desk.origin}/desk/cases/${caseId}`);
	await presses(juniper, 'Ask the provider to call');
	await expect(juniper.getByText('Attendance is not safety.')).toBeVisible();
	await expect(juniper.getByText('The provider was asked to call:')).toBeVisible();

	const page = await silver(browser, stage);
	await expect(page.getByRole('row').filter({ hasText: name })).toContainText(
		'Please call the officer'
	);
	await follows(page, name);
	await expect(page.getByText('Juniper Vale asked for it,')).toBeVisible();
	await presses(page, 'I have called');
	await expect(page.getByRole('button', { name: 'I have called' })).toHaveCount(0);

	await page.getByLabel('Day of the session').fill('2026-01-12');
	await page.getByLabel('Did not attend').check();
	await presses(page, 'Save the session');
	await expect(page.getByText('2 of 3 sessions attended')).toBeVisible();
	await page.getByLabel('Day of the session').fill('2026-01-12');
	await page.getByLabel('Attended', { exact: true }).check();
	await presses(page, 'Save the session');
	await expect(page.getByText('3 of 3 sessions attended')).toBeVisible();
	await page.getByLabel('Status').selectOption('Dropped out');
	await presses(page, 'Save the status');
	await expect(page.locator('dl')).toContainText('Dropped out');
	await presses(page, 'Ask the officer to call');
	await expect(page.getByText('The officer was asked to call:')).toBeVisible();

	const seen = `${await page.content()}${page.url()}`;
	for (const hers of [caseId, 'victim', 'check-in', 'concern']) {
		expect(seen).not.toContain(hers);
	}

	await juniper.goto(`${app.desk.origin}/desk/tasks`);
	await follows(juniper, 'Call the programme provider: they ask for it');
	await expect(juniper.getByText(/Say nothing of what the victim said/)).toBeVisible();
	await expect(juniper.getByText('3 of 3 sessions attended')).toBeVisible();
	await presses(juniper, 'I have called');
	await juniper.goto(`${app.desk.origin}/desk/tasks`);
	await expect(juniper.getByText('Call the programme provider: they ask for it')).toHaveCount(0);
});

test('a programme of somebody else, and every case, is a page that does not exist', async ({
	stage
}) => {
	const { ground, agency, app } = stage;
	const mine = await referred(stage, 'LF-7202');
	const other = await referred(stage, 'LF-7203');
	await ground.superuser`update programme set worker_id = ${agency.officer.staffId}
		where id = ${other.id}`;
	const visitor = new Visitor(app.desk.origin);
	await signsIn(visitor, agency.programmeWorker);
	const look = async (path: string) => {
		const { status, body } = await visitor.get(path);
		return { status, body };
	};
	const unknown = await look('/desk/programmes/01900000-0000-7000-8000-000000000000');
	expect(unknown.status).toBe(404);
	expect(await look(`/desk/programmes/${other.id}`)).toEqual(unknown);
	expect(await look(`/desk/programmes/${mine.caseId}`)).toEqual(unknown);
	expect((await look(`/desk/programmes/${mine.id}`)).status).toBe(200);
	const missing = await look('/desk/cases/01900000-0000-7000-8000-000000000000');
	expect(missing.status).toBe(404);
	for (const page of ['', '/notes', '/flag', '/share', '/programme']) {
		expect(await look(`/desk/cases/${mine.caseId}${page}`)).toEqual(missing);
	}
});

for (const [name, look] of [
	['at 360 px', { viewport: { width: 360, height: 740 } }],
	['at 400 %', { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }],
	['on a wide screen in the dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }]
] as const) {
	test(`the pages of programmes are for everyone, ${name}`, async ({ browser, stage }) => {
		test.slow();
		const { agency, app } = stage;
		const { caseId, name: called } = await referred(stage, `LF-72 ${name}`);
		const juniper = await (await browser.newContext(look)).newPage();
		await signIn(juniper, stage, agency.officer);
		await juniper.goto(`${app.desk.origin}/desk/cases/${caseId}/programme`);
		await isForEveryone(juniper, 'programme of a case');
		await juniper.getByRole('button', { name: 'Ask the provider to call' }).click();
		await expect(juniper.getByText('The provider was asked to call:')).toBeVisible();

		const page = await silver(browser, stage, look);
		await isForEveryone(page, 'programmes');
		// with script a link does not load a page anew, so what is waited for is the page itself
		await page.getByRole('link', { name: called }).click();
		await expect(page.getByRole('button', { name: 'I have called' })).toBeVisible();
		await isForEveryone(page, 'programme');
		await page.goto(`${app.desk.origin}/desk/programmes/nothing`);
		await isForEveryone(page, 'not found');
		await page.getByRole('link', { name: 'Go to the first page' }).click();
		await expect(page.getByRole('heading', { name: 'Programmes', level: 1 })).toBeVisible();
	});
}

test('a session is recorded with the keyboard alone', async ({ browser, stage }) => {
	const { id } = await referred(stage, 'LF-7204');
	const page = await silver(browser, stage, {});
	await page.goto(`${stage.app.desk.origin}/desk/programmes/${id}`);
	const tabsTo = async (selector: string) => {
		for (let keys = 0; keys < 40; keys++) {
			await page.keyboard.press('Tab');
			if (await page.locator(`${selector}:focus`).count()) return;
		}
		throw new Error(`no way to ${selector}`);
	};
	await tabsTo('[name=attended]');
	await page.keyboard.press('Space');
	await tabsTo('button');
	await nextPage(page, () => page.keyboard.press('Enter'));
	await expect(page.getByText('3 of 3 sessions attended')).toBeVisible();
});
