import type { Page } from '@playwright/test';
import * as setUp from '../../src/lib/server/desk/auth/set-up/index.ts';
import { expect, signIn, test, type Stage } from '../support/browser.ts';
import { isForEveryone } from '../support/for-everyone.ts';
import { codeAt, secretOn } from '../support/second-factor.ts';
import { withAgency } from '../../src/lib/server/platform/db/client.ts';
import type { Colleague } from '../support/world.ts';

const narrow = { viewport: { width: 360, height: 740 } };

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** A device with a fingerprint reader, and its owner's finger on it. */
async function withDevice(page: Page): Promise<void> {
	const client = await page.context().newCDPSession(page);
	await client.send('WebAuthn.enable');
	await client.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true
		}
	});
}

async function invited({ world, agency }: Stage, email: string): Promise<string> {
	const made = await setUp.invite(world.desk, {
		agencyId: agency.id,
		organisationId: agency.organisations.police,
		role: 'admin',
		name: 'Clover Ash',
		email
	});
	return made?.address ?? '';
}

/** An officer of this story alone: what it does to an account must not meet the stories after it. */
function hired({ world, agency }: Stage, person: string): Promise<Colleague> {
	const { id: agencyId, unit: unitId, organisations } = agency;
	const role = 'officer';
	return world.hire({ agencyId, unitId, organisationId: organisations.police, person, role });
}

