import type { BrowserContext, Page } from '@playwright/test';
import { expect, signIn, test, type Stage } from '../support/browser.ts';
import { leaderOfSouth } from '../support/leader.ts';
import { nextPage } from '../support/next-page.ts';
import { stepUp } from '../support/step-up.ts';
import { who, type Cast, type Who } from '../support/xss/cast.ts';
import { fields, formPages } from '../support/xss/fields.ts';
import { asReason, payloads, tooMuch } from '../support/xss/payloads.ts';

// Whoever fills a field here wants the browser of somebody else to do something. It shows the text.

/** Everything that a page does which a text must not make it do. */
async function watch(context: BrowserContext, origin: string): Promise<string[]> {
	const done: string[] = [];
	await context.exposeBinding('heardViolation', (_source, what: string) => done.push(what));
	await context.addInitScript(() => {
		// before any script of the page, and in every frame
		document.addEventListener('securitypolicyviolation', (violation) => {
			const { blockedURI, violatedDirective } = violation;
			Reflect.get(window, 'heardViolation')(`policy: ${violatedDirective} ${blockedURI}`);
		});
	});
	context.on('dialog', (dialog) => {
		done.push(`dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	context.on('request', (request) => {
		const url = request.url();
		if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) done.push(`request: ${url}`);
	});
	context.on('console', (line) => {
		// a refused form is 422, which a browser calls an error
		if (line.type() === 'error' && !/status of 422/.test(line.text())) done.push(line.text());
	});
	context.on('weberror', (error) => done.push(String(error.error())));
	return done;
}

type Browsers = Record<Who, Page>;

/** Everybody at a desk of their own, in an agency of their own: no other story has to read all this. */
async function cast(at: Stage, newContext: () => Promise<BrowserContext>) {
	const stage = { ...at, agency: await at.world.agency() };
	const { agency, app, ground, world } = stage;
	const people: Cast['people'] = {
		officer: agency.officer,
		supervisor: agency.supervisor,
		supportWorker: agency.supportWorker,
		otherSupportWorker: agency.otherSupportWorker,
		programmeWorker: agency.programmeWorker,
		admin: agency.admin,
		reviewer: await leaderOfSouth({ world, agency }, 'Lark')
	};
	const browsers = {} as Browsers; // filled below, for each who has one
	const seen: string[][] = [];
	for (const name of who) {
		const context = await newContext();
		const page = await context.newPage();
		await signIn(page, stage, people[name]);
		await stepUp({ at: ground }, people[name]);
		browsers[name] = page;
		// what is done from now on
		seen.push(await watch(context, app.desk.origin));
	}
	return { stage, people, browsers, done: () => seen.flat() };
}

/** Until the page is read to its end, and whatever it asks for was asked for. */
async function look(page: Page, address: string): Promise<void> {
	// on a machine with much to do the network may rest before the page has come whole
	await page.goto(address);
	await page.waitForLoadState('networkidle');
}

/** What a person reads on the page and in its fields; what scripts of ours carry is not shown. */
async function shown(page: Page): Promise<string> {
	return page.evaluate(() => {
		const body = document.body.cloneNode(true) as HTMLElement;
		for (const script of body.querySelectorAll('script')) script.remove();
		const typed = [...document.querySelectorAll('input, textarea')].map((field) =>
			Reflect.get(field, 'value')
		);
		return [body.textContent, ...typed].join('\n');
	});
}

/** The same of a list, page after page. */
async function shownOnAll(page: Page): Promise<string> {
	const read = [await shown(page)];
	const named = { name: /^Next/ };
	const next = page.getByRole('link', named).or(page.getByRole('button', named));
	while ((await next.count()) > 0) {
		const [before = ''] = read.slice(-1);
		await next.click();
		// some lists load a page anew, and some are followed by script
		await expect.poll(() => shown(page).catch(() => before)).not.toBe(before);
		await page.waitForLoadState('networkidle');
		read.push(await shown(page));
	}
	return read.join('\n');
}

const missing = (page: string, texts: readonly string[]) =>
	texts.filter((text) => !page.includes(text));

async function wasHit(page: Page): Promise<boolean> {
	return page.evaluate(() => 'hit' in window);
}

test('H33 forty payloads in every text field stand there as they were written, on screen and on paper', async ({
	browser,
	stage: at
}) => {
	test.setTimeout(900_000);
	expect(new Set(payloads).size).toBe(40);
	const { stage, people, browsers, done } = await cast(at, () => browser.newContext());

	for (const field of fields) {
		for (const { who, path, texts, isList } of await field.fill({ stage, people })) {
			const page = browsers[who];
			await look(page, `${stage.app.desk.origin}${path}`);
			const read = isList ? await shownOnAll(page) : await shown(page);
			expect(missing(read, texts), `${field.name} on ${path}`).toEqual([]);
			// what stands below a heading that opens is opened, and then everything is printed
			await page.evaluate(() => {
				for (const details of document.querySelectorAll('details')) details.open = true;
			});
			await page.emulateMedia({ media: 'print' });
			expect(await wasHit(page), path).toBe(false);
			await page.emulateMedia({ media: null });
			expect(done(), `${field.name} on ${path}`).toEqual([]);
		}
	}
	// all of them together in the list of what waits
	await look(browsers.officer, `${stage.app.desk.origin}/desk/queue`);
	expect(done()).toEqual([]);
});

/**
 * Fills every text field of a form, whatever kind it says it is, and sends it as it is: with more than
 * any field takes, so that it comes back, or into a search with one text that is searched for.
 */
async function fillAndSend(page: Page, nth: number): Promise<{ names: string[]; text: string }> {
	const form = page.locator('main form').nth(nth);
	const { isSearch, isFollowed } = await form.evaluate((element: HTMLFormElement) => ({
		isSearch: element.method === 'get' || element.getAttribute('role') === 'search',
		isFollowed: element.method === 'get'
	}));
	const text = isSearch ? (payloads[2] ?? '') : tooMuch;
	const names = await form.evaluate((element: HTMLFormElement, typed) => {
		element.noValidate = true;
		const filled: string[] = [];
		for (const field of element.elements) {
			const isText = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
			const kinds = ['text', 'textarea', 'email', 'tel', 'search', 'password'];
			if (!isText || !kinds.includes(field.type)) continue;
			// `email` and `maxlength` are the browser's manners, not those of an attacker
			if (field instanceof HTMLInputElement && field.type !== 'password') field.type = 'text';
			field.removeAttribute('maxlength');
			field.value = typed;
			// a password is never given back
			if (field.type !== 'password') filled.push(field.name);
		}
		return filled;
	}, text);
	if (names.length === 0) return { names, text };
	const send = () => form.evaluate((element: HTMLFormElement) => element.requestSubmit());
	if (isFollowed) {
		// by script, which loads no page anew
		await send();
		await page.waitForURL(/[?&]\w+=/);
		await page.waitForLoadState('networkidle');
	} else {
		await nextPage(page, send);
	}
	return { names, text };
}

test('H33 what was typed into a form stands in it again, and does nothing', async ({
	browser,
	stage: at
}) => {
	test.setTimeout(900_000);
	const { stage, people, browsers, done } = await cast(at, () => browser.newContext());
	const nobody = await browser.newContext();
	const doneByNobody = await watch(nobody, stage.app.desk.origin);
	const signedOut = await nobody.newPage();

	for (const { who, path } of formPages) {
		const page = who ? browsers[who] : signedOut;
		const address = `${stage.app.desk.origin}${await path({ stage, people })}`;
		await page.goto(address);
		const forms = await page.locator('main form').count();
		const known = new Set<string>();
		for (let nth = 0; nth < forms; nth++) {
			await page.goto(address);
			// a list repeats its form in each row: one of them is enough
			const kind = await kindOf(page, nth);
			if (known.has(kind)) continue;
			known.add(kind);
			const { names, text } = await fillAndSend(page, nth);
			for (const name of names) {
				const field = page.locator('main form').nth(nth).locator(`[name="${name}"]`);
				await expect.soft(field.first(), `${name} of ${address}`).toHaveValue(text);
			}
			expect(await wasHit(page)).toBe(false);
			expect([...done(), ...doneByNobody], address).toEqual([]);
		}
	}
});

/** Two forms that ask for the same at the same address are one kind. */
function kindOf(page: Page, nth: number): Promise<string> {
	return page
		.locator('main form')
		.nth(nth)
		.evaluate((form: HTMLFormElement) =>
			[form.action, ...new FormData(form).keys(), form.elements.length].join(' ')
		);
}

test('H33 a text that does run would be seen: the watch is awake', async ({ browser, stage }) => {
	const context = await browser.newContext();
	const done = await watch(context, stage.app.desk.origin);
	const page = await context.newPage();
	await page.goto(`${stage.app.desk.origin}/desk/login`);
	await page.evaluate((html) => {
		document.body.insertAdjacentHTML('beforeend', html);
	}, payloads.slice(5, 8).map(asReason).join(''));
	await expect.poll(() => done.join('\n')).toContain('policy: ');
});
