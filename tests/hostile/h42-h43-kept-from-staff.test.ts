import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import { signedIn } from '../support/officer.ts';
import { stage, type Stage } from '../support/stage.ts';
import { stepUp } from '../support/step-up.ts';
import type { Reply, Visitor } from '../support/visitor.ts';
import type { Colleague } from '../support/world.ts';

// Staff who know him, are him, or are only curious: over the real pages, byte by byte.

let s: Stage;
beforeAll(async () => {
	s = await stage('h42_h43', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => s?.close());

const why = 'She says that this officer plays football with him.';
const nobodys = '01900000-0000-7000-8000-000000000000';

async function toldCase(reference: string): Promise<{ caseId: CaseId; concern: string }> {
	const { caseId, victim } = await s.someone({ reference });
	await victim.tells({ CN0: 'yes', CN1: 'both', CN2: 'yes', R1: ['kill'], V1: '4' });
	await s.world.settled();
	const [row] = await s.at.superuser`select id from concern where case_id = ${caseId}`;
	return { caseId, concern: String(row?.id) };
}

/** A reply without what differs by itself: the moment, minted ids, and the hash of the two. */
function without({ status, body, headers }: Reply, reference = '') {
	const { date: _date, 'content-security-policy': policy = '', ...rest } = headers;
	return {
		status,
		body: body
			.replaceAll(reference || /$^/g, 'REFERENCE')
			.replaceAll(/new Date\(\d+\)/g, 'moment')
			.replaceAll(/<time [^>]*>[^<]*<\/time>/g, 'moment')
			.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'minted'),
		headers: { ...rest, policy: policy.replaceAll(/'sha256-[^']+'/g, 'hash') }
	};
}

async function bytesOf(visitor: Visitor, path: string) {
	return without(await visitor.get(path));
}

async function events(event: string): Promise<Record<string, unknown>[]> {
	const rows = await s.at.superuser<{ body: string }[]>`select body from audit_event order by seq`;
	return rows.map(({ body }) => JSON.parse(body)).filter((one) => one.event === event);
}

async function blockedBySupervisor(caseId: CaseId, { staffId }: Colleague) {
	const supervisor = await signedIn(s, s.agency.supervisor);
	await stepUp(s, s.agency.supervisor);
	const page = await supervisor.get(`/desk/cases/${caseId}/block`);
	expect(page.status).toBe(200);
	const done = await supervisor.post(`/desk/cases/${caseId}/block?/block`, {
		staff: staffId,
		reason: why
	});
	expect(done.status).toBe(303);
	return supervisor;
}

describe('H42 a blocked officer', () => {
	test('H42 finds no case: not in lists and numbers, not by its addresses, not by what is recorded', async () => {
		const { deputy } = s.agency;
		const visitor = await signedIn(s, deputy);
		const before = {
			queue: await bytesOf(visitor, '/desk/queue'),
			cases: await bytesOf(visitor, '/desk/cases')
		};
		const { caseId, concern } = await toldCase('LF-4201');
		expect((await visitor.get('/desk/queue')).body).toContain('LF-4201');

		// named on it no more, and blocked; the lane still bears the old name
		await s.at.superuser`update "case" set deputy_officer_id = null where id = ${caseId}`;
		const supervisor = await blockedBySupervisor(caseId, deputy);
		expect(await bytesOf(visitor, '/desk/queue')).toEqual(before.queue);
		expect(await bytesOf(visitor, '/desk/cases')).toEqual(before.cases);
		for (const filter of ['critical', 'high', 'over']) {
			const page = await visitor.get(`/desk/queue?lane=police&filter=${filter}`);
			expect(page.body).not.toContain('LF-4201');
		}

		const denied = (await events('access.denied')).length;
		const [one = '', another = ''] = [caseId, nobodys];
		for (const path of ['/desk/cases/ID', '/desk/cases/ID/links/new', '/desk/cases/ID/block']) {
			const kept = await bytesOf(visitor, path.replace('ID', one));
			expect(kept.status).toBe(404);
			expect(kept).toEqual(await bytesOf(visitor, path.replace('ID', another)));
		}
		expect(await bytesOf(visitor, `/desk/concerns/${concern}`)).toEqual(
			await bytesOf(visitor, `/desk/concerns/${nobodys}`)
		);
		const record = (await events('access.denied')).slice(denied);
		const routesOf = (...objects: string[]) =>
			record.filter(({ object }) => objects.includes(String(object))).map(({ route }) => route);
		expect(routesOf(one, concern)).toEqual(routesOf(another));
		expect(record.every(({ by }) => by === deputy.staffId)).toBe(true);

		// who keeps the list sees that they asked
		const list = await supervisor.get(`/desk/cases/${caseId}/block`);
		expect(list.body).toContain('Its concern');
		expect(list.body).toContain(deputy.name);
	});

	test('H42 is told nothing by mail when somebody opens the case in an emergency', async () => {
		const { caseId } = await toldCase('LF-4202');
		await s.at.superuser`insert into case_block (agency_id, case_id, staff_id, by, note_id)
			values (${s.agency.id}, ${caseId}, ${s.agency.deputy.staffId}, ${s.agency.supervisor.staffId},
				${uuid()})`;
		await opensInAnEmergency(await steppedUp(s.agency.otherOfficer), 'LF-4202');
		const told = await s.at.superuser`select staff_id from notice where kind = 'break_glass'`;
		const names = told.map(({ staff_id }) => staff_id);
		expect(names).toContain(s.agency.officer.staffId);
		expect(names).not.toContain(s.agency.deputy.staffId);
	});
});

async function steppedUp(colleague: Colleague): Promise<Visitor> {
	const visitor = await signedIn(s, colleague);
	await stepUp(s, colleague);
	return visitor;
}

function opensInAnEmergency(
	visitor: Visitor,
	reference: string,
	changes: Record<string, string> = {}
) {
	return visitor.post('/desk/break-glass', {
		id: uuid(),
		reference,
		purpose: 'immediate_danger',
		reason: 'A neighbour heard her scream, and nobody answers.',
		...changes
	});
}

const NO_CASE = 'There is no case with this reference that can be opened.';

describe('H43 break-glass', () => {
	test('H43 without a reason, or a second factor of the last five minutes: refused, on record, nothing lost', async () => {
		const { caseId } = await toldCase('LF-4301');
		const visitor = await signedIn(s, s.agency.otherOfficer);
		// the second factor of the sign-in is too long ago
		await s.at.clock.advance({ minutes: 6 });
		const refused = await opensInAnEmergency(visitor, 'LF-4301');
		await s.at.clock.reset();
		expect(refused.status).toBe(422);
		expect(refused.body).toContain('older than five minutes');
		expect(refused.body).toContain('A neighbour heard her scream');
		expect(refused.body).toContain('value="LF-4301"');

		await stepUp(s, s.agency.otherOfficer);
		const short = await opensInAnEmergency(visitor, 'LF-4301', { reason: 'too short' });
		expect(short.status).toBe(422);
		expect(short.body).toContain('too short');
		expect((await opensInAnEmergency(visitor, 'LF-4301', { purpose: 'curiosity' })).status).toBe(
			422
		);
		// the desk's own limit of 15 minutes without a request has not passed
		await s.at.clock.advance({ minutes: 6 });
		expect((await opensInAnEmergency(visitor, 'LF-4301')).status).toBe(422);
		await s.at.clock.reset();

		expect((await events('break_glass.refused')).map(({ why: reason }) => reason)).toEqual([
			'no_step_up',
			'incomplete',
			'incomplete',
			'no_step_up'
		]);
		expect(await s.at.superuser`select 1 from break_glass where case_id = ${caseId}`).toHaveLength(
			0
		);
		expect((await visitor.get(`/desk/cases/${caseId}`)).status).toBe(404);
	});

	test('H43 by the blocked person: the same bytes as for a reference that nobody has', async () => {
		const { caseId } = await toldCase('LF-4302');
		const blocked = s.agency.otherOfficer;
		await blockedBySupervisor(caseId, blocked);
		const visitor = await steppedUp(blocked);
		const answer = async (reference: string) =>
			without(await opensInAnEmergency(visitor, reference), reference);
		const kept = await answer('LF-4302');
		expect(kept.status).toBe(422);
		expect(kept.body).toContain(NO_CASE);
		expect(kept).toEqual(await answer('LF-4399'));
		const [one, another] = (await events('access.denied')).slice(-2);
		expect(one).toEqual({ ...another, object: caseId });
	});

	test('H43 with all: it opens, and officer, supervisor and support worker are told before it is read', async () => {
		const { caseId, concern } = await toldCase('LF-4303');
		const visitor = await steppedUp(s.agency.otherOfficer);
		await s.at.superuser`delete from notice`;
		const opened = await opensInAnEmergency(visitor, 'LF-4303');
		expect([opened.status, opened.location]).toEqual([303, `/desk/cases/${caseId}`]);
		const told = await s.at.superuser`
			select staff_id, due_at <= made_at as at_once from notice where kind = 'break_glass'`;
		const { officer, deputy, supervisor, supportWorker } = s.agency;
		expect(told.map(({ staff_id }) => staff_id).toSorted()).toEqual(
			[officer, deputy, supervisor, supportWorker].map(({ staffId }) => staffId).toSorted()
		);
		expect(told.every(({ at_once }) => at_once)).toBe(true);

		for (const path of [`/desk/cases/${caseId}`, `/desk/concerns/${concern}`]) {
			const page = await visitor.get(path);
			expect(page.status).toBe(200);
			expect(page.body).toContain('Opened by break-glass until');
			expect(page.body).not.toMatch(/\?\/seen|links\/new|\?\/revoke|\/block/);
		}
		const pressed = await visitor.post(`/desk/concerns/${concern}?/seen`, {
			lane: 'police',
			mark: 'x'
		});
		expect(pressed.status).toBe(404);
		expect((await visitor.get(`/desk/cases/${caseId}/links/new`)).status).toBe(404);

		// first the record of the opening, then the records of what was read, all by the one who opened
		const record = await s.at.superuser<{ body: string }[]>`
			select body from audit_event where body like ${`%${caseId}%`} order by seq`;
		const mine = record
			.map(({ body }) => JSON.parse(body))
			.filter(({ by }) => by === s.agency.otherOfficer.staffId);
		expect(mine.map(({ event }) => event)).toEqual([
			'break_glass.opened',
			'case.opened',
			'case.answers_opened',
			'concern.opened',
			'access.denied'
		]);
		expect(JSON.stringify(record)).not.toContain('neighbour');
		expect(s.app.printed()).not.toContain('neighbour');
	});

	test('H43 support, programme, admins and auditors have no such page', async () => {
		const { supportWorker, programmeWorker, admin, auditor } = s.agency;
		for (const colleague of [supportWorker, programmeWorker, admin, auditor]) {
			const visitor = await steppedUp(colleague);
			expect((await visitor.get('/desk/break-glass')).status).toBe(404);
			expect((await opensInAnEmergency(visitor, 'LF-4303')).status).toBe(404);
			expect((await visitor.get('/desk/break-glass/review')).status).toBe(404);
		}
	});
});
