import { setTimeout as pause } from 'node:timers/promises';
import { test as base, expect, type Page } from '@playwright/test';
import { ground, start, type Ground, type Running } from './heard.ts';
import { nextPage } from './next-page.ts';
import { worldOn, type Agency, type Colleague, type World } from './world.ts';
import type { OneTimeLink } from './victim.ts';
import { tellWhatWasSeen } from './what-was-seen.ts';

// Stories in a real browser against the production build: invented people read what is on the page
// and press what it offers.

export type Stage = { ground: Ground; app: Running; world: World; agency: Agency };

export const test = base.extend<{ roomLeftEmpty: void }, { stage: Stage }>({
	// windows that a story leaves open go on working, and slow down every story after it
	roomLeftEmpty: [
		async ({ browser, stage }, use, story) => {
			const before = stage.app.printed().length;
			await use();
			if (story.status !== story.expectedStatus) {
				await tellWhatWasSeen(browser, stage.app.printed().slice(before));
			}
			// a page that a story put to sleep never answers, and goes with the browser
			const all = browser.contexts().map((context) => context.close());
			await Promise.race([Promise.all(all), pause(5000)]);
		},
		{ auto: true }
	],
	stage: [
		// eslint-disable-next-line no-empty-pattern -- Playwright wants a pattern here
		async ({}, use, worker) => {
			const at = await ground(`e2e_${worker.workerIndex}`);
			const app = await start(at);
			const world = worldOn(at, app.intake.origin, app.desk.origin);
			const agency = await world.agency();
			await use({ ground: at, app, world, agency });
			await world.close();
			await app.stop();
			await at.close();
		},
		{ scope: 'worker', timeout: 120_000 }
	]
});

export { expect };

/** A phone of few pixels, and a page that works without script. */
export const oldPhone = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false };

/** Her side. She knows the address from a card, and the code by word of mouth. */
export function victim(page: Page, link: OneTimeLink & { address: string }) {
	const press = (name: string) =>
		nextPage(page, () => page.getByRole('button', { name, exact: true }).click());
	return {
		page,
		async opensHerLink(pin = link.pin) {
			await page.goto(link.address);
			await page.getByLabel('Enter your code').fill(pin);
			await press('Continue');
		},
		/** Ticks what she means, by its words, and goes on. */
		async says(...answers: string[]) {
			for (const answer of answers) await page.getByLabel(answer, { exact: true }).check();
			await press('Continue');
		},
		async writes(words: string) {
			await page.getByRole('textbox').fill(words);
			await press('Continue');
		},
		async presses(name: string) {
			await press(name);
		},
		/** Skips until this heading stands on the page. */
		async skipsTo(heading: string | RegExp) {
			for (let pages = 0; pages < 60; pages++) {
				if (await page.getByRole('heading', { name: heading }).count()) return;
				const skip = page.getByRole('button', { name: 'Skip', exact: true });
				await press((await skip.count()) ? 'Skip' : 'Continue');
			}
			throw new Error(`never came to ${heading}`);
		}
	};
}

/** Somebody at the desk. */
export async function signIn(page: Page, { app }: Stage, colleague: Colleague): Promise<void> {
	await page.goto(`${app.desk.origin}/desk/login`);
	await page.getByLabel('E-mail').fill(colleague.email);
	await page.getByLabel('Password').fill(colleague.password);
	await nextPage(page, () => page.getByRole('button', { name: 'Sign in' }).click());
	await page.getByLabel('Code from your app').fill(await colleague.code());
	await nextPage(page, () => page.getByRole('button', { name: 'Go on' }).click());
	await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}
