import type { Page } from '@playwright/test';
import { expect, oldPhone, signIn, test, victim } from '../support/browser.ts';
import { isForEveryone } from '../support/for-everyone.ts';
import { nextPage } from '../support/next-page.ts';

// 400 % of a screen of 1280 by 1024
const zoomed = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };
const smallest = { viewport: { width: 320, height: 640 } };

for (const [name, look] of [
	['at 320 px', smallest],
	['at 400 %', zoomed],
	['in the dark', { ...smallest, colorScheme: 'dark' }]
] as const) {
	for (const language of ['en', 'ar']) {
		test(`every page and state of hers is readable by all, ${name}, in ${language}`, async ({
			browser,
			stage
		}) => {
			// twenty pages under axe, on a machine that may have other work
			test.slow();
			const { world, agency, app } = stage;
			const caseId = await world.case(agency, { hasLiveOrder: true, hasChildren: true });
			// axe needs script to look; the pages need none
			const page = await (await browser.newContext(look)).newPage();
			const hers = withCodes(page, await world.link(agency, caseId), language);
			const fine = (state: string) => isForEveryone(page, `${state} ${name} in ${language}`);

			await hers.opensHerLink(fine);
			await fine('consent');
			await hers.presses('continue');
			await fine('a problem');
			await nextPage(page, () => page.locator('button[name=lang]').click());
			await fine('languages');
			await hers.says('CN0', 'yes');
			await hers.says('CN1', 'both');
			await hers.says('CN2', 'danger');
			await fine('danger');
			await hers.presses('continue');
			await hers.skipsTo('H2');
			await fine('many answers');
			await hers.writes('H2_text', 'x'.repeat(301));
			await fine('own words that are too long');
			await hers.writes('H2_text', '');
			await hers.says('H2', 'none');
			await hers.says('R1', 'neck');
			await fine('help');
			await hers.skipsTo('V1');
			await hers.says('V1', '4');
			await fine('own words');
			await hers.presses('delete');
			await fine('delete');
			await hers.presses('back');
			await hers.skipsTo('send');
			await fine('send');
			await hers.presses('send');
			await fine('last');

			await page.goto(`${app.intake.origin}/help/1?lang=${language}`);
			await page.locator('summary').click();
			await fine('staying safer');
			await page.goto(`${app.intake.origin}/nothing?lang=${language}`);
			await fine('closed');

			const other = withCodes(page, await world.link(agency, await world.case(agency)), language);
			await other.opensHerLink(async () => {});
			await other.says('CN0', 'yes');
			await other.says('CN1', 'both');
			await other.says('CN2', 'not_now');
			await fine('come back');
			await other.opensHerLink(async () => {});
			await other.presses('delete');
			await other.presses('delete-confirm');
			await fine('deleted');

			const third = withCodes(page, await world.link(agency, await world.case(agency)), language);
			await third.opensHerLink(async () => {});
			await third.says('CN0', 'no');
			await fine('declined');
		});
	}
}

for (const language of ['en', 'ar']) {
	test(`she goes through a check-in with the keyboard alone, and always sees where she is, in ${language}`, async ({
		browser,
		stage
	}) => {
		const { world, agency } = stage;
		const page = await (await browser.newContext(zoomed)).newPage();
		const link = await world.link(agency, await world.case(agency));
		await page.goto(`${link.address}?lang=${language}`);
		await tabsTo(page, '#pin');
		await page.keyboard.type(link.pin);
		await page.keyboard.press('Enter');
		await expect(page.locator('input[name=q]')).toHaveValue('CN0');

		for (const [q, code] of [
			['CN0', 'yes'],
			['CN1', 'both'],
			['CN2', 'yes'],
			['SF1', '1'],
			['SF2', '2'],
			['H2', 'stalk'],
			['R1', 'none']
		] as const) {
			await expect(page.locator('input[name=q]')).toHaveValue(q);
			await tabsTo(page, `input[name=${q}]`);
			const wanted = page.locator(`input[name=${q}][value="${code}"]`);
			const isOneOf = (await wanted.getAttribute('type')) === 'radio';
			const rows = await page.locator(`input[name=${q}]`).count();
			await page.keyboard.press('Space');
			for (let row = 0; row < rows && !(await wanted.isChecked()); row++) {
				if (isOneOf) await page.keyboard.press('ArrowDown');
				else {
					await page.keyboard.press('Space');
					await page.keyboard.press('Tab');
					if (await page.evaluate(() => document.activeElement?.tagName === 'TEXTAREA')) {
						await page.keyboard.press('Tab');
					}
					await page.keyboard.press('Space');
				}
				await seesWhereSheIs(page);
			}
			await expect(wanted).toBeChecked();
			// Enter is Continue
			await page.keyboard.press('Enter');
		}
		await expect(page.locator('input[name=q]')).toHaveValue('H3');
		await tabsTo(page, 'button[value=delete]');
		await page.keyboard.press('Enter');
		await expect(page.locator('button[value=delete-confirm]')).toBeVisible();
	});
}

/** Tabs on until this is in focus; at every stop the focus must be in sight. */
async function tabsTo(page: Page, selector: string): Promise<void> {
	for (let stops = 0; stops < 60; stops++) {
		await page.keyboard.press('Tab');
		await seesWhereSheIs(page);
		if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
	}
	throw new Error(`the keyboard never comes to ${selector}`);
}

async function seesWhereSheIs(page: Page): Promise<void> {
	const hidden = await page.evaluate(() => {
		const focused = document.activeElement;
		if (!focused || focused === document.body || focused.closest('.exit')) return null;
		// a row is its answer's target: the ring is on the row
		const box = (focused.closest('.row') ?? focused).getBoundingClientRect();
		const bar = document.querySelector('.exit')?.getBoundingClientRect();
		const isUncovered = !bar || box.bottom <= bar.top + 1 || box.bottom > bar.bottom + 8;
		const isInSight = box.top < innerHeight - 8 && box.bottom > 8;
		return isUncovered && isInSight ? null : focused.outerHTML.slice(0, 100);
	});
	expect(hidden, 'the focus is hidden').toBeNull();
}

/** Her side by codes, which are the same in every language. */
function withCodes(page: Page, link: { address: string; pin: string }, language: string) {
	const asked = () => page.locator('input[name=q]');
	const presses = (action: string) =>
		nextPage(page, () => page.locator(`button[name=do][value=${action}]`).click());
	return {
		presses,
		async opensHerLink(look: (state: string) => Promise<void>) {
			await page.goto(`${link.address}?lang=${language}`);
			await look('landing');
			await page.locator('#pin').fill(link.pin);
			await nextPage(page, () => page.locator('form button').click());
		},
		async says(q: string, code: string) {
			await expect(asked()).toHaveValue(q);
			await page.locator(`input[name=${q}][value="${code}"]`).check();
			await presses('continue');
		},
		async writes(field: string, words: string) {
			await page.locator(`textarea[name=${field}]`).fill(words);
			await presses('continue');
		},
		/** Skips until this question is asked, or the Send page is there. */
		async skipsTo(wanted: string) {
			for (let pages = 0; pages < 60; pages++) {
				if (wanted === 'send' && (await page.locator('button[value=send]').count())) return;
				const q = await asked().count();
				if (q && (await asked().inputValue()) === wanted) return;
				await presses(q ? 'skip' : 'continue');
			}
			throw new Error(`never came to ${wanted}`);
		}
	};
}

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
