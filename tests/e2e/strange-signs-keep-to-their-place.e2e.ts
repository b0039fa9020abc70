import type { Page } from '@playwright/test';
import { expect, signIn, test, victim } from '../support/browser.ts';

/** How far the page can be pushed to the side. */
async function overflow(page: Page): Promise<number> {
	return page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
}

const written = [
	'w'.repeat(400),
	`tower ${`Z${'\u0301'.repeat(60)}`.repeat(3)} end`,
	'\u202Eturned round\u202C \u2067and again',
	'😀'.repeat(60)
].join('\n');

test('H35 the longest words and the highest letters stay in their field and in their quotation', async ({
	browser,
	stage
}) => {
	const { world, agency, app } = stage;
	const caseId = await world.case(agency, { reference: 'LF-3500' });
	const phone = await (
		await browser.newContext({ viewport: { width: 320, height: 640 } })
	).newPage();
	const amara = victim(phone, await world.link(agency, caseId));
	await amara.opensHerLink();
	await amara.says('Yes, go on');
	await amara.says('My officer and my support worker');
	await amara.says('Yes, nobody can see my screen');
	await amara.skipsTo(/next month/);
	await amara.says('I am sure they will');
	await amara.writes(written);
	await amara.presses('Back');
	await expect(phone.getByRole('textbox')).toHaveValue(written);
	expect(await overflow(phone)).toBeLessThanOrEqual(0);
	// what she skips now would be taken back
	await amara.presses('Continue');
	await amara.skipsTo('You are at the end.');
	await amara.presses('Send');
	await world.settled();

	for (const width of [320, 1280]) {
		const desk = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
		await signIn(desk, stage, agency.officer);
		await desk.getByRole('link', { name: /LF-3500/ }).click();
		const quotation = desk.locator('blockquote').first();
		await expect(quotation).toContainText('U+202E');
		await expect(quotation).toContainText('×56');
		expect(await overflow(desk)).toBeLessThanOrEqual(0);
		// what is drawn of her letters ends where the quotation ends
		const isClipped = await quotation.evaluate((element) => {
			const { overflowX, overflowY } = getComputedStyle(element);
			return overflowX === 'clip' && overflowY === 'clip';
		});
		expect(isClipped).toBe(true);
	}
	await expect(phone.getByText('You can close this page.')).toBeVisible();
	expect(app.printed()).not.toContain('tower');
});
