import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import * as cases from '../../src/lib/server/desk/cases/index.ts';
import * as concerns from '../../src/lib/server/desk/concerns/index.ts';
import type { Staff } from '../../src/lib/server/desk/access/index.ts';
import { signedIn } from '../support/officer.ts';
import { stage, type Someone, type Stage } from '../support/stage.ts';

const words = 'lanternwillow';
const said = {
	CN0: 'yes',
	CN1: 'both',
	CN2: 'yes',
	SF1: '-2',
	H2: ['physical', 'other'],
	H2_text: words,
	R1: ['neck'],
	V1: '4',
	V2: words
};

let s: Stage;
/** With a critical concern that was assessed while the worker still worked. */
let earlier: Someone;
let her: Someone;

beforeAll(async () => {
	// nobody works unless the test says so
	s = await stage('h69', { desk: { HEARD_WORKER: 'off' } });
	earlier = await s.someone();
	await earlier.victim.tells(said);
	await s.world.settled();
	her = await s.someone();
	await her.victim.tells(said);
});
afterAll(() => s?.close());

async function queueOf(staff: Staff) {
	const view = await concerns.queue(s.world.desk, staff, { lane: null, filter: null, after: null });
	return view?.rows ?? [];
}

async function revisionOf(caseId: CaseId): Promise<string> {
	const [row] = await s.at.superuser<{ id: string }[]>`
		select id from response_revision where case_id = ${caseId}`;
	if (!row) throw new Error('nothing was sent');
	return row.id;
}

describe('the worker is stopped and she has sent', () => {
	test('H69 it stands at the head of the queue as not yet assessed, before everything that is', async () => {
		for (const staff of [s.agency.officer, s.agency.deputy, s.agency.supportWorker]) {
			const [first, second] = await queueOf(staff);
			expect(first).toMatchObject({
				kind: 'arrived',
				caseId: her.caseId,
				revisionId: await revisionOf(her.caseId)
			});
			expect(second).toMatchObject({ kind: 'lane', caseId: earlier.caseId, severity: 'critical' });
		}
	});

	test('H69 no filter and no lane hides it', async () => {
		for (const filter of ['all', 'critical', 'high', 'over', 'nonsense']) {
			const look = { lane: null, filter, after: null };
			const view = await concerns.queue(s.world.desk, s.agency.officer, look);
			expect(view?.rows[0], filter).toMatchObject({ kind: 'arrived', caseId: her.caseId });
		}
	});

	test('H69 nobody else sees that it is there', async () => {
		const others = [s.agency.otherOfficer, s.agency.otherSupportWorker, s.agency.programmeWorker];
		for (const staff of others) {
			expect(JSON.stringify(await queueOf(staff))).not.toContain(her.caseId);
		}
	});

	test('H69 nothing in it can be opened: no concern, no card, no word on the case, by any id', async () => {
		const { officer, supervisor, supportWorker } = s.agency;
		const concern = await s.at.superuser`select 1 from concern where case_id = ${her.caseId}`;
		expect(concern).toHaveLength(0);
		const [response] = await s.at.superuser<{ id: string }[]>`
			select id from response where case_id = ${her.caseId}`;
		const ids = [await revisionOf(her.caseId), response?.id ?? '', her.caseId, her.link.linkId];
		for (const staff of [officer, supervisor, supportWorker]) {
			for (const id of ids) {
				expect(await concerns.open(s.world.desk, staff, { id, lane: null })).toBeNull();
			}
			const read = JSON.stringify(await cases.read(s.world.desk, staff, her.caseId));
			expect(read).toContain(her.caseId);
			expect(read).not.toMatch(new RegExp(`${words}|physical|neck`));
			expect(JSON.stringify(await queueOf(staff))).not.toContain(words);
		}
	});

	test('H69 on the page it says so, and leads to the case, not to the answers', async () => {
		const officer = await signedIn(s, s.agency.officer);
		const page = await officer.get('/desk/queue');
		expect(page.status).toBe(200);
		expect(page.body).toMatch(/Just arrived.*being assessed/s);
		expect(page.body.indexOf(her.caseId)).toBeGreaterThan(0);
		expect(page.body.indexOf(her.caseId)).toBeLessThan(page.body.indexOf('/desk/concerns/'));
		expect(page.body).not.toContain(words);
		expect(await officer.get(`/desk/concerns/${await revisionOf(her.caseId)}`)).toMatchObject({
			status: 404
		});
	});

	test('H69 as soon as somebody works it becomes a concern, and opens', async () => {
		await s.world.work();
		const rows = await queueOf(s.agency.officer);
		expect(rows.map(({ kind }) => kind)).not.toContain('arrived');
		const [concern] = await s.at.superuser<{ id: string }[]>`
			select id from concern where case_id = ${her.caseId}`;
		const card = await concerns.open(s.world.desk, s.agency.officer, {
			id: concern?.id ?? '',
			lane: null
		});
		expect(JSON.stringify(card)).toContain(words);
	});
});
