import type { Browser, Locator, Page } from '@playwright/test';
import { elsewhere, historyOf } from '../support/elsewhere.ts';
import { expect, oldPhone, test, victim } from '../support/browser.ts';

const exit = (page: Page) => page.getByRole('link', { name: 'Exit this page' }).last();
const weather = /^https:\/\/www\.bbc\.com\/weather/;

/** What is on the screen at the moment when the page asks for the next one. */
type Leaving = { to: string; how: string; seen: string[]; title: string; said: string };

/**
 * Every step that the page takes from now on, as it begins it: on a slow network that moment is
 * long. (While it lasts a browser answers no questions of a test, so the page tells.)
 */
async function leavingsOf(page: Page): Promise<Leaving[]> {
	const leavings: Leaving[] = [];
	await page.exposeFunction('tell', (leaving: string) => leavings.push(JSON.parse(leaving)));
	await page.evaluate(() => {
		const seen = () =>
			[...document.querySelectorAll('body, body *')]
				.filter((element) => getComputedStyle(element).visibility !== 'hidden')
				.map((element) => element.getAttribute('role') ?? element.tagName);
		navigation.addEventListener('navigate', (event) => {
			// @ts-expect-error -- the binding above
			void window.tell(
				JSON.stringify({
					to: new URL(event.destination.url).pathname,
					how: event.navigationType,
					seen: seen(),
					title: document.title,
					said: document.querySelector('[role=status]')?.textContent
				})
			);
		});
	});
	return leavings;
}

/** How it is to be, whatever makes her leave: nothing in sight, and only the status to be heard. */
const blankly: Leaving = {
	to: '/leave',
	how: 'replace',
	seen: ['status'],
	title: 'Reminder',
	said: 'Leaving this page.'
};

test.describe('Exit this page', () => {
	test('H14 takes one tap without script, in the same tab', async ({ browser, stage }) => {
		const { world, agency } = stage;
		const phone = await (await browser.newContext(oldPhone)).newPage();
		const asked = await elsewhere(phone);
		const amara = victim(phone, await world.link(agency, await world.case(agency)));
		await amara.opensHerLink();
		await exit(phone).click();
		await expect(phone).toHaveURL(weather);
		expect(phone.context().pages()).toHaveLength(1);
		expect(asked.map(({ url }) => url)).toEqual([expect.stringMatching(weather)]);
	});

	const clicks: [string, Parameters<Locator['click']>[0]][] = [
		['a tap', {}],
		['Ctrl and a tap', { modifiers: ['Control'] }],
		['Shift and a tap', { modifiers: ['Shift'] }],
		['the middle button', { button: 'middle' }]
	];
	for (const [how, click] of clicks) {
		test(`H14 with script blanks the page first, by ${how}, and takes its place`, async ({
			browser,
			stage
		}) => {
			const { world, agency } = stage;
			const page = await (await browser.newContext()).newPage();
			await elsewhere(page);
			const amara = victim(page, await world.link(agency, await world.case(agency)));
			await amara.opensHerLink();
			await amara.says('Yes, go on');
			const before = await historyOf(page);
			const leavings = await leavingsOf(page);
			await exit(page).click(click);
			await expect(page).toHaveURL(weather);
			expect(leavings).toEqual([blankly]);
			expect(page.context().pages()).toHaveLength(1);
			const after = await historyOf(page);
			expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
		});
	}

	test('H14 pressing on in fear does not begin the request again', async ({ browser, stage }) => {
		const page = await (await browser.newContext()).newPage();
		await elsewhere(page);
		await page.goto(`${stage.app.intake.origin}/nothing`);
		const leavings = await leavingsOf(page);
		// all in one breath, before anything can come back
		await page.evaluate(() => {
			const link = [...document.querySelectorAll('a')].at(-1);
			for (let press = 0; press < 3; press++) link?.click();
		});
		await expect(page).toHaveURL(weather);
		expect(leavings).toEqual([blankly]);
	});

	test('H14 the right button opens a menu and leaves nothing', async ({ browser, stage }) => {
		const page = await (await browser.newContext()).newPage();
		await page.goto(`${stage.app.intake.origin}/nothing`);
		const leavings = await leavingsOf(page);
		await exit(page).click({ button: 'right' });
		await expect(exit(page)).toBeVisible();
		expect(leavings).toEqual([]);
	});

	test('H14 a page that a browser kept for Back stays blank and is asked for anew, never sent anew', async ({
		browser,
		stage
	}) => {
		const { world, agency } = stage;
		const page = await (await browser.newContext()).newPage();
		const amara = victim(page, await world.link(agency, await world.case(agency)));
		await amara.opensHerLink();
		// this page came with a form: to reload it would send that form once more
		await amara.presses('Continue');
		await expect(page.getByRole('alert').filter({ hasText: 'Choose an answer' })).toBeVisible();
		await page.goto(`${page.url()}#CN0`);

		const methods: string[] = [];
		page.on('request', (request) => methods.push(`${request.method()} ${request.url()}`));
		const blankBetween = await page.evaluate(() => {
			dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
			const seen = getComputedStyle(document.body).visibility;
			dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
			return seen === 'hidden' && getComputedStyle(document.body).visibility === 'hidden';
		});
		expect(blankBetween).toBe(true);
		await expect(page).toHaveURL(/\/c$/);
		await expect(page.locator('body')).toBeVisible();
		expect(methods).toEqual([`GET ${stage.app.intake.origin}/c`]);
	});
});

