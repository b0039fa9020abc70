import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signedIn } from '../support/officer.ts';
import { stage, type Stage } from '../support/stage.ts';
import type { Fields, Visitor } from '../support/visitor.ts';
import type { Agency } from '../support/world.ts';

// What an admin takes away is gone with the next request, in every browser where that person is.

let t: Stage;
let agency: Agency;
let admin: Visitor;

beforeAll(async () => {
	t = await stage('meanwhile', { desk: { HEARD_WORKER: 'off' } });
});
// each story takes something away from somebody
beforeEach(async () => {
	agency = await t.world.agency();
	admin = await signedIn(t, agency.admin);
});
afterAll(() => t?.close());

async function sessionsOf(staffId: string): Promise<number> {
	const [row] = await t.at.superuser<{ count: number }[]>`
		select count(*)::int as count from session where staff_id = ${staffId}`;
	return row?.count ?? -1;
}

async function isOut(visitor: Visitor, path: string): Promise<void> {
	const look = await visitor.get(path);
	expect([look.status, look.location]).toEqual([303, '/desk/login?ended']);
	expect((await visitor.post(`${path}?/seen`, {})).status).toBe(403);
}

const place = (changes: Fields): Fields => ({
	role: 'officer',
	organisation: agency.organisations.police,
	unit: agency.unit,
	...changes
});

test.each([
	['the role', () => place({ role: 'auditor', unit: '' })],
	['the unit', () => place({ unit: agency.otherUnit })]
])('H53 %s changes while somebody is signed in twice: both are out at once', async (_, fields) => {
	const id = agency.otherOfficer.staffId;
	const [one, two] = [
		await signedIn(t, agency.otherOfficer),
		await signedIn(t, agency.otherOfficer)
	];
	expect((await one.get('/desk/queue')).status).toBe(200);
	expect(await sessionsOf(id)).toBe(2);

	const done = await admin.post(`/desk/team/${id}?/change`, fields());
	expect([done.status, done.location]).toEqual([303, `/desk/team/${id}?done=change`]);
	expect(await sessionsOf(id)).toBe(0);
	await isOut(one, '/desk/queue');
	await isOut(two, '/desk/cases');
	// nobody else is
	expect((await admin.get('/desk/team')).status).toBe(200);
});

test('H53 a role that is taken away is away also after signing in again', async () => {
	const caseId = await t.world.case(agency);
	const id = agency.deputy.staffId;
	const deputy = await signedIn(t, agency.deputy);
	expect((await deputy.get(`/desk/cases/${caseId}`)).status).toBe(200);
	await admin.post(`/desk/team/${id}?/change`, place({ role: 'auditor', unit: '' }));

	const again = await signedIn(t, agency.deputy);
	// still named on the case: the role decides
	expect((await again.get(`/desk/cases/${caseId}`)).status).toBe(404);
	expect((await again.get('/desk/queue')).status).toBe(404);
	expect((await again.get('/desk/team')).status).toBe(200);
});

test('H53 a disabled account is out at once and comes in no more, until it is enabled', async () => {
	const id = agency.otherOfficer.staffId;
	const visitor = await signedIn(t, agency.otherOfficer);
	const done = await admin.post(`/desk/team/${id}?/disable`, {});
	expect(done.location).toBe(`/desk/team/${id}?done=disable`);
	expect(await sessionsOf(id)).toBe(0);
	await isOut(visitor, '/desk/queue');
	await expect(signedIn(t, agency.otherOfficer)).rejects.toThrow();

	await admin.post(`/desk/team/${id}?/enable`, {});
	// the old cookie stays worth nothing
	await isOut(visitor, '/desk/queue');
	const again = await signedIn(t, agency.otherOfficer);
	expect((await again.get('/desk/queue')).status).toBe(200);
});

test('H53 an admin who is disabled by another cannot go on with a form that was open', async () => {
	const second = await signedIn(t, agency.admin);
	const other = agency.otherOfficer.staffId;
	// another admin, so that the first is not the last one
	const made = await t.at.superuser`
		update staff set role = 'admin', unit_id = null where id = ${agency.deputy.staffId} returning id`;
	expect(made).toHaveLength(1);
	const rival = await signedIn(t, agency.deputy);
	await rival.post(`/desk/team/${agency.admin.staffId}?/disable`, {});

	const late = await second.post(`/desk/team/${other}?/disable`, {});
	expect(late.status).toBe(403);
	const [row] = await t.at.superuser`select disabled_at from staff where id = ${other}`;
	expect(row?.disabled_at).toBeNull();
});
