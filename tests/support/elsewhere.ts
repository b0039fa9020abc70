import { Buffer } from 'node:buffer';
import type { Page } from '@playwright/test';
import { until } from './until.ts';

/** A request that left the browser for another site. */
export type Asked = { url: string; headers: Record<string, string> };

/**
 * Plays every site but ours in this page, so that nobody's weather page is asked for a test. A route
 * of Playwright's does not see where a redirect leads; this does.
 */
export async function elsewhere(page: Page): Promise<Asked[]> {
	const asked: Asked[] = [];
	const devtools = await page.context().newCDPSession(page);
	devtools.on('Fetch.requestPaused', ({ requestId, request }) => {
		asked.push({ url: request.url, headers: request.headers });
		void devtools.send('Fetch.fulfillRequest', {
			requestId,
			responseCode: 200,
			responseHeaders: [{ name: 'content-type', value: 'text/html' }],
			body: Buffer.from(
				'<title>Weather</title><link rel="icon" href="data:,"><h1>Rain</h1>'
			).toString('base64')
		});
	});
	await devtools.send('Fetch.enable', { patterns: [{ urlPattern: 'https://*' }] });
	return asked;
}

export type Entry = { url: string; title: string };

/** What Back and Forward of this tab lead to, from the oldest. */
export async function historyOf(page: Page): Promise<Entry[]> {
	const devtools = await page.context().newCDPSession(page);
	// while one page takes the place of another there is none to ask
	const { entries } = await until('the history', () =>
		devtools.send('Page.getNavigationHistory').catch(() => null)
	);
	await devtools.detach();
	return entries.map(({ url, title }) => ({ url, title }));
}
