import type { Page } from '@playwright/test';
import { Worker } from '../support/talk.ts';
import { expect, signIn, test, type Stage } from '../support/browser.ts';
import { isForEveryone } from '../support/for-everyone.ts';
import { nextPage } from '../support/next-page.ts';
import type { CaseId } from '../../src/lib/domain/ids.ts';

test.slow();

const desktop = { viewport: { width: 1280, height: 900 } };
const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true };
const narrow = { viewport: { width: 360, height: 740 } };

const talkAddress = ({ app }: Stage, caseId: CaseId) =>
	`${app.desk.origin}/desk/cases/${caseId}/check-in`;

/** A talk that has begun: she is alone and has agreed. */
async function begun(stage: Stage, page: Page): Promise<CaseId> {
	const caseId = await stage.world.case(stage.agency);
	await signIn(page, stage, stage.agency.supportWorker);
	const talk = new Worker(stage.world.desk, stage.agency.supportWorker, caseId);
	expect(await talk.begins()).toEqual({ kind: 'talk' });
	await page.goto(talkAddress(stage, caseId));
	return caseId;
}

/** From here on the page saves by itself. */
const hasScript = (page: Page) =>
	expect(page.getByText('Without script this page saves')).toHaveCount(0);

async function answersIn({ ground }: Stage, caseId: CaseId) {
	return ground.superuser<{ kind: string; by: string }[]>`
		select r.kind, s.name as by from response_revision r
		join talk t on t.id = r.talk_id join staff s on s.id = t.staff_id
		where r.case_id = ${caseId}`;
}

test('a support worker completes a check-in with the keyboard alone', async ({
	browser,
	stage
}) => {
	const { world, agency } = stage;
	const caseId = await world.case(agency, { reference: 'LF-8001' });
	const page = await (await browser.newContext(desktop)).newPage();
	await signIn(page, stage, agency.supportWorker);
	await page.goto(`${stage.app.desk.origin}/desk/cases/${caseId}`);

	let keys = 0;
	const press = async (...names: string[]) => {
		for (const name of names) {
			keys += 1;
			await page.keyboard.press(name);
		}
	};
	const seesHeading = (name: string, level = 2) =>
		expect(page.getByRole('heading', { name, level, exact: true })).toBeVisible();

	await page.getByRole('link', { name: 'Hold a check-in' }).focus();
	await press('Enter');
	await seesHeading('Check-in together', 1);

	// phone · word right · alone · no interpreter · English, Enter goes on
	await page.getByRole('radio', { name: 'By phone' }).focus();
	await press('Space', 'Tab', 'Space', 'Tab', 'Space', 'Tab', 'Space');
	await nextPage(page, () => press('Enter'));
	await expect(
		page.getByText('We would like to ask how you are and if you feel safe.')
	).toBeVisible();
	await page.getByRole('button', { name: 'Agreed, go on' }).focus();
	await nextPage(page, () => press('Enter'));
	await hasScript(page);
	await seesHeading('Before the questions');
	// the first answer of the screen has the focus
	await press('Space', 'Tab', 'Space', 'Enter');
	await seesHeading('How safe it feels');
	await press('ArrowDown', 'Tab', 'ArrowDown', 'Enter');
	await seesHeading('What happened');
	await page.getByRole('checkbox', { name: 'None of these' }).first().focus();
	await press('Space');
	await page.getByRole('checkbox', { name: 'None of these' }).last().focus();
	await press('Space', 'Enter');
	await seesHeading('What may come');
	await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
	await seesHeading('Getting in touch');
	await press('ArrowDown', 'ArrowDown', 'Tab', 'Space', 'Tab', 'ArrowDown', 'Enter');
	await seesHeading('At the end');
	await press('Tab', 'Tab', 'Space', 'Enter');
	await seesHeading('Read back and send');
	await expect(page.getByText('1 question was not asked.')).toBeVisible();
	await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
	await isForEveryone(page, 'read back');
	await page.getByRole('button', { name: 'The victim agrees: send' }).focus();
	await nextPage(page, () => press('Enter'));
	await expect(page.getByRole('heading', { name: 'Saved. The check-in is sent.' })).toBeVisible();
	await isForEveryone(page, 'the end');

	expect(await answersIn(stage, caseId)).toEqual([{ kind: 'sent', by: 'Olive Quill' }]);
	// beside the Tabs from one list to the next
	test.info().annotations.push({ type: 'keys', description: String(keys) });
	expect(keys).toBeLessThan(40);
});

