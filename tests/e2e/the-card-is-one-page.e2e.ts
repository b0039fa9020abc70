import type { Page } from '@playwright/test';
import { demoSettings } from '../../src/lib/domain/settings/index.ts';
import { tellingWords, text } from '../../src/lib/i18n/index.ts';
import { expect, signIn, test } from '../support/browser.ts';

const sizes = ['A6', 'A4'] as const;

/** Each page is an object of its own in the file; their list is `/Pages`. */
function pagesOf(pdf: Buffer): number {
	return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

async function printed(page: Page): Promise<string> {
	await page.emulateMedia({ media: 'print' });
	// what is not shown is not printed
	return page.evaluate(() => document.body.innerText);
}

for (const language of ['en', 'ar']) {
	test(`a card in ${language} is one page on small paper and on large, and tells nobody what it is`, async ({
		browser,
		stage
	}, info) => {
		const { world, app } = stage;
		const reference = `LF-60-${language}`;
		const agency = await world.agency(`Larkfield ${language}`, demoSettings);
		const caseId = await world.case(agency, { reference });
		const desk = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
		await signIn(desk, stage, agency.officer);
		await desk.goto(`${app.desk.origin}/desk/cases/${caseId}/links/new`);
		await desk.locator('select').selectOption(language);
		await desk.getByLabel(/I hand over both myself/).check();
		await desk.getByRole('button', { name: 'Make the link' }).click();
		const pin = ((await desk.locator('.digits').textContent()) ?? '').trim();
		expect(pin).toMatch(/^\d{3} \d{3}$/);

		const card = await printed(desk);
		const token = await desk.locator('.groups').innerText();
		expect(token.split(/\s+/)).toHaveLength(8);
		expect(token.replace(/\s+/g, '')).toMatch(/^[0-9a-z]{32}$/);
		expect(card).toContain(token.split(/\s+/)[0]);

		// nothing of the desk beside it: no code, no number of the case, no name, no word of ours
		for (const word of [pin, pin.replace(' ', ''), reference, 'Heard', agency.officer.name]) {
			expect(card).not.toContain(word);
		}
		const seen = `${await desk.title()} ${card}`.toLowerCase();
		for (const tongue of [language, 'en']) {
			for (const word of tellingWords(tongue)) expect(seen).not.toContain(word);
		}
		expect(await desk.title()).toBe(text(language)('card.title'));
		await expect(desk.locator('.slip')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');

		const mm = 96 / 25.4;
		for (const format of sizes) {
			const pdf = await desk.pdf({ format, printBackground: false });
			await info.attach(`card-${language}-${format}.pdf`, {
				body: pdf,
				contentType: 'application/pdf'
			});
			expect(pagesOf(pdf), format).toBe(1);
		}
		// a drawing that an old phone reads from an arm's length
		const drawn = await desk.locator('.qr path').boundingBox();
		expect((drawn?.width ?? 0) / mm).toBeGreaterThanOrEqual(30);
	});
}
