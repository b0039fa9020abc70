import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliveryContent } from '../../src/lib/domain/contact/index.ts';
import { deliveryId, type CaseId } from '../../src/lib/domain/ids.ts';
import { groups, parseToken } from '../../src/lib/domain/link/index.ts';
import { withAgency } from '../../src/lib/server/platform/db/client.ts';
import { openDelivery } from '../../src/lib/server/platform/crypto/open/index.ts';
import { signedIn } from '../support/officer.ts';
import { savePlan } from '../support/plans.ts';
import { stage, type Stage } from '../support/stage.ts';
import type { Visitor } from '../support/visitor.ts';

// Who knows the code must never be able to find the address: not on a page, not in an export, not in
// a log, however long they look.

let s: Stage;
beforeAll(async () => {
	s = await stage('h70', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => s?.close());

/** Every form in which the address of the case's newest message could be written. */
async function addressOf(caseId: CaseId): Promise<string[]> {
	const { desk } = s.world;
	const [row] = await s.at.superuser`
		select id, sealed from delivery where case_id = ${caseId} and sealed is not null`;
	if (!row) throw new Error('nothing waits');
	const at = { agencyId: s.agency.id, caseId };
	const key = await withAgency(desk.db, at.agencyId, (tx) => desk.keys.caseKey(tx, at));
	const place = { ...at, deliveryId: deliveryId.parse(row.id), sealed: row.sealed };
	const { address } = deliveryContent.parse(await openDelivery({ key, ...place }));
	const token = parseToken(address.slice(-32));
	if (!token) throw new Error('no token');
	return [token, groups(token).join(' '), ...groups(token).map((group) => `>${group}<`)];
}

/** Every page that leads on from these, as far as this person gets. */
async function everyPage(visitor: Visitor, from: readonly string[]): Promise<Map<string, string>> {
	const seen = new Map<string, string>();
	const waiting = [...from];
	for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
		if (seen.has(path) || seen.size > 60) continue;
		const { body } = await visitor.ask(path);
		seen.set(path, body);
		for (const [, found = ''] of body.matchAll(/href="(\/desk[^"#]*)"/g)) {
			waiting.push(found.replaceAll('&amp;', '&'));
		}
		// the same data as the browser's router asks for it
		if (!path.includes('__data')) {
			const [plain, query = ''] = path.split('?');
			const data = `${plain}/__data.json${query && `?${query}`}`;
			seen.set(data, (await visitor.ask(data)).body);
		}
	}
	return seen;
}

const form = (way: string) => ({ id: uuid(), way, language: 'en', hours: '168', one_hand: 'yes' });

test('H70 the address of a message stands in no page, no data and no log of who issued it', async () => {
	const caseId = await s.world.case(s.agency);
	await savePlan(s.world.desk, s.agency.supportWorker, { caseId });
	const officer = await signedIn(s, s.agency.officer);
	const made = await officer.post(`/desk/cases/${caseId}/links/new`, form('sms'));
	expect(made.status).toBe(200);
	const pin = /class="digits[^>]*><bdi[^>]*>(\d{3} \d{3})</.exec(made.body)?.[1];
	expect(pin).toBeDefined();

	const link = await s.at.superuser`select id from link where case_id = ${caseId}`;
	const paths = ['', '/plan', '/links/new', `/links/${link[0]?.id}/card`, '/check-in', '/export'];
	const pages = await everyPage(officer, [
		'/desk/queue',
		'/desk/cases',
		'/desk/account',
		...paths.map((path) => `/desk/cases/${caseId}${path}`)
	]);
	// the search is worth something: it came to the pages of the case
	expect(pages.get(`/desk/cases/${caseId}`)).toContain('Text message');
	expect(pages.size).toBeGreaterThan(8);

	const everything = [made.body, ...pages.values(), s.app.printed()].join('\n');
	for (const secret of await addressOf(caseId)) expect(everything).not.toContain(secret);
	// nor the number that it goes to
	expect(everything).not.toContain('400000001');
	expect(s.app.printed()).not.toContain(pin?.replace(' ', ''));
});

test('H70 nobody can type where a message goes', async () => {
	const caseId = await s.world.case(s.agency);
	await savePlan(s.world.desk, s.agency.supportWorker, { caseId });
	const worker = await signedIn(s, s.agency.supportWorker);
	const typed = { to: '+32400000999', number: '+32400000999', email: 'x@elsewhere.example' };
	const made = await worker.post(`/desk/cases/${caseId}/links/new`, { ...form('sms'), ...typed });
	expect(made.status).toBe(200);
	const rows = await s.at
		.superuser`select t::text as row from delivery t where case_id = ${caseId}`;
	expect(rows).toHaveLength(1);
	expect(rows[0]?.row).not.toMatch(/400000999|elsewhere/);
});

test('H70 with the setting on, one hand is on record; with it off, a card needs two people', async () => {
	const { officer, supportWorker } = s.agency;
	const caseId = await s.world.case(s.agency);
	const visitor = await signedIn(s, officer);
	const path = `/desk/cases/${caseId}/links/new`;
	const both = await visitor.post(path, form('card'));
	expect(both.body).toMatch(/\/l\/(<wbr>)?/);
	expect(both.body).toContain('class="digits');
	expect((await visitor.ask(`/desk/cases/${caseId}`)).body).toContain(
		'Card and code from one hand'
	);

	await s.at.superuser`update agency set desk_settings = desk_settings || '{"oneHand": false}'`;
	const apart = await visitor.post(path, form('card'));
	expect(apart.status).toBe(200);
	expect(apart.body).toContain('class="digits');
	const secrets = await addressOf(caseId);
	for (const secret of secrets) expect(apart.body).not.toContain(secret);

	const [row] = await s.at.superuser`
		select id from link where case_id = ${caseId} and state = 'open'`;
	const card = `/desk/cases/${caseId}/links/${row?.id}/card`;
	const own = await visitor.post(card, {});
	expect(own.status).toBe(422);
	for (const secret of secrets) expect(own.body).not.toContain(secret);

	const colleague = await signedIn(s, supportWorker);
	expect((await colleague.ask(card)).body).not.toContain(secrets[0]);
	const shown = await colleague.post(card, {});
	expect(shown.status).toBe(200);
	expect(shown.body).toContain(secrets[0]);
	expect(shown.body).not.toContain('class="digits');
	// once: asking again brings nothing, and neither does the page
	const again = await colleague.post(card, {});
	expect(again.status).toBe(422);
	for (const { body } of [again, await colleague.ask(card)]) {
		for (const secret of secrets) expect(body).not.toContain(secret);
	}
});
