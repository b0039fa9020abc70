import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as session from '../../src/lib/server/desk/auth/session.ts';
import { withAgency } from '../../src/lib/server/platform/db/client.ts';
import { signedIn } from '../support/officer.ts';
import { stage, type Stage } from '../support/stage.ts';
import { Visitor } from '../support/visitor.ts';
import type { Colleague } from '../support/world.ts';

// Sessions end when they must, and what has ended does not come back.

let s: Stage;
beforeAll(async () => {
	s = await stage('h53_sessions', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => s?.close());
beforeEach(() => s.at.superuser`delete from sign_in_throttle`);

const isDead = async (visitor: Visitor) => {
	const { status, location } = await visitor.get('/desk/account');
	return status === 303 && (location ?? '').startsWith('/desk/login');
};
const isLive = async (visitor: Visitor) => (await visitor.get('/desk/account')).status === 200;

/** The same browser once more, or somebody who copied the cookie. */
function copyOf(visitor: Visitor): Visitor {
	const copy = new Visitor(visitor.origin);
	for (const [name, value] of visitor.cookies) copy.cookies.set(name, value);
	return copy;
}

const sessionsOf = ({ staffId }: Colleague) =>
	s.at.superuser`select handle from session where staff_id = ${staffId}`;

describe('a role or an account that changes', () => {
	test('H53 a disabled person is out with the next request', async () => {
		const { otherOfficer } = s.agency;
		const [one, other] = [await signedIn(s, otherOfficer), await signedIn(s, otherOfficer)];
		expect(await isLive(one)).toBe(true);
		const { staffId } = otherOfficer;
		await s.at.superuser`update staff set disabled_at = heard_now() where id = ${staffId}`;
		expect(await isDead(one)).toBe(true);
		expect(await isDead(other)).toBe(true);
		// a form that was open is refused, not done
		expect((await one.post('/desk/account?/everywhere', {})).status).toBe(403);
	});

	test('H53 disabled between password and second factor, nobody comes in', async () => {
		const { email, password, code, staffId } = s.agency.otherSupportWorker;
		const visitor = new Visitor(s.app.desk.origin);
		await visitor.post('/desk/login', { email, password });
		await s.at.superuser`update staff set disabled_at = heard_now() where id = ${staffId}`;
		const reply = await visitor.post('/desk/login/factor', { code: await code() });
		expect(reply.location).toBe('/desk/login?ended');
		expect(await sessionsOf(s.agency.otherSupportWorker)).toHaveLength(0);
	});

	test('H53 what a role may not enter is shut with the next request, and all its sessions end', async () => {
		const { deputy } = s.agency;
		const [one, other] = [await signedIn(s, deputy), await signedIn(s, deputy)];
		expect((await one.get('/desk/queue')).status).toBe(200);
		const { agencyId, staffId } = deputy;
		await s.at.superuser`update staff set role = 'auditor' where id = ${staffId}`;
		expect((await one.get('/desk/queue')).status).toBe(404);
		await withAgency(s.world.desk.db, agencyId, (tx) => session.endAll(tx, deputy));
		expect(await isDead(one)).toBe(true);
		expect(await isDead(other)).toBe(true);
		await s.at.superuser`update staff set role = 'officer' where id = ${staffId}`;
		// it does not come back with the role
		expect(await isDead(one)).toBe(true);
	});
});

describe('a session that has ended', () => {
	test('H54 does not come back with its cookie after sign-out', async () => {
		const officer = await signedIn(s, s.agency.officer);
		const copy = copyOf(officer);
		await officer.post('/desk/logout', {});
		expect(await isDead(copy)).toBe(true);
		expect((await copy.post('/desk/account?/everywhere', {})).status).toBe(403);
	});

	test('H54 a cookie that was set before is not taken over by the sign-in', async () => {
		const { email, password, code } = s.agency.officer;
		const visitor = new Visitor(s.app.desk.origin);
		const planted = 'a'.repeat(40);
		visitor.cookies.set('__Host-d', planted);
		await visitor.post('/desk/login', { email, password });
		await visitor.post('/desk/login/factor', { code: await code() });
		expect(visitor.cookies.get('__Host-d')).not.toBe(planted);
		const attacker = new Visitor(s.app.desk.origin);
		attacker.cookies.set('__Host-d', planted);
		expect(await isDead(attacker)).toBe(true);
	});

	test('H54 has a new id after the second factor: the old one is dead', async () => {
		const officer = await signedIn(s, s.agency.officer);
		const before = copyOf(officer);
		const code = await s.agency.officer.code();
		const reply = await officer.post('/desk/step-up?to=/desk/cases', { code });
		expect(reply.location).toBe('/desk/cases');
		expect(await isDead(before)).toBe(true);
		expect(await isLive(officer)).toBe(true);
	});

	test('H54 is not brought back by a request that raced its end', async () => {
		const { supervisor } = s.agency;
		for (let round = 0; round < 8; round++) {
			const officer = await signedIn(s, supervisor);
			// old enough that every request wants to write when it was last seen
			await s.at.superuser`update session set seen_at = heard_now() - interval '2 minutes'
				where staff_id = ${supervisor.staffId}`;
			const code = await supervisor.code();
			const racing = [1, 2, 3].map(() => copyOf(officer).get('/desk/account'));
			const stepping = copyOf(officer);
			await Promise.all([
				...racing,
				stepping.post('/desk/step-up?to=/desk', { code }),
				officer.post('/desk/logout', {})
			]);
			// out of the two orders either may happen; in both nothing is left but by a new sign-in
			expect(await isDead(officer)).toBe(true);
			const left = await sessionsOf(supervisor);
			if (left.length > 0) expect(await isLive(stepping)).toBe(true);
			await s.at.superuser`delete from session where staff_id = ${supervisor.staffId}`;
			expect(await isDead(stepping)).toBe(true);
		}
	});
});

describe('the list of sessions', () => {
	test('H66 the one that was named ends, then all of them', async () => {
		const { admin } = s.agency;
		const [here, there, elsewhere] = [
			await signedIn(s, admin),
			await signedIn(s, admin),
			await signedIn(s, admin)
		];
		const page = (await there.get('/desk/account')).body;
		const handles = [...page.matchAll(/name="session" value="([^"]+)"/g)].map(
			([, one]) => one ?? ''
		);
		expect(handles).toHaveLength(2);

		const [first = ''] = handles;
		await there.post('/desk/account?/end', { session: first });
		expect(await isLive(there)).toBe(true);
		expect([await isLive(here), await isLive(elsewhere)].filter(Boolean)).toHaveLength(1);

		// what the list shows signs nobody in
		const thief = new Visitor(s.app.desk.origin);
		thief.cookies.set('__Host-d', handles[1] ?? '');
		expect(await isDead(thief)).toBe(true);

		expect((await there.post('/desk/account?/everywhere', {})).location).toBe('/desk/login?ended');
		for (const browser of [here, there, elsewhere]) expect(await isDead(browser)).toBe(true);
		expect(await sessionsOf(admin)).toHaveLength(0);
	});

	test('H66 nobody ends the session of somebody else by its handle', async () => {
		const officer = await signedIn(s, s.agency.officer);
		const [row] = await sessionsOf(s.agency.officer);
		const auditor = await signedIn(s, s.agency.auditor);
		await auditor.post('/desk/account?/end', { session: String(row?.handle) });
		expect(await isLive(officer)).toBe(true);
	});
});

describe('the life of a session', () => {
	test('H67 ends after twelve hours, however busy it was', async () => {
		const officer = await signedIn(s, s.agency.officer);
		for (let minutes = 5; minutes < 12 * 60; minutes += 5) {
			await s.at.clock.advance({ minutes: 5 });
			expect(await isLive(officer), `after ${minutes} minutes`).toBe(true);
		}
		await s.at.clock.advance({ minutes: 6 });
		expect(await isDead(officer)).toBe(true);
	});

	test('H67 twelve hours count from the sign-in, not from the last second factor', async () => {
		const { supervisor } = s.agency;
		const visitor = await signedIn(s, supervisor);
		for (let quarter = 1; quarter <= 4; quarter++) {
			for (let part = 0; part < 18; part++) {
				await s.at.clock.advance({ minutes: 10 });
				if (quarter === 4 && part === 17) break;
				expect(await isLive(visitor)).toBe(true);
			}
			if (quarter === 4) break;
			const code = await supervisor.code();
			expect((await visitor.post('/desk/step-up', { code })).location).toBe('/desk');
		}
		await s.at.clock.advance({ minutes: 1 });
		expect(await isDead(visitor)).toBe(true);
	});

	test('H67 ends after a quarter of an hour in which nothing was asked for', async () => {
		const officer = await signedIn(s, s.agency.officer);
		await s.at.clock.advance({ minutes: 14, seconds: 50 });
		expect(await isLive(officer)).toBe(true);
		await s.at.clock.advance({ minutes: 15, seconds: 1 });
		expect(await isDead(officer)).toBe(true);
		expect(await isDead(officer)).toBe(true);
	});
});