test('without script: a set-up link leads to a password, an app, recovery codes, and in', async ({
	browser,
	stage
}) => {
	const address = await invited(stage, 'clover.ash@larkfield.example');
	const context = await browser.newContext({ ...narrow, javaScriptEnabled: false });
	const page = await context.newPage();

	// looking, also twice, uses nothing up; and a link that never was looks the same
	const seen = await (await page.goto(address))?.text();
	const unknown = address.replace(/[0-9a-z]{32}/, 'a'.repeat(32));
	expect(await (await page.goto(unknown))?.text()).toBe(seen);
	await page.goto(address);

	for (const [password, says] of [
		['clover', 'at least 12 characters'],
		['1q2w3e4r5t6y', 'Many people use this password'],
		['clover.ash@larkfield.example', 'must not be your e-mail']
	] as const) {
		await page.getByLabel('New password').fill(password);
		await press(page, 'Go on');
		await expect(page.getByRole('alert')).toContainText(says);
	}
	await page.getByLabel('New password').fill('nine herons on a wall');
	await press(page, 'Go on');

	await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
	expect(page.url()).not.toContain(address.slice(-32));
	const secret = secretOn(await page.content());
	await page.getByLabel('The code that the app shows').fill('000000');
	await press(page, 'Set up the app');
	await expect(page.getByRole('alert')).toContainText('This code is not right');
	// a mistyped code asks for no second scan
	expect(secretOn(await page.content())).toBe(secret);
	await page
		.getByLabel('The code that the app shows')
		.fill(codeAt(secret, await stage.ground.clock.now()));
	await press(page, 'Set up the app');

	await expect(page.getByRole('heading', { name: 'Recovery codes' })).toBeVisible();
	const codes = await page.locator('.recovery li').allTextContents();
	expect(codes).toHaveLength(10);
	await page.getByRole('link', { name: 'I have them: go to the desk' }).click();
	await page.getByRole('link', { name: 'Account', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
	await expect(page.getByText('10 codes are left')).toBeVisible();

	// the link is used up, and says so kindly
	await page.goto(address);
	await page.getByLabel('New password').fill('another long sentence');
	await press(page, 'Go on');
	await expect(page.getByRole('alert')).toContainText('This link does not work any more');

	// the phone is lost: a code from the paper signs in, once
	const elsewhere = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await elsewhere.goto(`${stage.app.desk.origin}/desk/login`);
	await elsewhere.getByLabel('E-mail').fill('clover.ash@larkfield.example');
	await elsewhere.getByLabel('Password').fill('nine herons on a wall');
	await press(elsewhere, 'Sign in');
	await elsewhere.getByLabel('Code from your app').fill(codes[0] ?? '');
	await press(elsewhere, 'Go on');
	await elsewhere.getByRole('link', { name: 'Account', exact: true }).click();
	await expect(elsewhere.getByText('9 codes are left')).toBeVisible();
});

test('a passkey: set up by a link, used to sign in, shown once more, renamed', async ({
	browser,
	stage
}) => {
	const email = 'sedge.holm@larkfield.example';
	const page = await (await browser.newContext()).newPage();
	await withDevice(page);
	await page.goto(await invited(stage, email));
	await page.getByLabel('New password').fill('four kites over the bay');
	await press(page, 'Show what I type');
	await expect(page.getByLabel('New password')).toHaveAttribute('type', 'text');
	await press(page, 'Go on');
	await page.getByLabel('Name').fill('my laptop');
	await press(page, 'Make a passkey');
	await page.getByRole('link', { name: 'I have them: go to the desk' }).click();
	await page.getByRole('link', { name: 'Account', exact: true }).click();
	await expect(page.getByText('my laptop').first()).toBeVisible();

	await press(page, 'Sign out');
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel('Password').fill('four kites over the bay');
	await press(page, 'Sign in');
	await press(page, 'Use a passkey');
	await page.getByRole('link', { name: 'Account', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();

	await page.getByText('Rename or remove').click();
	await expect(page.getByText('It is your only second factor')).toBeVisible();
	await page.getByLabel('Name').fill('desk laptop');
	await press(page, 'Save the name');
	await expect(page.getByRole('status').first()).toContainText('The name was saved');

	// five minutes later a change asks for it once more
	await stage.ground.clock.advance({ minutes: 6 });
	await press(page, 'Make new codes');
	await expect(
		page.getByRole('heading', { name: 'Show your second factor once more' })
	).toBeVisible();
	await press(page, 'Use a passkey');
	await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
	await press(page, 'Make new codes');
	await expect(page.locator('.recovery li')).toHaveCount(10);
});

test('the account: an app beside a passkey, another password, other browsers signed out', async ({
	browser,
	stage
}) => {
	const { app } = stage;
	const hazel = await hired(stage, 'Hazel Mead');
	const page = await (await browser.newContext()).newPage();
	const other = await (await browser.newContext()).newPage();
	await withDevice(page);
	await signIn(other, stage, hazel);
	await signIn(page, stage, hazel);
	await page.getByRole('link', { name: 'Account' }).click();
	await expect(page.locator('.sessions tbody tr')).toHaveCount(2);

	await page.getByRole('link', { name: 'Add a passkey' }).click();
	await page.getByLabel('Name').fill('work phone');
	await press(page, 'Make a passkey');
	await expect(page.getByRole('status').first()).toContainText('The passkey was added');
	// whoever was signed in elsewhere is out
	await other.goto(`${app.desk.origin}/desk/queue`);
	await expect(other.getByText('You were signed out')).toBeVisible();

	await page.getByRole('link', { name: 'Replace the app' }).click();
	await expect(page.getByRole('heading', { name: 'Set up an app' })).toBeVisible();
	const secret = secretOn(await page.content());
	await page
		.getByLabel('The code that the app shows')
		.fill(codeAt(secret, await stage.ground.clock.now()));
	await press(page, 'Set up the app');
	await expect(page.getByRole('status').first()).toContainText('The app was set up');
	await press(page, 'Remove the app');
	await expect(page.getByText('No app is set up')).toBeVisible();

	await page.getByRole('link', { name: 'Change the password' }).click();
	await page.getByLabel('Password that you have').fill('not this one at all');
	await page.getByLabel('New password').fill('two owls in the old barn');
	await press(page, 'Change the password');
	await expect(page.getByRole('alert')).toContainText('The password that you have is not right');
	await page.getByLabel('Password that you have').fill(hazel.password);
	await page.getByLabel('New password').fill('two owls in the old barn');
	await press(page, 'Change the password');
	await expect(page.getByRole('status').first()).toContainText('Your password was changed');
});

test('a forgotten password: the link of the admin asks for the second factor as well', async ({
	browser,
	stage
}) => {
	const { world, agency } = stage;
	const { agencyId, staffId, code } = await hired(stage, 'Linden Marsh');
	const { address } = await withAgency(world.desk.db, agencyId, (tx) =>
		setUp.makeLink(tx, world.desk, {
			agencyId,
			staffId,
			purpose: 'password',
			madeBy: agency.admin.staffId
		})
	);
	const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await page.goto(address);
	await page.getByLabel('New password').fill('six moths at the lamp');
	await press(page, 'Go on');
	await expect(page.getByRole('alert')).toContainText('a code of your second factor');
	await page.getByLabel('New password').fill('six moths at the lamp');
	await page.getByLabel('Code from your app').fill(await code());
	await press(page, 'Go on');
	await expect(page.getByRole('heading', { name: 'Queue', level: 1 })).toBeVisible();
});

test('a lost second factor: the link of the admin asks for the password as well', async ({
	browser,
	stage
}) => {
	const { world, agency } = stage;
	const { agencyId, staffId, password, recoveryCodes } = await hired(stage, 'Sorrel Pike');
	const { address } = await withAgency(world.desk.db, agencyId, (tx) =>
		setUp.makeLink(tx, world.desk, {
			agencyId,
			staffId,
			purpose: 'factor',
			madeBy: agency.admin.staffId
		})
	);
	const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await page.goto(address);
	await page.getByLabel('Password').fill('something else entirely');
	await press(page, 'Go on');
	await expect(page.getByRole('alert')).toContainText('The password is not right');
	await page.getByLabel('Password').fill(password);
	await press(page, 'Go on');
	await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
	const secret = secretOn(await page.content());
	await page
		.getByLabel('The code that the app shows')
		.fill(codeAt(secret, await stage.ground.clock.now()));
	await press(page, 'Set up the app');
	await expect(page.locator('.recovery li')).toHaveCount(10);
	const codes = await page.locator('.recovery li').allTextContents();
	expect(codes.filter((one) => recoveryCodes.includes(one))).toEqual([]);
});

for (const width of [360, 1280]) {
	test(`the pages of one's own account are for everyone, ${width} px wide`, async ({
		browser,
		stage
	}) => {
		test.slow();
		const { agency, app } = stage;
		const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
		const complaints: string[] = [];
		page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
		page.on('pageerror', (error) => complaints.push(String(error)));
		const fine = (name: string) => isForEveryone(page, `account ${name}`);

		const address = await invited(stage, `fern.lowe.${width}@larkfield.example`);
		await page.goto(address);
		await fine('set-up');
		await page.getByLabel('New password').fill('seven swans a-swimming');
		await press(page, 'Go on');
		await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
		await fine('factor');
		const code = codeAt(secretOn(await page.content()), await stage.ground.clock.now());
		await page.getByLabel('The code that the app shows').fill(code);
		await press(page, 'Set up the app');
		await expect(page.getByRole('heading', { name: 'Recovery codes' })).toBeVisible();
		await fine('codes');
		await page.getByRole('link', { name: 'I have them: go to the desk' }).click();
		await press(page, 'Sign out');

		await page.getByLabel('E-mail').fill(agency.otherOfficer.email);
		await page.getByLabel('Password').fill(agency.otherOfficer.password);
		await press(page, 'Sign in');
		await expect(page.getByRole('heading', { name: 'Second step' })).toBeVisible();
		await fine('second-step');
		await page.getByLabel('Code from your app').fill(await agency.otherOfficer.code());
		await press(page, 'Go on');
		for (const path of [
			'account',
			'account/password',
			'account/app',
			'account/passkey',
			'step-up'
		]) {
			await page.goto(`${app.desk.origin}/desk/${path}`);
			await fine(path.replace('/', '-'));
		}
		expect(complaints).toEqual([]);
	});
}