test.describe('Shift, three times', () => {
	const dots = (page: Page) =>
		exit(page).evaluate((link) => getComputedStyle(link, '::after').content);
	const said = (page: Page) => page.getByRole('status').textContent();

	async function codePage(browser: Browser, origin: string) {
		const page = await (await browser.newContext()).newPage();
		await page.clock.install();
		await elsewhere(page);
		await page.goto(`${origin}/l/${'0'.repeat(32)}`);
		// her five seconds pass only when a test says so
		await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
		return page;
	}

	test('H14 shows and says how far it is, and leaves at the third, also out of a field', async ({
		browser,
		stage
	}) => {
		const page = await codePage(browser, stage.app.intake.origin);
		await page.getByLabel('Enter your code').focus();
		expect(await said(page)).toBe('');
		await page.keyboard.press('Shift');
		expect(await said(page)).toBe('Press Shift 2 more times to leave this page.');
		expect(await dots(page)).toContain('●○○');
		await page.keyboard.press('Shift');
		expect(await said(page)).toBe('Press Shift 1 more time to leave this page.');
		expect(await dots(page)).toContain('●●○');
		const leavings = await leavingsOf(page);
		await page.keyboard.press('Shift');
		await expect(page).toHaveURL(weather);
		expect(leavings).toEqual([blankly]);
	});

	test('H14 forgets after five seconds', async ({ browser, stage }) => {
		const page = await codePage(browser, stage.app.intake.origin);
		await page.keyboard.press('Shift');
		await page.clock.fastForward(3000);
		await page.keyboard.press('Shift');
		await page.clock.fastForward(2000);
		expect(await said(page)).toBe('');
		expect(await dots(page)).toBe('none');
		await page.keyboard.press('Shift');
		await page.keyboard.press('Shift');
		expect(await said(page)).toBe('Press Shift 1 more time to leave this page.');
	});

	for (const [what, press] of [
		['capital letters', ['Shift+A', 'Shift+B', 'Shift+C']],
		['another key between', ['Shift', 'Shift', 'a', 'Shift']],
		['Tab backwards', ['Shift+Tab', 'Shift+Tab', 'Shift+Tab']],
		['another language of the keyboard', ['Alt+Shift', 'Control+Shift', 'Alt+Shift']],
		['Escape', ['Escape', 'Escape', 'Escape']]
	] as const) {
		test(`H14 ${what} are no presses of it`, async ({ browser, stage }) => {
			const page = await codePage(browser, stage.app.intake.origin);
			const leavings = await leavingsOf(page);
			await page.getByLabel('Enter your code').focus();
			for (const key of press) await page.keyboard.press(key);
			await expect(exit(page)).toBeVisible();
			expect(leavings).toEqual([]);
		});
	}

	test('H14 a key that is held counts once', async ({ browser, stage }) => {
		const page = await codePage(browser, stage.app.intake.origin);
		for (let repeat = 0; repeat < 5; repeat++) await page.keyboard.down('Shift');
		await page.keyboard.up('Shift');
		expect(await said(page)).toBe('Press Shift 2 more times to leave this page.');
	});

	test('H14 is promised only where it works: with script, and with keys', async ({
		browser,
		stage
	}) => {
		const address = `${stage.app.intake.origin}/l/${'0'.repeat(32)}`;
		const hint = 'You can also press the Shift key 3 times to leave.';
		for (const [options, isShown] of [
			[{}, true],
			[{ javaScriptEnabled: false }, false],
			[{ hasTouch: true, isMobile: true }, false]
		] as const) {
			const page = await (await browser.newContext(options)).newPage();
			await page.goto(address);
			await expect(page.getByText(hint)).toBeVisible({ visible: isShown });
		}
	});
});
