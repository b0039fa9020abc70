import type { Browser, Page } from '@playwright/test';
import { taskContent } from '../../src/lib/domain/work/index.ts';
import * as tasks from '../../src/lib/server/desk/tasks/index.ts';
import { withAgency } from '../../src/lib/server/platform/db/client.ts';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import { expect, oldPhone, signIn, test, type Stage } from '../support/browser.ts';
import { isForEveryone } from '../support/for-everyone.ts';
import { nextPage } from '../support/next-page.ts';
import { Victim } from '../support/victim.ts';
import type { Colleague } from '../support/world.ts';

const SENTENCE = 'The victim reports strangulation or being stopped from breathing.';

/** She gave it to support alone. */
async function answersForSupport(
	{ app, world, agency }: Stage,
	reference: string
): Promise<CaseId> {
	const caseId = await world.case(agency, { reference, hasChildren: true });
	const link = await world.link(agency, caseId);
	await new Victim(app.intake.origin, link).tells({
		CN0: 'yes',
		CN1: 'support',
		CN2: 'yes',
		SF1: '-1',
		R1: 'neck'
	});
	await world.settled();
	return caseId;
}

const planTask = ({ world, agency }: Stage, caseId: CaseId) =>
	withAgency(world.desk.db, agency.id, async (tx) =>
		tasks.add(
			tx,
			{
				agencyId: agency.id,
				caseId,
				lane: 'support',
				ownerId: null,
				content: taskContent.parse({ kind: 'confirm_plan' }),
				dueAt: new Date('2020-01-01T09:00:00Z'),
				once: null
			},
			await world.desk.keys.boxKey(tx, agency.id)
		)
	);

async function comes(browser: Browser, stage: Stage, who: Colleague, look: object = oldPhone) {
	const page = await (await browser.newContext(look)).newPage();
	await signIn(page, stage, who);
	return page;
}

const presses = (page: Page, name: string | RegExp) =>
	nextPage(page, () => page.getByRole('button', { name }).click());
const follows = (page: Page, name: string | RegExp) =>
	nextPage(page, () => page.getByRole('link', { name }).first().click());

test('a support worker’s morning: the task, the note, the judgement, and a decision to share', async ({
	browser,
	stage
}) => {
	test.slow();
	const { world, agency, app } = stage;
	const caseId = await answersForSupport(stage, 'LF-7101');
	await planTask(stage, caseId);
	const at = (path: string) => `${app.desk.origin}${path}`;

	// on a small phone, without script
	const olive = await comes(browser, stage, agency.supportWorker);
	await follows(olive, /Tasks/);
	const row = olive.getByRole('listitem').filter({ hasText: 'Confirm the contact plan' });
	await expect(row).toContainText('Overdue');
	await presses(olive, /^Done.*LF-7101/);
	await expect(row).toHaveCount(0);
	await presses(olive, 'Undo');
	await expect(row).toHaveCount(1);
	await presses(olive, /^Done.*LF-7101/);
	await expect(row).toHaveCount(0);

	await olive.goto(at(`/desk/cases/${caseId}`));
	await follows(olive, 'Notes');
	await olive.getByLabel('New note').fill('x'.repeat(2001));
	await presses(olive, 'Add the note');
	await expect(olive.getByRole('alert')).toContainText('1 to 2000 characters');
	await expect(olive.getByLabel('New note')).toHaveValue('x'.repeat(2001));
	await olive.getByLabel('New note').fill('She sleeps at her aunt’s.\nCall on Tuesday.');
	await presses(olive, 'Add the note');
	await expect(olive.getByText('She sleeps at her aunt’s.')).toBeVisible();

	await olive.goto(at(`/desk/cases/${caseId}/flag`));
	await olive.getByRole('radio', { name: /^High/ }).check();
	await olive.getByLabel('Why?').fill('too short');
	await presses(olive, 'Raise the flag');
	await expect(olive.getByRole('alert')).toContainText('20 to 500');
	await expect(olive.getByRole('radio', { name: /^High/ })).toBeChecked();
	await olive.getByLabel('Why?').fill('Her voice was different, somebody stood beside her.');
	await presses(olive, 'Raise the flag');
	await world.settled();

	await follows(olive, 'Queue');
	await follows(olive, /LF-7101/);
	await expect(olive.getByText('Raised by Olive Quill, by judgement.')).toBeVisible();
	await follows(olive, 'Share with police');
	await olive.getByLabel(SENTENCE).check();
	await olive.getByLabel('Serious danger to the victim').check();
	await olive.getByLabel('No, asking is not safe').check();
	await olive.getByRole('radio', { name: /^No: a colleague/ }).check();
	await olive.getByLabel('Why this has to be shared').fill('He has a key and comes home tonight.');
	await presses(olive, 'Decide to share');
	await expect(olive.getByText('Waits for a signature.')).toBeVisible();
	await world.settled();

	const juniper = await comes(browser, stage, agency.officer);
	const looks = async () => {
		await juniper.goto(at(`/desk/cases/${caseId}`));
		const concern = juniper.locator('.lanes a').first();
		if (await concern.count()) await nextPage(juniper, () => concern.click());
		return (await juniper.locator('main').textContent()) ?? '';
	};
	const before = await looks();
	for (const hidden of [SENTENCE, 'Raised by', 'Her voice', 'aunt']) {
		expect(before).not.toContain(hidden);
	}
	await juniper.goto(at(`/desk/cases/${caseId}/notes`));
	await expect(juniper.getByText('No note yet.')).toBeVisible();

	const hazel = await comes(browser, stage, agency.otherSupportWorker);
	await follows(hazel, /Tasks/);
	await follows(hazel, 'Sign a decision to share with police');
	await expect(hazel.getByText(SENTENCE)).toBeVisible();
	await expect(hazel.getByText('He has a key and comes home tonight.')).toBeVisible();
	await presses(hazel, 'I agree and sign');
	await expect(hazel.getByRole('button', { name: 'I agree and sign' })).toHaveCount(0);
	await world.settled();

	const after = await looks();
	expect(after).toContain(SENTENCE);
	expect(after).toContain('A check-in was answered.');
	expect(after).toContain('Shared by a decision of Olive Quill.');
	for (const hidden of ['Raised by', 'Her voice', 'aunt', 'key and comes']) {
		expect(after).not.toContain(hidden);
	}

	await follows(olive, /Tasks/);
	await follows(olive, 'Tell the victim what was shared with police');
	await presses(olive, 'I have told the victim');
	await expect(olive.getByText('The victim was told:')).toBeVisible();
	await follows(olive, /Tasks/);
	await expect(olive.getByRole('listitem').filter({ hasText: 'LF-7101' })).toHaveCount(0);
});

