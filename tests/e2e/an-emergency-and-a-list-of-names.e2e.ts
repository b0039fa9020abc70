import type { Page } from '@playwright/test';
import { expect, oldPhone, signIn, test, type Stage } from '../support/browser.ts';
import { isForEveryone, keepPicture, keepsItsWidth } from '../support/for-everyone.ts';
import { leaderOfSouth } from '../support/leader.ts';
import { nextPage } from '../support/next-page.ts';
import { stepUp, stepUpIsOver } from '../support/step-up.ts';
import { Victim } from '../support/victim.ts';
import type { Colleague } from '../support/world.ts';

/** Somebody signed in, whose second factor was shown just now. */
async function atTheDesk(page: Page, stage: Stage, colleague: Colleague): Promise<void> {
	await signIn(page, stage, colleague);
	await stepUp({ at: stage.ground }, colleague);
}

const press = (page: Page, name: string) =>
	nextPage(page, () => page.getByRole('button', { name, exact: true }).click());

/** A case in which she was in danger, and answered. */
async function told({ world, agency, app }: Stage, reference: string) {
	const caseId = await world.case(agency, { reference, hasLiveOrder: true });
	const amara = new Victim(app.intake.origin, await world.link(agency, caseId));
	const consent = { CN0: 'yes', CN1: 'both', CN2: 'yes' };
	await amara.tells({ ...consent, V1: '4', V2: 'He has a key to my flat.' });
	await world.settled();
	return caseId;
}

const why = 'A neighbour heard her scream. Juniper Vale does not answer, the deputy is away.';

test('an officer opens a colleague’s case in an emergency, on a phone without script', async ({
	browser,
	stage
}) => {
	const lark = await leaderOfSouth(stage, 'Lark');
	test.slow();
	const caseId = await told(stage, 'LF-9100');

	const desk = await (await browser.newContext(oldPhone)).newPage();
	await signIn(desk, stage, stage.agency.otherOfficer);
	await stepUpIsOver({ at: stage.ground }, stage.agency.otherOfficer);
	await desk.goto(`${stage.app.desk.origin}/desk/cases/${caseId}`);
	await expect(desk.getByRole('heading', { name: 'There is no such page.' })).toBeVisible();
	await desk.getByRole('link', { name: 'Emergency' }).click();
	await expect(desk.getByRole('heading', { name: 'Open a case in an emergency' })).toBeVisible();
	await keepPicture(desk, 'glass-step-up');
	await expect(desk.getByRole('link', { name: 'Show my second factor' })).toHaveAttribute(
		'href',
		'/desk/step-up?to=%2Fdesk%2Fbreak-glass'
	);
	await stepUp({ at: stage.ground }, stage.agency.otherOfficer);
	await desk.reload();

	await desk.getByLabel('Reference of the case').fill('LF-9199');
	await desk.getByLabel('Somebody is in danger now').check();
	await desk.getByLabel('Why', { exact: true }).fill(why);
	await press(desk, 'Open the case');
	await expect(desk.getByRole('alert')).toContainText(
		'There is no case with this reference that can be opened.'
	);
	await expect(desk.getByLabel('Why', { exact: true })).toHaveValue(why);
	await keepsItsWidth(desk, 'a refusal');
	await keepPicture(desk, 'glass-refused');

	await desk.getByLabel('Reference of the case').fill('LF-9100');
	await press(desk, 'Open the case');
	await expect(desk.getByRole('heading', { name: /LF-9100/ })).toBeVisible();
	await expect(desk.getByRole('note')).toContainText(/Opened by break-glass until \d\d:\d\d\./);
	for (const change of ['Issue a link', 'Notes', 'Raise a flag by judgement']) {
		await expect(desk.getByRole('link', { name: change })).toHaveCount(0);
	}
	await keepPicture(desk, 'glass-case');
	await desk.getByRole('link', { name: 'Police', exact: true }).click();
	await expect(desk.getByText('He has a key to my flat.').first()).toBeVisible();
	await expect(desk.getByRole('note')).toContainText('change nothing');
	await expect(desk.getByRole('button', { name: /Seen|Mark/ })).toHaveCount(0);
	await keepsItsWidth(desk, 'an opened concern');
	await keepPicture(desk, 'glass-concern');

	// it can be found again while it lasts
	await desk.getByRole('link', { name: 'Emergency' }).click();
	await desk.getByRole('link', { name: /LF-9100/ }).click();
	await expect(desk.getByRole('note')).toBeVisible();
	// so often that the session does not end meanwhile, and 56 minutes in all
	for (let looks = 0; looks < 4; looks++) {
		await stage.ground.clock.advance({ minutes: 14 });
		await desk.reload();
		await expect(desk.getByRole('note')).toBeVisible();
	}
	await stage.ground.clock.advance({ minutes: 5 });
	await desk.reload();
	await expect(desk.getByRole('heading', { name: 'There is no such page.' })).toBeVisible();
	await stage.ground.clock.reset();

	// a supervisor of another unit reads why, asks, and says what they think of it
	const review = await (await browser.newContext(oldPhone)).newPage();
	await atTheDesk(review, stage, lark);
	await review.getByRole('link', { name: 'Emergency' }).click();
	await review.getByRole('link', { name: 'Openings that wait for a review' }).click();
	await expect(review.getByText(why)).toBeVisible();
	await keepPicture(review, 'glass-review');
	await review.getByLabel('It was right to open the case').check();
	await review.getByLabel('What you found out').fill('She was hurt, and is in hospital now.');
	await press(review, 'Save the review');
	await expect(review.getByText('Nothing waits for you.')).toBeVisible();
	await expect(review.getByText('It was right to open the case')).toBeVisible();
	await keepsItsWidth(review, 'the reviews');
});

