import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';

/**
 * Prints what explains a story that failed on a machine that nobody can look at: what stood on the
 * open pages for a heading or a refusal, and the last lines of both processes. No tokens and no codes
 * here either, although nobody real has them.
 */
export async function tellWhatWasSeen(browser: Browser, printed: string): Promise<void> {
	for (const page of browser.contexts().flatMap((context) => context.pages())) {
		console.log(`open: ${addressOf(page)}: ${await wordsOn(page)}`);
	}
	console.log(`printed:\n${printed.trimEnd().split('\n').slice(-25).join('\n')}`);
}

function addressOf(page: Page): string {
	if (!URL.canParse(page.url())) return page.url();
	return new URL(page.url()).pathname.replace(/^\/l\/.+/, '/l/…');
}

/** A page that hangs says so within two seconds. */
async function wordsOn(page: Page): Promise<string> {
	const words = page.locator('h1, [role=alert]').allInnerTexts();
	const seen = await Promise.race([words.catch(String), pause(2000, 'no answer')]);
	return JSON.stringify(seen);
}