test('she wishes police to read one note, and they read that one', async ({ browser, stage }) => {
	const { world, agency, app } = stage;
	const caseId = await world.case(agency, { reference: 'LF-7102' });
	const address = `${app.desk.origin}/desk/cases/${caseId}/notes`;
	const olive = await comes(browser, stage, agency.supportWorker);
	await olive.goto(address);
	for (const text of ['This stays with us.', 'She wishes the officer to know this.']) {
		await olive.getByLabel('New note').fill(text);
		await presses(olive, 'Add the note');
	}
	await olive.getByText('Share this note with police: the victim wishes it').first().click();
	await presses(olive, 'The victim wishes it: share this note');
	await expect(olive.getByText('Shared with police')).toHaveCount(1);

	const juniper = await comes(browser, stage, agency.officer);
	await juniper.goto(address);
	await expect(juniper.getByText('She wishes the officer to know this.')).toBeVisible();
	await expect(juniper.getByText('This stays with us.')).toHaveCount(0);
});

for (const [name, look] of [
	['at 360 px', { viewport: { width: 360, height: 740 } }],
	['at 400 %', { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }],
	['on a wide screen in the dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }]
] as const) {
	test(`the pages of tasks, notes, judgement and sharing are for everyone, ${name}`, async ({
		browser,
		stage
	}) => {
		test.slow();
		const { agency, app } = stage;
		const caseId = await answersForSupport(stage, `LF-71 ${name}`);
		await planTask(stage, caseId);
		const olive = await comes(browser, stage, agency.supportWorker, look);
		const page = (path: string) => olive.goto(`${app.desk.origin}${path}`);

		await page('/desk/tasks');
		await isForEveryone(olive, 'tasks');
		await presses(olive, /^Done.*LF-71 /);
		await isForEveryone(olive, 'a task that is done');
		await page(`/desk/cases/${caseId}`);
		await isForEveryone(olive, 'case');
		await page(`/desk/cases/${caseId}/notes`);
		await olive.getByLabel('New note').fill('A note.\nWith two lines.');
		await presses(olive, 'Add the note');
		await isForEveryone(olive, 'notes');
		await page(`/desk/cases/${caseId}/flag`);
		await isForEveryone(olive, 'judgement');
		await olive.getByRole('radio', { name: /^Medium/ }).check();
		await olive.getByLabel('Why?').fill('short');
		await presses(olive, 'Raise the flag');
		await isForEveryone(olive, 'a judgement with a problem');
		await page(`/desk/cases/${caseId}/share`);
		await isForEveryone(olive, 'sharing');
		await olive.getByLabel(SENTENCE).check();
		await olive.getByLabel('Serious danger to a child').check();
		await olive.getByLabel('No, asking is not safe').check();
		await olive.getByRole('radio', { name: /^No: a colleague/ }).check();
		await olive.getByLabel('Why this has to be shared').fill('He comes to the school every day.');
		await presses(olive, 'Decide to share');
		await isForEveryone(olive, 'a decision');

		const hazel = await comes(browser, stage, agency.otherSupportWorker, look);
		await hazel.goto(`${app.desk.origin}/desk/tasks`);
		await hazel.getByRole('link', { name: 'Sign a decision to share with police' }).last().click();
		await expect(hazel.getByRole('button', { name: 'I agree and sign' })).toBeVisible();
		await isForEveryone(hazel, 'signing');
	});
}

test('a note is written with the keyboard alone', async ({ browser, stage }) => {
	const { world, agency, app } = stage;
	const caseId = await world.case(agency, { reference: 'LF-7103' });
	const olive = await comes(browser, stage, agency.supportWorker, {});
	await olive.goto(`${app.desk.origin}/desk/cases/${caseId}/notes`);
	for (let keys = 0; keys < 30; keys++) {
		await olive.keyboard.press('Tab');
		if (await olive.locator('textarea:focus').count()) break;
	}
	await olive.keyboard.type('Written without a mouse.');
	await olive.keyboard.press('Tab');
	await expect(olive.getByRole('button', { name: 'Add the note' })).toBeFocused();
	await nextPage(olive, () => olive.keyboard.press('Enter'));
	await expect(olive.getByText('Written without a mouse.')).toBeVisible();
});