test('a supervisor keeps the list of who may not see a case, and sees who tried', async ({
	browser,
	stage
}) => {
	const { agency, app, world } = stage;
	const caseId = await world.case(agency, { reference: 'LF-9101' });
	const desk = await (await browser.newContext(oldPhone)).newPage();
	await atTheDesk(desk, stage, agency.supervisor);
	await desk.goto(`${app.desk.origin}/desk/cases/${caseId}`);
	await desk.getByRole('link', { name: 'See and change the list' }).click();
	await expect(desk.getByText('Nobody is on the list.')).toBeVisible();

	const reason = 'She says that this officer is a cousin of his.';
	await desk.getByLabel('Person').selectOption('Thistle Reed (Officer)');
	await desk.getByLabel('Why', { exact: true }).fill(reason);
	await press(desk, 'Put on the list');
	await expect(desk.getByRole('alert')).toContainText('This person is named on the case');
	await expect(desk.getByLabel('Why', { exact: true })).toHaveValue(reason);
	await expect(desk.getByRole('link', { name: 'Go to the case' })).toBeVisible();
	await keepPicture(desk, 'block-named');

	await desk.getByLabel('Person').selectOption('Bramble Thorne (Officer)');
	await press(desk, 'Put on the list');
	await expect(desk.getByRole('heading', { name: /Bramble Thorne/ })).toBeVisible();
	await expect(desk.getByText(reason)).toBeVisible();

	const thorne = await (await browser.newContext(oldPhone)).newPage();
	await signIn(thorne, stage, agency.otherOfficer);
	await thorne.goto(`${app.desk.origin}/desk/cases/${caseId}`);
	await expect(thorne.getByRole('heading', { name: 'There is no such page.' })).toBeVisible();
	await desk.reload();
	await expect(desk.getByRole('row', { name: /Bramble Thorne/ })).toContainText(
		'A page of the case'
	);
	await keepsItsWidth(desk, 'the list');
	await keepPicture(desk, 'block');

	await desk.getByText('Take Bramble Thorne off the list', { exact: true }).click();
	await desk.locator('details').getByLabel('Why').fill('It was another officer of that name.');
	await press(desk, 'Take off the list');
	await expect(desk.getByText('Nobody is on the list.')).toBeVisible();
	await expect(desk.getByRole('row', { name: /Bramble Thorne/ })).toBeVisible();
});

for (const [name, look] of [
	['at 360 px', { viewport: { width: 360, height: 740 } }],
	['on a wide screen in the dark', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }]
] as const) {
	test(`the pages of block list and break-glass are for everyone, ${name}`, async ({
		browser,
		stage
	}) => {
		const { agency, app } = stage;
		// eight pages under axe, on a machine that may have other work
		test.slow();
		const reference = `LF-92${look.viewport.width}`;
		const caseId = await told(stage, reference);
		const officer = await (await browser.newContext(look)).newPage();
		await signIn(officer, stage, agency.otherOfficer);
		await stepUpIsOver({ at: stage.ground }, agency.otherOfficer);
		await officer.goto(`${app.desk.origin}/desk/break-glass`);
		await isForEveryone(officer, 'before the second factor');
		await stepUp({ at: stage.ground }, agency.otherOfficer);
		await officer.reload();
		await isForEveryone(officer, 'the form');
		await officer
			.locator('form')
			.last()
			.evaluate((form: HTMLFormElement) => (form.noValidate = true));
		await press(officer, 'Open the case');
		await expect(officer.getByRole('alert')).toBeVisible();
		await isForEveryone(officer, 'the form with problems');

		// by keyboard alone
		await officer.getByLabel('Reference of the case').focus();
		await officer.keyboard.type(reference);
		await officer.keyboard.press('Tab');
		await officer.keyboard.press('Space');
		await officer.keyboard.press('Tab');
		await officer.keyboard.type(why);
		await officer.keyboard.press('Tab');
		await nextPage(officer, () => officer.keyboard.press('Enter'));
		await expect(officer.getByRole('note')).toBeVisible();
		await isForEveryone(officer, 'the opened case');
		await officer.getByRole('link', { name: 'Police', exact: true }).click();
		await expect(officer.getByRole('note')).toBeVisible();
		await isForEveryone(officer, 'the opened concern');

		const supervisor = await (await browser.newContext(look)).newPage();
		await atTheDesk(supervisor, stage, agency.supervisor);
		await supervisor.goto(`${app.desk.origin}/desk/cases/${caseId}/block`);
		await supervisor.getByLabel('Person').selectOption('Hazel Wren (Support worker)');
		await supervisor
			.getByLabel('Why', { exact: true })
			.fill('A neighbour of his, she says, and a friend.');
		await press(supervisor, 'Put on the list');
		await supervisor.locator('summary').click();
		await isForEveryone(supervisor, 'the list');

		const lark = await leaderOfSouth(stage, `Lark-${look.viewport.width}`);
		const other = await (await browser.newContext(look)).newPage();
		await atTheDesk(other, stage, lark);
		await other.goto(`${app.desk.origin}/desk/break-glass/review`);
		await isForEveryone(other, 'the reviews');
	});
}