test('a connection is lost and comes back, and nothing is lost', async ({ browser, stage }) => {
	const context = await browser.newContext(tablet);
	const page = await context.newPage();
	await begun(stage, page);
	await hasScript(page);
	const state = page.getByRole('status').filter({ hasText: /aved/ });

	await page.getByLabel('My officer and my support worker').check();
	await page.getByLabel('Yes, nobody can see my screen').check();
	await expect(state).toHaveText(/^Saved \d\d:\d\d$/);
	await context.setOffline(true);
	await page.getByRole('button', { name: 'Save and go on' }).click();
	await page.getByLabel('A bit less safe').check();
	await page.getByRole('button', { name: 'Save and go on' }).click();
	// questions appear and are answered without a connection, and the page says what is not saved
	await page.getByLabel('Used a weapon to hurt or scare me').check();
	await page
		.getByRole('group', { name: /Do they have a gun/ })
		.getByLabel('Yes')
		.check();
	await expect(state).toHaveText(/Not saved yet, trying again/);
	await isForEveryone(page, 'offline');

	await context.setOffline(false);
	await expect(state).toHaveText(/^Saved \d\d:\d\d$/);
	await page.reload();
	await expect(page.getByLabel('Used a weapon to hurt or scare me')).toBeChecked();
	await expect(
		page.getByRole('group', { name: /Do they have a gun/ }).getByLabel('Yes')
	).toBeChecked();
	await page.getByRole('button', { name: /How safe it feels/ }).click();
	await expect(page.getByLabel('A bit less safe')).toBeChecked();
	expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBeLessThan(4);
	expect(
		await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
	).not.toContain('weapon');
});

test('a link is followed only when what was typed is saved, or the worker says so', async ({
	browser,
	stage
}) => {
	const context = await browser.newContext(desktop);
	const page = await context.newPage();
	const caseId = await begun(stage, page);
	await hasScript(page);
	const away = page.locator('a.back');
	const asked: string[] = [];
	page.on('dialog', (dialog) => {
		asked.push(dialog.type());
		void dialog.dismiss();
	});

	await page.getByLabel('My officer and my support worker').check();
	await away.click();
	await expect(page).not.toHaveURL(/check-in/);
	await page.goBack();
	await expect(page.getByLabel('My officer and my support worker')).toBeChecked();

	await context.setOffline(true);
	await page.getByLabel('Yes, nobody can see my screen').check();
	await away.click();
	await expect.poll(() => asked).toEqual(['beforeunload']);
	await expect(page.getByLabel('Yes, nobody can see my screen')).toBeChecked();
	await context.setOffline(false);
	await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
	await page.goto(`${talkAddress(stage, caseId)}?at=gate`);
	await expect(page.getByLabel('Yes, nobody can see my screen')).toBeChecked();
});

for (const [name, look] of [
	['a tablet', tablet],
	['360 px', narrow]
] as const) {
	test(`on ${name} every control is large enough for a finger, and nothing scrolls sideways`, async ({
		browser,
		stage
	}) => {
		const page = await (await browser.newContext(look)).newPage();
		await begun(stage, page);
		await hasScript(page);
		const isFine = async (screen: string) => {
			const small = await page
				.locator('.talk .choice, .talk .btn, .talk nav button, .talk summary')
				.evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).length);
			expect(small, `${screen} on ${name}`).toBe(0);
			await isForEveryone(page, `${screen} on ${name}`);
		};
		await page.getByLabel('My officer and my support worker').check();
		await page.getByLabel('I am in danger now').check();
		await expect(page.getByText('The victim says: in danger now.')).toBeVisible();
		await isFine('danger');
		for (const screen of ['What happened', 'At the end', 'Read back and send']) {
			await page
				.locator('.talk nav')
				.getByRole('button', { name: new RegExp(screen) })
				.click();
			await isFine(screen);
		}
	});
}

