import { join } from 'node:path';
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * What axe knows finds nothing to say about this page, and it does not scroll sideways. With a folder
 * in `HEARD_SHOTS` a picture of it is kept there, for somebody to look at.
 */
export async function isForEveryone(page: Page, name: string): Promise<void> {
	// no page of ours has a frame, and only those need the other mode, which opens a page each time
	const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
		name
	).toEqual([]);
	await keepsItsWidth(page, name);
	await keepPicture(page, name);
}

export async function keepsItsWidth(page: Page, name: string): Promise<void> {
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** Where `HEARD_SHOTS` names a folder. */
export async function keepPicture(page: Page, name: string): Promise<void> {
	const folder = process.env.HEARD_SHOTS;
	if (!folder) return;
	const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
	const look = `${page.viewportSize()?.width}${isDark ? '-dark' : ''}`;
	const file = name.replaceAll(/[0-9a-f-]{36}/g, 'id').replaceAll(/[^\w-]+/g, '_');
	await page.screenshot({ path: join(folder, `${file}-${look}.png`), fullPage: true });
}
