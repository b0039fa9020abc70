import { expect, oldPhone, signIn, test, victim } from '../support/browser.ts';
import { nextPage } from '../support/next-page.ts';

test('a victim answers on a small screen without script, and her officer sees the concern', async ({
	browser,
	stage
}) => {
	const { world, agency } = stage;
	const caseId = await world.case(agency, {
		reference: 'LF-7001',
		hasLiveOrder: true,
		hasChildren: true
	});
	const phone = await (await browser.newContext(oldPhone)).newPage();
	const amara = victim(phone, await world.link(agency, caseId));

	await amara.opensHerLink();
	expect(new URL(phone.url()).pathname).toBe('/c');
	await expect(phone).toHaveTitle('Reminder');
	await expect(
		phone.getByText('We would like to ask how you are and if you feel safe.')
	).toBeVisible();
	await amara.says('Yes, go on');
	await amara.says('My officer and my support worker');
	await amara.says('Yes, nobody can see my screen');
	await amara.says('A bit less safe');
	await amara.says('Not very safe');
	await amara.says('Followed me, watched me, or turned up');
	await amara.says('None of these');
	await amara.says('None of them');
	await amara.says('Yes, more often or worse');
	await amara.says('I am sure they will');
	await amara.writes('He stood at the school gate.\nTwice.');
	await amara.skipsTo(/Have they broken the rules/);
	await amara.says('Yes, more than once');
	await amara.says('Came to my home, work or school');
	await amara.skipsTo(/keep to the rules/);
	await amara.says('No, I am sure they will not');
	await amara.says('They may take the children or not bring them back');
	await amara.says('Yes');
	await amara.skipsTo('You are at the end.');
	await amara.presses('Send');
	await expect(phone.getByText('You can close this page.')).toBeVisible();
	await expect(phone.getByText('school gate')).toHaveCount(0);

	await world.settled();
	const desk = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await signIn(desk, stage, agency.officer);
	const row = desk.getByRole('link', { name: /LF-7001/ });
	await expect(row).toContainText('Critical');
	await row.click();
	await expect(desk.getByRole('heading', { name: 'Case LF-7001', level: 1 })).toBeVisible();
	await expect(
		desk.getByText('The victim reports that the order or bail rules were broken.').first()
	).toBeVisible();
	await expect(desk.getByText('He stood at the school gate.').first()).toBeVisible();
	await expect(desk.getByText(/Do not rely on the barring order alone/)).toBeVisible();
	await expect(
		desk.getByText(/forbids contact by the perpetrator with the children/)
	).toBeVisible();
	await expect(desk.getByText(/No flag is not proof of safety/).first()).toBeVisible();

	await desk.getByRole('button', { name: /^Seen/ }).click();
	await expect(desk.getByRole('button', { name: /^Seen/ })).toHaveCount(0);
	await desk.goto(`${stage.app.desk.origin}/desk/queue`);
	await expect(desk.getByRole('link', { name: /LF-7001/ })).toContainText('seen');
});

test('an officer issues a card, a victim uses it, and it works only once', async ({
	browser,
	stage
}) => {
	const { world, agency } = stage;
	const caseId = await world.case(agency, { reference: 'LF-7002' });
	const desk = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await signIn(desk, stage, agency.officer);
	await desk.goto(`${stage.app.desk.origin}/desk/cases/${caseId}`);
	await desk.getByRole('link', { name: 'Issue a link' }).click();

	await desk.getByLabel(/I hand over both myself/).check();
	await nextPage(desk, () => desk.getByRole('button', { name: 'Make the link' }).click());
	const card = desk.locator('main');
	const text = (await card.textContent()) ?? '';
	const address = new RegExp(`${stage.app.intake.origin}/l/[0-9a-z]{32}`).exec(text)?.[0] ?? '';
	const pin = /\b\d{6}\b|\b\d{3} \d{3}\b/.exec(text.replace(address, ''))?.[0] ?? '';
	expect(address).not.toBe('');
	expect(pin.replace(' ', '')).toMatch(/^\d{6}$/);
	await expect(card.locator('svg[role="img"], figure svg').first()).toBeVisible();

	const phone = await (await browser.newContext(oldPhone)).newPage();
	const bea = victim(phone, { address, path: new URL(address).pathname, pin });
	await bea.opensHerLink();
	await bea.says('No, not today');
	await expect(phone.getByText('You do not have to do anything else.')).toBeVisible();

	await bea.opensHerLink();
	await expect(phone.getByRole('heading', { name: /This page is closed/ })).toBeVisible();
});

test('a revoked link opens nothing, and the case page says so', async ({ browser, stage }) => {
	const { world, agency } = stage;
	const caseId = await world.case(agency, { reference: 'LF-7003' });
	const link = await world.link(agency, caseId);
	const desk = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await signIn(desk, stage, agency.officer);
	await desk.goto(`${stage.app.desk.origin}/desk/cases/${caseId}`);
	await desk.getByText('Revoke this link', { exact: true }).click();
	await desk.getByRole('button', { name: 'Yes, revoke this link' }).click();
	await expect(desk.getByText(/revoked/i).first()).toBeVisible();

	const phone = await (await browser.newContext(oldPhone)).newPage();
	await victim(phone, link).opensHerLink();
	await expect(phone.getByRole('heading', { name: /This page is closed/ })).toBeVisible();
});

test('anyone who is not on the case gets the page of a case that does not exist', async ({
	browser,
	stage
}) => {
	const { world, agency, app } = stage;
	const caseId = await world.case(agency, { reference: 'LF-7004' });
	const unknown = '01900000-0000-7000-8000-000000000000';
	for (const colleague of [
		agency.otherOfficer,
		agency.otherSupportWorker,
		agency.programmeWorker,
		agency.admin,
		agency.auditor
	]) {
		const desk = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
		await signIn(desk, stage, colleague);
		const look = async (id: string) => {
			const answer = await desk.goto(`${app.desk.origin}/desk/cases/${id}`);
			return { status: answer?.status(), page: await answer?.text() };
		};
		const there = await look(caseId);
		expect(there.status, colleague.name).toBe(404);
		expect(there, colleague.name).toEqual(await look(unknown));
	}
});

test('H32 a real browser posts our own forms under our own headers, and nothing leaves for elsewhere', async ({
	browser,
	stage
}) => {
	const { world, agency, app } = stage;
	const link = await world.link(agency, await world.case(agency));
	const phone = await (await browser.newContext(oldPhone)).newPage();
	const posts: number[] = [];
	const origins = new Set<string>();
	phone.on('request', (request) => origins.add(new URL(request.url()).origin));
	phone.on('response', (reply) => {
		if (reply.request().method() === 'POST') posts.push(reply.status());
	});
	const amara = victim(phone, link);
	await amara.opensHerLink();
	await amara.says('Yes, go on');
	await amara.says('My officer and my support worker');
	expect(posts).toEqual([303, 303, 303]);
	expect([...origins].filter((origin) => origin !== 'null')).toEqual([app.intake.origin]);
});