test('without script a talk is begun, asked, read back and sent', async ({ browser, stage }) => {
	const { world, agency } = stage;
	const caseId = await world.case(agency);
	const page = await (await browser.newContext({ ...narrow, javaScriptEnabled: false })).newPage();
	await signIn(page, stage, agency.officer);
	await page.goto(talkAddress(stage, caseId));
	const go = (name: string) =>
		nextPage(page, () => page.getByRole('button', { name, exact: true }).first().click());

	// nothing chosen: each is named, and what was chosen stays
	await page.getByLabel('In person').check();
	await page.getByLabel('A child').check();
	await go('Go on');
	await expect(page.getByRole('alert')).toContainText('This person cannot interpret.');
	await expect(page.getByLabel('In person')).toBeChecked();
	await page
		.getByRole('group', { name: /Is it the victim/ })
		.getByLabel('Yes')
		.check();
	await page.getByLabel('Yes, alone').check();
	await page.getByLabel('A professional interpreter').check();
	await page.getByLabel('Name or number of the interpreter').fill('No. 4711');
	await page.getByLabel('Language of the talk').selectOption('pl');
	await go('Go on');
	await expect(page.locator('blockquote[lang=pl]')).toBeVisible();
	await go('Agreed, go on');

	await page.locator('input[name=CN1][value=both]').check();
	await page.locator('input[name=CN2][value=yes]').check();
	await go('Save and go on');
	await page.locator('input[name=SF1][value="-1"]').check();
	await go('Save and go on');
	await page.locator('input[name=R1][value=kill]').check();
	await go('Save and go on');
	// the answer has brought questions onto the same screen
	await expect(page.locator('input[name=R2]').first()).toBeVisible();
	await expect(page.getByText('Offer the help lines now.')).toBeVisible();
	await page.locator('textarea[name=H2_text]').fill('x'.repeat(301));
	await go('Save and go on');
	await expect(page.getByRole('alert')).toContainText('too long');
	await expect(page.locator('textarea[name=H2_text]')).toHaveValue('x'.repeat(301));
	await page.locator('textarea[name=H2_text]').fill('przy szkole');
	await go('Save and go on');
	await nextPage(page, () => page.locator('nav button[value=read_back]').click());
	await expect(page.getByText('przy szkole')).toBeVisible();
	await go('The victim agrees: send');
	await expect(page.getByRole('heading', { name: 'Saved. The check-in is sent.' })).toBeVisible();

	await world.settled();
	const [concern] = await stage.ground.superuser`select id from concern where case_id = ${caseId}`;
	await page.goto(`${stage.app.desk.origin}/desk/concerns/${concern?.id}`);
	await expect(page.locator('main')).toContainText('with Juniper Vale');
	await expect(page.locator('main')).toContainText('interpreter No. 4711');
});

test('two windows on one talk: the later one is told, and keeps what was typed', async ({
	browser,
	stage
}) => {
	const context = await browser.newContext({ ...desktop, javaScriptEnabled: false });
	const first = await context.newPage();
	const caseId = await begun(stage, first);
	const second = await context.newPage();
	await second.goto(talkAddress(stage, caseId));
	await first.locator('input[name=CN1][value=both]').check();
	await nextPage(first, () => first.getByRole('button', { name: 'Save and go on' }).click());
	await second.locator('input[name=CN1][value=support]').check();
	await nextPage(second, () => second.getByRole('button', { name: 'Save and go on' }).click());
	await expect(second.getByRole('alert')).toContainText('changed elsewhere');
	await expect(second.locator('input[name=CN1][value=support]')).toBeChecked();
	await nextPage(second, () => second.getByRole('button', { name: 'Save and go on' }).click());
	await expect(second.getByRole('alert')).toHaveCount(0);
});

