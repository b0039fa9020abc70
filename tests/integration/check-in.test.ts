import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ground, start, type Ground, type Running } from '../support/heard.ts';
import { Victim } from '../support/victim.ts';
import { worldOn, type World } from '../support/world.ts';

let at: Ground;
let app: Running;
let world: World;

beforeAll(async () => {
	at = await ground('check_in');
	app = await start(at);
	world = worldOn(at, app.intake.origin, app.desk.origin);
});
afterAll(async () => {
	await world?.close();
	await app?.stop();
	await at?.close();
});

describe('a check-in from link to concern', () => {
	test('what she sends is sealed, assessed and in the queue of her officer', async () => {
		const agency = await world.agency();
		const caseId = await world.case(agency, { hasLiveOrder: true });
		const victim = new Victim(app.intake.origin, await world.link(agency, caseId));

		const last = await victim.tells({ CN0: 'yes', CN1: 'both', CN2: 'yes', O5: '0', V2: 'never' });
		expect(last.status).toBe(200);
		expect(last.body).toContain('Thank you.');

		await world.settled();
		const lanes = await at.superuser`
			select lane, severity, owner_id from concern_lane
			where agency_id = ${agency.id} and case_id = ${caseId} order by lane`;
		expect(lanes.map(({ lane, severity }) => `${lane} ${severity}`)).toEqual([
			'police high',
			'supervisor high',
			'support high'
		]);
		expect(lanes[0]?.owner_id).toBe(agency.officer.staffId);
	});
});
