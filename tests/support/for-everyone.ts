import { join } from 'node:path';
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * What axe knows finds nothing to say about this page, it does not scroll sideways, and on the desk
 * the Tab key comes to everything that can be used. With a folder in `HEARD_SHOTS` a picture of it is
 * kept there, for somebody to look at.
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
	// her pages have walks of their own; one width is enough, the order does not change with it
	const isDesk = new URL(page.url()).pathname.startsWith('/desk');
	if (isDesk && (page.viewportSize()?.width ?? 0) < 400) await isReachedByTab(page, name);
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

/**
 * Tab, from the top of the page on, comes to every link, button and field that is to be seen, and
 * shows where it is. Of the choices of one question it comes to one; the arrows go to the others.
 */
async function isReachedByTab(page: Page, name: string): Promise<void> {
	const count = await page.evaluate(() => {
		const usable = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
		const groups = new Set<string>();
		const awaited = [...document.querySelectorAll<HTMLElement>(usable)].filter((element) => {
			if (element.matches(':disabled, [tabindex="-1"]') || !element.checkVisibility()) return false;
			if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
			const group = `${element.form?.action} ${element.name}`;
			const isKnown = groups.has(group);
			groups.add(group);
			return !isKnown;
		});
		Object.assign(window, { heardAwaited: awaited });
		document.body.tabIndex = -1;
		document.body.focus();
		document.body.removeAttribute('tabindex');
		return awaited.length;
	});
	// a date is several stops, and a region that scrolls by itself is one too
	for (let keys = 0; keys < count * 4 + 12; keys++) {
		await page.keyboard.press('Tab');
		const { isDone, unseen } = await page.evaluate(() => {
			const here = document.activeElement;
			const groupOf = (element: Element | null) =>
				element instanceof HTMLInputElement && element.type === 'radio'
					? `${element.form?.action} ${element.name}`
					: element;
			const awaited = Reflect.get(window, 'heardAwaited') as Element[];
			const left = awaited.filter((element) => groupOf(element) !== groupOf(here));
			Object.assign(window, { heardAwaited: left });
			// within a date the browser shows by itself which part it is
			const isShown = here?.matches('body, :focus-visible, [type^=date], [type=time]');
			return { isDone: left.length === 0, unseen: isShown ? null : here?.outerHTML };
		});
		expect(unseen, `${name}: the focus does not show`).toBeNull();
		if (isDone) return;
	}
	const missed = await page.evaluate(() =>
		(Reflect.get(window, 'heardAwaited') as Element[]).map(({ outerHTML }) =>
			outerHTML.slice(0, 120)
		)
	);
	expect(missed, `${name}: the Tab key never comes to these`).toEqual([]);
}
