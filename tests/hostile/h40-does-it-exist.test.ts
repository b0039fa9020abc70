import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 as uuid } from 'uuid';
import { signedIn } from '../support/officer.ts';
import { stage, type Stage } from '../support/stage.ts';
import type { Reply, Visitor } from '../support/visitor.ts';
import type { Agency } from '../support/world.ts';

// "Is X a victim?", asked at the desk: by search, filter, order and count, and by making a case with
// a reference. Whoever may not see a case must learn nothing, not even from what is not said.

let at: Stage;
let other: Agency;
beforeAll(async () => {
	at = await stage('h40', { desk: { HEARD_WORKER: 'off' } });
	other = await at.world.agency('Elsewhere (invented)');
	await at.world.case(at.agency, { reference: 'KNOWN-4711' });
});
afterAll(() => at?.close());

/** The page without what differs by itself: what was asked for, ids, and moments. */
function plain({ status, body }: Reply, asked: string): string {
	return `${status} ${body}`
		.replaceAll(asked, 'ASKED')
		.replaceAll(asked.toLowerCase(), 'ASKED')
		.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'ID')
		.replaceAll(/new Date\(\d+\)/g, 'MOMENT')
		.replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'MOMENT')
		.replaceAll(/\b\d{2}:\d{2}\b/g, 'TIME');
}

test('H40 search, filter and order are the same for a reference that exists and one that does not', async () => {
	for (const who of [at.agency.otherOfficer, at.agency.otherSupportWorker, other.supervisor]) {
		const visitor = await signedIn(at, who);
		const look = async (q: string, rest: string) =>
			plain(await visitor.get(`/desk/cases?q=${q}${rest}`), q);
		for (const filter of ['open', 'concern', 'overdue', 'unplanned', 'unmanned', 'closed', 'all']) {
			for (const sort of ['reference', 'intervention', 'due']) {
				const rest = `&filter=${filter}&sort=${sort}`;
				// as many letters: the page holds what was typed
				expect(await look('KNOWN-4711', rest)).toBe(await look('NOBOD-4711', rest));
			}
		}
	}
});

test('H40 a new case with a reference that one may not see is a case like any other', async () => {
	const { otherOfficer, deputy, unit, supervisor } = at.agency;
	const maker = await signedIn(at, otherOfficer);
	const make = (reference: string) =>
		maker.post('/desk/cases/new', {
			id: uuid(),
			reference,
			unit,
			officer: otherOfficer.staffId,
			deputy: deputy.staffId,
			support_organisation: '',
			support_worker: '',
			intervention_on: '2026-11-02',
			intervention: 'arrest',
			children: 'no',
			conference_on: '',
			baseline: '',
			phrase: 'hurt',
			provider: '',
			programme_worker: ''
		});
	const [hidden, fresh] = [await make('KNOWN-4711'), await make('FRESH-4712')];
	expect([hidden.status, fresh.status]).toEqual([303, 303]);
	const page = async ({ location }: Reply, reference: string) =>
		plain(await maker.get(location ?? ''), reference);
	expect(await page(hidden, 'KNOWN-4711')).toBe(await page(fresh, 'FRESH-4712'));
	const edit = async ({ location }: Reply, reference: string) =>
		plain(await maker.get(`${location}/edit`), reference);
	expect(await edit(hidden, 'KNOWN-4711')).toBe(await edit(fresh, 'FRESH-4712'));

	await decides(await signedIn(at, supervisor), hidden);
});

async function decides(supervisor: Visitor, { location }: Reply): Promise<void> {
	const list = await supervisor.get('/desk/cases');
	expect(list.body).toContain('1 reference is used twice');
	const page = await supervisor.get('/desk/cases/parked');
	expect(page.body).toContain('KNOWN-4711');
	const reply = await supervisor.post('/desk/cases/parked?/keep', {
		case: location?.split('/').at(-1) ?? '',
		reference: 'KNOWN-4711-B'
	});
	expect([reply.status, reply.location]).toEqual([303, '/desk/cases/parked']);
	expect((await supervisor.get('/desk/cases')).body).not.toContain('used twice');
}
