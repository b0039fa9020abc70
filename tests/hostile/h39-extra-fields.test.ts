import { afterAll, beforeAll, expect, test } from 'vitest';
import { ground, start, type Ground, type Running } from '../support/heard.ts';
import { Victim } from '../support/victim.ts';
import { Visitor } from '../support/visitor.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';

let at: Ground;
let app: Running;
let world: World;
let agency: Agency;

beforeAll(async () => {
	at = await ground('hostile_fields');
	app = await start(at);
	world = worldOn(at, app.intake.origin, app.desk.origin);
	agency = await world.agency();
});
afterAll(async () => {
	await world?.close();
	await app?.stop();
	await at?.close();
});

test('H39 fields that no form of ours has change nothing: not the state, severity, owner, case or agency', async () => {
	const other = await world.agency('Elsewhere (invented)');
	const extra = {
		state: 'closed',
		severity: 'low',
		agency: other.id,
		agency_id: other.id,
		owner: agency.otherOfficer.staffId,
		owner_id: agency.otherOfficer.staffId,
		case: '01900000-0000-7000-8000-000000000000',
		assessed_at: '2020-01-01',
		one_hand: 'no'
	};
	const caseId = await world.case(agency, { hasLiveOrder: true });
	const hers = new Victim(app.intake.origin, await world.link(agency, caseId));
	await hers.post(hers.link.path, { pin: hers.link.pin, ...extra });
	await hers.post('/c', { q: 'CN0', CN0: 'yes', do: 'continue', ...extra });
	await hers.goesOn({ CN1: 'both', CN2: 'yes', O5: '0' });
	await hers.post('/c', { do: 'send', ...extra });
	await world.settled();

	const lanes = () => at.superuser`
		select agency_id, lane, severity, state, owner_id from concern_lane
		where case_id = ${caseId} order by lane`;
	const before = await lanes();
	expect(before[0]).toMatchObject({
		agency_id: agency.id,
		lane: 'police',
		severity: 'high',
		state: 'new',
		owner_id: agency.officer.staffId
	});

	const officer = new Visitor(app.desk.origin);
	const { email, password, code } = agency.officer;
	await officer.post('/desk/login', { email, password, role: 'admin', ...extra });
	await officer.post('/desk/login/factor', { code: await code(), role: 'admin', ...extra });
	const [concern] = await at.superuser`select id from concern where case_id = ${caseId}`;
	const page = await officer.get(`/desk/concerns/${concern?.id}?lane=police`);
	const mark = /name="mark" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
	expect(mark).not.toBe('');
	const seen = await officer.post(`/desk/concerns/${concern?.id}?/seen`, {
		lane: 'police',
		mark,
		...extra
	});
	expect(seen.status).toBe(303);
	expect(await lanes()).toEqual(
		before.map((row) => (row.lane === 'police' ? { ...row, state: 'seen' } : row))
	);
	const [elsewhere] = await at.superuser<{ rows: number }[]>`
		select (select count(*) from response_revision where agency_id = ${other.id})::int
			+ (select count(*) from concern where agency_id = ${other.id})::int as rows`;
	expect(elsewhere?.rows).toBe(0);
});
