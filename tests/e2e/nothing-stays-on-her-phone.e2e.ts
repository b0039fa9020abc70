import type { Browser, Page } from '@playwright/test';
import { elsewhere, historyOf } from '../support/elsewhere.ts';
import { expect, test, victim, type Stage } from '../support/browser.ts';
import { until } from '../support/until.ts';

// Whoever holds the phone after her: what the history, Back, a reload, a tab that comes back and the
// browser's own stores tell them. With and without script.

const weather = /^https:\/\/www\.bbc\.com\/weather/;
const words = 'He stood at the gate with a lantern.';
const answers = [
	'A bit less safe',
	'Not very safe',
	'Followed me, watched me, or turned up',
	words
];

async function phone(browser: Browser, { world, agency }: Stage, javaScriptEnabled: boolean) {
	const context = await browser.newContext({
		viewport: { width: 360, height: 740 },
		javaScriptEnabled
	});
	const page = await context.newPage();
	const asked = await elsewhere(page);
	const caseId = await world.case(agency, { hasLiveOrder: true, hasChildren: true });
	const link = await world.link(agency, caseId);
	return { context, page, asked, link, amara: victim(page, link) };
}

type Phone = Awaited<ReturnType<typeof phone>>;

/** Tells enough to be told on: ticks, and words of her own. */
async function tells({ amara }: Phone): Promise<void> {
	await amara.opensHerLink();
	// a page that came with a form is one that browsers keep in another way
	await amara.presses('Continue');
	await amara.says('Yes, go on');
	await amara.says('My officer and my support worker');
	await amara.says('Yes, nobody can see my screen');
	await amara.says('A bit less safe');
	await amara.says('Not very safe');
	await amara.says('Followed me, watched me, or turned up');
	await amara.skipsTo(/next month/);
	await amara.says('I am sure they will');
	await amara.writes(words);
}

async function finishes(hers: Phone): Promise<void> {
	await tells(hers);
	await hers.amara.skipsTo('You are at the end.');
	await hers.amara.presses('Send');
	await expect(hers.page.getByText('You can close this page.')).toBeVisible();
}

/** Leaves in the middle, with something ticked and nothing pressed. */
async function leaves(hers: Phone): Promise<void> {
	await tells(hers);
	await hers.page.locator('input[type=radio], input[type=checkbox]').first().check();
	await hers.page.getByRole('link', { name: 'Exit this page' }).last().click();
	await expect(hers.page).toHaveURL(weather);
}

/** What a page shows and what is ticked or written in it. */
async function isSilent(page: Page, where: string): Promise<void> {
	// between two pages there is nothing to read
	const content = await until('a page', () => page.content().catch(() => null));
	for (const answer of answers) expect(content, where).not.toContain(answer);
	await expect(page.locator(':checked'), where).toHaveCount(0);
	const written = await until('its fields', () =>
		page
			.locator('textarea, input:not([type=hidden])')
			.evaluateAll((fields) => fields.map((field) => ('value' in field ? field.value : '')))
			.catch(() => null)
	);
	expect(written.join(''), where).toBe('');
}

const endings = [
	['finishing', finishes],
	['leaving in the middle', leaves]
] as const;

for (const script of [true, false]) {
	const how = script ? 'with script' : 'without script';

	for (const [what, ends] of endings) {
		test(`H11 after ${what}, ${how}, the history holds the link, one address and a neutral name`, async ({
			browser,
			stage
		}) => {
			const hers = await phone(browser, stage, script);
			await ends(hers);
			const { origin } = stage.app.intake;
			const entries = (await historyOf(hers.page)).filter(({ url }) => url !== 'about:blank');
			const own = entries.filter(({ url }) => url.startsWith(origin));
			expect(own.filter(({ url }) => url === hers.link.address)).toHaveLength(1);
			expect(new Set(own.map(({ url }) => url))).toEqual(
				new Set([hers.link.address, `${origin}/c`])
			);
			expect(new Set(own.map(({ title }) => title))).toEqual(new Set(['Reminder']));
			const others = entries.filter((entry) => !own.includes(entry));
			expect(others.every(({ url }) => weather.test(url))).toBe(true);
			expect(others).toHaveLength(ends === leaves ? 1 : 0);
		});

		test(`H12 after ${what}, ${how}, Back, a reload and a tab that comes back show no answer`, async ({
			browser,
			stage
		}) => {
			const hers = await phone(browser, stage, script);
			const { page, context } = hers;
			await ends(hers);
			await page.reload();
			await isSilent(page, 'reload');
			const entries = await historyOf(page);
			expect(entries.length).toBeGreaterThan(2);
			for (let back = entries.length - 1; back > 0; back--) {
				// a page that came with a form is not shown at all, and that is an error to Playwright
				await page.goBack().catch(() => null);
				await isSilent(page, `Back to ${page.url()}`);
			}
			for (const url of new Set(entries.map((entry) => entry.url))) {
				const tab = await context.newPage();
				await elsewhere(tab);
				await tab.goto(url);
				await isSilent(tab, `again ${url}`);
				if (url.endsWith('/c')) {
					await expect(tab.getByRole('heading', { name: 'This page is closed.' })).toBeVisible();
				}
				await tab.close();
			}
		});

		test(`H13 up to ${what}, ${how}, nothing is asked of another site but the exit, which learns nothing`, async ({
			browser,
			stage
		}) => {
			const hers = await phone(browser, stage, script);
			const own: string[] = [];
			hers.page.on('request', (request) => own.push(request.url()));
			await ends(hers);
			const others = own.filter((url) => !url.startsWith(stage.app.intake.origin));
			expect(own.length).toBeGreaterThan(20);
			expect(others.filter((url) => !/^data:/.test(url) && !weather.test(url))).toEqual([]);
			expect(hers.asked).toHaveLength(ends === leaves ? 1 : 0);
			for (const { url, headers } of hers.asked) {
				expect(url).toMatch(weather);
				expect(Object.keys(headers).join(' ')).not.toMatch(/referer|origin|cookie/i);
				expect(JSON.stringify(headers)).not.toContain('127.0.0.1');
			}
		});

		test(`H27 after ${what}, ${how}, nothing is left in any store of the browser`, async ({
			browser,
			stage
		}) => {
			const hers = await phone(browser, stage, script);
			const { page, context } = hers;
			await hers.amara.opensHerLink();
			// the look itself can see something: the visit has its cookie, and the test adds a crumb
			await page.evaluate(() => localStorage.setItem('crumb', 'of the test'));
			expect(await leftBehind(hers, stage)).toMatchObject({
				cookies: ['__Host-v'],
				local: ['crumb']
			});
			await ends(hers);
			expect(await leftBehind(hers, stage)).toEqual({ cookies: [], local: [], stored: 0 });
			expect(context.serviceWorkers()).toEqual([]);
		});
	}
}

/** Cookies, local storage, and bytes of all else: databases, caches, workers, files. */
async function leftBehind({ page, context }: Phone, { app }: Stage) {
	const { cookies, origins } = await context.storageState({ indexedDB: true });
	const devtools = await context.newCDPSession(page);
	const { usageBreakdown } = await devtools.send('Storage.getUsageAndQuota', {
		origin: app.intake.origin
	});
	await devtools.detach();
	return {
		cookies: cookies.map(({ name }) => name),
		local: origins.flatMap((one) => one.localStorage.map(({ name }) => name)),
		stored: usageBreakdown.reduce((sum, { usage }) => sum + usage, 0)
	};
}
