import process from 'node:process';
import { elsewhere } from '../support/elsewhere.ts';
import { expect, test, victim } from '../support/browser.ts';

// Browsers keep whole pages to show them again at Back, some even those that say "no-store".
test.use({
	launchOptions: {
		executablePath: process.env.HEARD_CHROMIUM || undefined,
		ignoreDefaultArgs: ['--disable-back-forward-cache'],
		args: [
			'--no-sandbox',
			'--enable-features=CacheControlNoStoreEnterBackForwardCache:level/restore-and-evict'
		]
	}
});

test('H14 a page that the browser kept comes back blank and is asked for anew', async ({
	browser,
	stage
}) => {
	const { world, agency, app } = stage;
	const page = await (await browser.newContext()).newPage();
	await elsewhere(page);
	const amara = victim(page, await world.link(agency, await world.case(agency)));
	await amara.opensHerLink();
	await amara.says('Yes, go on');
	await page.getByLabel('Only my support worker').check();
	// before the page is shown to anybody, so that it sees what they would
	await page.evaluate(() =>
		addEventListener('pageshow', () => {
			document.title = getComputedStyle(document.body).visibility;
		})
	);
	await page.goto('https://www.bbc.com/weather');

	const asked: string[] = [];
	const titles = new Set<string>();
	page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
	await page.goBack({ waitUntil: 'commit' });
	// what is asked anew may already be taking its place
	titles.add(await page.title().catch(() => 'gone'));
	await expect(page.getByRole('link', { name: 'Exit this page' }).last()).toBeVisible();
	expect([...titles].filter((title) => title === 'visible')).toEqual([]);
	expect(asked).toEqual([`GET ${app.intake.origin}/c`]);
	await expect(page.locator(':checked')).toHaveCount(0);
});
