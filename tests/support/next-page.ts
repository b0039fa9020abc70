import type { Page } from '@playwright/test';

/**
 * Does what leads to another page, and waits until that one is read to its end. Between the two a
 * look would find the old page or none, and a key or a tap would be lost. For pages without script,
 * and for what loads a page anew: a link that script follows never gets here.
 */
export async function nextPage(page: Page, act: () => Promise<unknown>): Promise<void> {
	await Promise.all([page.waitForEvent('domcontentloaded', { timeout: 30_000 }), act()]);
}