test('without script: what was typed into a talk that was ended elsewhere is shown once more', async ({
	browser,
	stage
}) => {
	const { world, agency } = stage;
	const page = await (await browser.newContext({ ...narrow, javaScriptEnabled: false })).newPage();
	const caseId = await begun(stage, page);
	const elsewhere = new Worker(world.desk, agency.officer, caseId);
	expect(await elsewhere.begins()).toEqual({ kind: 'talk' });
	await page.locator('input[name=CN1][value=both]').check();
	await page.getByText('What you noticed, and your note').click();
	await page.locator('textarea[name=note]').fill('She will call back at noon.');
	await nextPage(page, () => page.getByRole('button', { name: 'Save and go on' }).click());
	await expect(page.getByRole('alert')).toContainText('ended meanwhile');
	await expect(page.getByText('My officer and my support worker')).toBeVisible();
	await expect(page.getByText('She will call back at noon.')).toBeVisible();
});

test('two devices on one talk: what the other saved stands under what is typed here, and stays', async ({
	browser,
	stage
}) => {
	const context = await browser.newContext(desktop);
	const [here, other] = [await context.newPage(), await context.newPage()];
	const caseId = await begun(stage, here);
	await hasScript(here);
	await other.goto(talkAddress(stage, caseId));
	await hasScript(other);
	await other.getByLabel('My officer and my support worker').check();
	await other.getByText('What you noticed, and your note').click();
	await other.locator('#note').fill('The line was bad.');
	await expect(other.getByText(/^Saved \d\d:\d\d$/)).toBeVisible();

	await here.getByLabel('Yes, nobody can see my screen').check();
	await expect(here.getByText(/changed elsewhere at/)).toBeVisible();
	await expect(here.getByLabel('My officer and my support worker')).toBeChecked();
	await expect(here.getByLabel('Yes, nobody can see my screen')).toBeChecked();
	await expect(here.locator('#note')).toHaveValue('The line was bad.');
	await here.getByRole('button', { name: 'Save and go on' }).click();
	await expect(here.getByText(/^Saved \d\d:\d\d$/)).toBeVisible();

	// a note that is too long waits, and takes neither the answers nor the note before it away
	await here.getByText('What you noticed, and your note').click();
	await here.locator('#note').fill('x'.repeat(2001));
	await here.getByLabel('A bit less safe').check();
	await expect(here.getByText(/^Not saved: a text is too long/)).toBeVisible();
	await other.goto(`${talkAddress(stage, caseId)}?at=feel`);
	await expect(other.getByLabel('A bit less safe')).toBeChecked();
	await expect(other.locator('#note')).toHaveValue('The line was bad.');
	await other.goto(`${talkAddress(stage, caseId)}?at=gate`);
	await expect(other.getByLabel('Yes, nobody can see my screen')).toBeChecked();
});

test('whoever does not know the agreed word is asked nothing', async ({ browser, stage }) => {
	const { world, agency } = stage;
	const caseId = await world.case(agency);
	const page = await (await browser.newContext(narrow)).newPage();
	await signIn(page, stage, agency.supportWorker);
	await page.goto(talkAddress(stage, caseId));
	await isForEveryone(page, 'the opening');
	await page.getByLabel('By phone').check();
	await page.getByLabel('No, it was wrong or not known').check();
	await nextPage(page, () => page.getByRole('button', { name: 'Go on', exact: true }).click());
	await expect(page.getByRole('heading', { name: 'The form stays closed' })).toBeVisible();
	await expect(page.getByText(/Do not reply on that channel/)).toBeVisible();
	await isForEveryone(page, 'the end');
	await world.settled();
	await page.goto(`${stage.app.desk.origin}/desk/queue`);
	await expect(page.getByText(/Someone else may have been present/).first()).toBeVisible();
});
