import type { Browser, Page } from '@playwright/test';
import { expect, oldPhone, test, victim, type Stage } from '../support/browser.ts';

const words = 'He stood at the gate with a lantern.';
const manyAnswers = /has the person who hurt you done any of these things/;
const minutes = (count: number) => count * 60_000;
const warning = (page: Page) => page.getByText(/^This page closes in/);
const here = (page: Page) => page.getByRole('button', { name: 'I am still here' });

async function phone(browser: Browser, { world, agency }: Stage) {
	const page = await (await browser.newContext({ viewport: oldPhone.viewport })).newPage();
	await page.clock.install();
	// her minutes pass only when a test says so
	await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
	return victim(page, await world.link(agency, await world.case(agency)));
}

async function goesToManyAnswers(amara: ReturnType<typeof victim>): Promise<void> {
	await amara.says('Yes, go on');
	await amara.says('My officer and my support worker');
	await amara.says('Yes, nobody can see my screen');
	await amara.skipsTo(manyAnswers);
}

/** Time goes on for her and for Heard. */
async function passes(page: Page, { ground }: Stage, count: number): Promise<void> {
	await ground.clock.advance({ minutes: count });
	await page.clock.fastForward(minutes(count));
}

test.describe('a page that was forgotten', () => {
	test.afterEach(({ stage }) => stage.ground.clock.reset());

	test('says so at 13 minutes, takes no focus, and lives on with what she had written', async ({
		browser,
		stage
	}) => {
		const amara = await phone(browser, stage);
		const { page } = amara;
		await amara.opensHerLink();
		await goesToManyAnswers(amara);
		const field = page.getByRole('textbox').last();
		await page.getByRole('checkbox').first().check();
		await field.fill(words);

		for (let stay = 0; stay < 2; stay++) {
			await passes(page, stage, 12.9);
			await expect(warning(page)).toHaveCount(0);
			await expect(here(page)).toBeHidden();
			await passes(page, stage, 0.1);
			await expect(page.getByRole('alert')).toContainText('This page closes in 2 minutes.');
			if (stay === 0) await expect(field).toBeFocused();
			await passes(page, stage, 1);
			await expect(page.getByRole('alert')).toContainText('This page closes in 1 minute.');
			await here(page).click();
			await expect(warning(page)).toHaveCount(0);
			await expect(field).toHaveValue(words);
			await expect(page.getByRole('checkbox').first()).toBeChecked();
		}
		// 28 minutes after her last answer: only what she pressed has kept it open
		await amara.presses('Continue');
		await expect(page.getByRole('heading', { name: manyAnswers })).toHaveCount(0);
		await expect(page.getByRole('button', { name: 'Skip', exact: true })).toBeVisible();
	});

	test('is blank at 15 minutes, closed at once, and her answers are kept', async ({
		browser,
		stage
	}) => {
		const amara = await phone(browser, stage);
		const { page } = amara;
		await amara.opensHerLink();
		await amara.says('Yes, go on');
		await page.getByRole('radio').last().check();
		await passes(page, stage, 15);
		await expect(page.getByRole('heading', { name: 'This page is closed.' })).toBeVisible();
		await expect(page).toHaveURL(/\/c$/);
		await expect(page).toHaveTitle('Reminder');
		await page.goBack();
		await expect(page.locator(':checked')).toHaveCount(0);

		await amara.opensHerLink();
		await expect(page.getByRole('heading', { name: /Is it safe for you to answer/ })).toBeVisible();
	});

	test('is blank as soon as a phone wakes up, before anything is asked', async ({
		browser,
		stage
	}) => {
		const amara = await phone(browser, stage);
		const { page } = amara;
		await amara.opensHerLink();
		const asleep = await page.evaluate(() => Date.now());
		await page.clock.pauseAt(asleep + 1000);
		// the clock goes on, and no timer does
		await page.clock.setSystemTime(asleep + minutes(20));
		const seen = await page.evaluate(() => {
			const look = () => getComputedStyle(document.body).visibility;
			const before = look();
			dispatchEvent(new Event('visibilitychange'));
			return [before, look()];
		});
		expect(seen).toEqual(['visible', 'hidden']);
	});

	test('with her last words of thanks closes too, without a word before', async ({
		browser,
		stage
	}) => {
		const amara = await phone(browser, stage);
		const { page } = amara;
		await amara.opensHerLink();
		await amara.says('No, not today');
		await expect(page.getByText('You do not have to do anything else.')).toBeVisible();
		await passes(page, stage, 14);
		await expect(page.getByText('You do not have to do anything else.')).toBeVisible();
		await expect(warning(page)).toHaveCount(0);
		await passes(page, stage, 1);
		await expect(page.getByRole('heading', { name: 'This page is closed.' })).toBeVisible();
	});

	test('Enter still means Continue while the warning shows', async ({ browser, stage }) => {
		const amara = await phone(browser, stage);
		const { page } = amara;
		await amara.opensHerLink();
		await passes(page, stage, 13);
		await expect(here(page)).toBeVisible();
		await page.getByLabel('Yes, go on', { exact: true }).check();
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { name: 'Who may see your answers?' })).toBeVisible();
	});

	test('covers nothing that has the focus, on the smallest screen', async ({ browser, stage }) => {
		const amara = await phone(browser, stage);
		const { page } = amara;
		await page.setViewportSize({ width: 320, height: 400 });
		await amara.opensHerLink();
		await goesToManyAnswers(amara);
		await passes(page, stage, 13);
		await expect(here(page)).toBeInViewport();
		await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
		for (let stop = 0; stop < 30; stop++) {
			await page.keyboard.press('Shift+Tab');
			const covered = await page.evaluate(() => {
				const focused = document.activeElement;
				if (!focused || focused.closest('.exit, .idle, .hide') || focused === document.body) {
					return null;
				}
				const { left, top, width, height } = focused.getBoundingClientRect();
				const above = document.elementFromPoint(left + width / 2, top + height / 2);
				return focused.contains(above) || above?.contains(focused) ? null : focused.outerHTML;
			});
			expect(covered).toBeNull();
		}
		await expect(here(page)).toBeInViewport();
	});

	test('on a page without script waits for her next step, and is closed then', async ({
		browser,
		stage
	}) => {
		const { world, agency, ground } = stage;
		const page = await (await browser.newContext(oldPhone)).newPage();
		const amara = victim(page, await world.link(agency, await world.case(agency)));
		await amara.opensHerLink();
		await ground.clock.advance({ minutes: 15.1 });
		await expect(here(page)).toBeHidden();
		await amara.says('Yes, go on');
		await expect(page.getByRole('heading', { name: 'This page is closed.' })).toBeVisible();
	});
});
