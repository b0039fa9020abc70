import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Authenticator, type Lies } from '../support/authenticator.ts';
import { signedIn } from '../support/officer.ts';
import { codeAt } from '../support/second-factor.ts';
import { stage, type Stage } from '../support/stage.ts';
import { Visitor, type Reply } from '../support/visitor.ts';
import type { Colleague } from '../support/world.ts';

// Somebody has the password of one of us, and tries to get past the second factor.

let s: Stage;
beforeAll(async () => {
	s = await stage('h51_second_factor', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => s?.close());

beforeEach(async () => {
	await s.at.superuser`delete from sign_in_throttle`;
	await s.at.superuser`update totp set last_step = 0`;
	// into the beginning of a half minute, so that none ends while a test looks at it
	const now = await s.at.clock.now();
	await s.at.clock.advance({ seconds: 31 - (Math.floor(now.getTime() / 1000) % 30) });
});

/** Past the password, in a browser of their own. */
async function atFactor({ email, password }: Colleague): Promise<Visitor> {
	const visitor = new Visitor(s.app.desk.origin);
	const reply = await visitor.post('/desk/login', { email, password });
	expect(reply.location).toBe('/desk/login/factor');
	return visitor;
}

const shows = (visitor: Visitor, code: string) => visitor.post('/desk/login/factor', { code });
const codeOf = async ({ secret }: Colleague, later = 0) =>
	codeAt(secret, await s.at.clock.now(), later);

const isIn = (reply: Reply) => reply.status === 303 && reply.location === '/desk';

async function expectRefused(visitor: Visitor, reply: Reply): Promise<void> {
	expect(reply.status).toBe(422);
	expect([...visitor.cookies.keys()]).toEqual(['__Host-s']);
	expect((await visitor.get('/desk/account')).location).toMatch(/^\/desk\/login/);
}

async function audited(event: string, staffId: string): Promise<number> {
	const rows = await s.at.superuser<{ body: string }[]>`select body from audit_event`;
	return rows
		.map(({ body }) => JSON.parse(body))
		.filter((one) => one.event === event && [one.staff, one.by].includes(staffId)).length;
}

describe('H51 codes of an app', () => {
	test('H51 the password alone opens nothing, and its step is no session', async () => {
		const thief = await atFactor(s.agency.officer);
		for (const path of ['/desk', '/desk/queue', '/desk/cases', '/desk/account', '/desk/step-up']) {
			expect((await thief.get(path)).location, path).toBe('/desk/login');
		}
		const stolen = thief.cookies.get('__Host-s') ?? '';
		thief.cookies.set('__Host-d', stolen);
		expect((await thief.get('/desk/queue')).status).toBe(303);
	});

	test('H51 a code that was used is worth nothing, nor one from before it', async () => {
		const { officer } = s.agency;
		const code = await codeOf(officer);
		const before = await codeOf(officer, -1);
		expect(isIn(await shows(await atFactor(officer), code))).toBe(true);
		const thief = await atFactor(officer);
		await expectRefused(thief, await shows(thief, code));
		await expectRefused(thief, await shows(thief, before));
		expect(await audited('factor.refused', officer.staffId)).toBe(2);
		expect(isIn(await shows(thief, await codeOf(officer, 1)))).toBe(true);
	});

	test('H51 of the same code sent ten times at once one signs in', async () => {
		const { officer } = s.agency;
		const visitors = await Promise.all(Array.from({ length: 5 }, () => atFactor(officer)));
		const code = await codeOf(officer);
		const replies = await Promise.all(visitors.map((visitor) => shows(visitor, code)));
		expect(replies.filter(isIn)).toHaveLength(1);
	});

	test('H51 the code of another account is refused', async () => {
		const thief = await atFactor(s.agency.officer);
		await expectRefused(thief, await shows(thief, await codeOf(s.agency.deputy)));
		const [recovery = ''] = s.agency.deputy.recoveryCodes;
		await expectRefused(thief, await shows(thief, recovery));
	});

	test('H51 a phone may be half a minute off, and no more', async () => {
		const { officer } = s.agency;
		const visitor = await atFactor(officer);
		for (const later of [-2, 2, -20, 20]) {
			await expectRefused(visitor, await shows(visitor, await codeOf(officer, later)));
		}
		expect(isIn(await shows(visitor, await codeOf(officer, -1)))).toBe(true);
		expect(isIn(await shows(await atFactor(officer), await codeOf(officer, 1)))).toBe(true);
	});

	test('H51 after five wrong ones the attempt ends, with the right code too, for a quarter of an hour', async () => {
		const { supervisor } = s.agency;
		const atWork = await signedIn(s, supervisor);
		const thief = await atFactor(supervisor);
		for (let miss = 0; miss < 5; miss++) {
			await expectRefused(thief, await shows(thief, '000000'));
		}
		const sixth = await shows(thief, await codeOf(supervisor, 1));
		expect(sixth.location).toBe('/desk/login?wait');
		expect(thief.cookies.size).toBe(0);
		expect(await audited('factor.throttled', supervisor.staffId)).toBe(1);

		const again = await atFactor(supervisor);
		expect((await shows(again, await codeOf(supervisor, 1))).location).toBe('/desk/login?wait');
		// who is at work is not thrown out by a stranger
		expect((await atWork.get('/desk/queue')).status).toBe(200);

		await s.at.clock.advance({ minutes: 15, seconds: 1 });
		expect(isIn(await shows(await atFactor(supervisor), await codeOf(supervisor)))).toBe(true);
	});

	test('H51 guesses sent at once each count', async () => {
		const { supervisor } = s.agency;
		const visitors = await Promise.all(Array.from({ length: 8 }, () => atFactor(supervisor)));
		const replies = await Promise.all(visitors.map((visitor) => shows(visitor, '111111')));
		expect(replies.filter(({ status }) => status === 422)).toHaveLength(5);
		expect(replies.filter(({ location }) => location === '/desk/login?wait')).toHaveLength(3);
	});

	test('H51 guessing once more in a session ends the session', async () => {
		const colleague = s.agency.supportWorker;
		const left = await signedIn(s, colleague);
		for (let miss = 0; miss < 5; miss++) {
			expect((await left.post('/desk/step-up?to=/desk/cases', { code: '000000' })).status).toBe(
				422
			);
		}
		const sixth = await left.post('/desk/step-up?to=/desk/cases', { code: '000000' });
		expect(sixth.location).toBe('/desk/login?wait');
		expect(left.cookies.has('__Host-d')).toBe(false);
	});

	test('H51 a step lives for ten minutes', async () => {
		const { officer } = s.agency;
		const visitor = await atFactor(officer);
		await s.at.clock.advance({ minutes: 10, seconds: 1 });
		expect((await shows(visitor, await codeOf(officer))).location).toBe('/desk/login?ended');
	});

	test('H51 a recovery code signs in once', async () => {
		const { admin } = s.agency;
		const [code = ''] = admin.recoveryCodes;
		expect(isIn(await shows(await atFactor(admin), code))).toBe(true);
		const thief = await atFactor(admin);
		await expectRefused(thief, await shows(thief, code));
	});
});

describe('H51 passkeys', () => {
	const asked = async (visitor: Visitor, path: string, fields: Record<string, string> = {}) =>
		JSON.parse((await visitor.post(path, fields)).body);

	/** Adds a passkey to somebody's account, as the page does it. */
	async function adds(visitor: Visitor, device: Authenticator, lies?: Lies): Promise<Reply> {
		const { step, options } = await asked(visitor, '/desk/account/challenge', {
			for: 'add_passkey'
		});
		const passkey = device.make(options, lies);
		return visitor.post('/desk/account/passkey', { passkey, step, name: 'work phone' });
	}

	async function owner(colleague: Colleague): Promise<Authenticator> {
		const device = new Authenticator(s.app.desk.origin);
		const reply = await adds(await signedIn(s, colleague), device);
		expect(reply.location).toBe('/desk/account?done=passkey');
		return device;
	}

	const answers = async (visitor: Visitor, device: Authenticator, lies?: Lies) => {
		const { options } = await asked(visitor, '/desk/login/challenge');
		const passkey = device.sign(options, lies);
		return visitor.post('/desk/login/factor', { passkey });
	};

	test('H51 an honest one signs in, and what it signed does not sign in again', async () => {
		const { deputy } = s.agency;
		const device = await owner(deputy);
		const first = await atFactor(deputy);
		const { options } = await asked(first, '/desk/login/challenge');
		const passkey = device.sign(options);
		expect(isIn(await first.post('/desk/login/factor', { passkey }))).toBe(true);

		const thief = await atFactor(deputy);
		await expectRefused(thief, await thief.post('/desk/login/factor', { passkey }));
		await asked(thief, '/desk/login/challenge');
		await expectRefused(thief, await thief.post('/desk/login/factor', { passkey }));
	});

	test('H51 a challenge is answered once, right or wrong', async () => {
		const { deputy } = s.agency;
		const device = await owner(deputy);
		const visitor = await atFactor(deputy);
		const { options } = await asked(visitor, '/desk/login/challenge');
		const wrong = device.sign(options, { isVerified: false });
		await expectRefused(visitor, await visitor.post('/desk/login/factor', { passkey: wrong }));
		const right = device.sign(options);
		await expectRefused(visitor, await visitor.post('/desk/login/factor', { passkey: right }));
	});

	test.each<[string, Lies]>([
		['another page asked', { origin: 'https://evil.example' }],
		['nobody was verified', { isVerified: false }],
		['something else was signed', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
		['it counted no further: a copy of the device', { counter: 1 }]
	])('H51 is refused when %s', async (_, lies) => {
		const { otherOfficer } = s.agency;
		const device = await owner(otherOfficer);
		const visitor = await atFactor(otherOfficer);
		await expectRefused(visitor, await answers(visitor, device, lies));
		expect(isIn(await answers(visitor, device, {}))).toBe(true);
	});

	test('H51 of another account is refused', async () => {
		const device = await owner(s.agency.otherSupportWorker);
		await owner(s.agency.programmeWorker);
		const thief = await atFactor(s.agency.programmeWorker);
		const before = await audited('factor.refused', s.agency.programmeWorker.staffId);
		await expectRefused(thief, await answers(thief, device));
		expect(await audited('factor.refused', s.agency.programmeWorker.staffId)).toBe(before + 1);
	});

	test.each<[string, Lies]>([
		['of another page', { origin: 'https://evil.example' }],
		['without its owner being verified', { isVerified: false }],
		['for another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }]
	])('H51 is not added %s', async (_, lies) => {
		const visitor = await signedIn(s, s.agency.auditor);
		expect((await adds(visitor, new Authenticator(s.app.desk.origin), lies)).status).toBe(422);
		const { staffId } = s.agency.auditor;
		const rows = await s.at.superuser`select 1 from passkey where staff_id = ${staffId}`;
		expect(rows).toHaveLength(0);
	});

	test('H51 is not added by who has not just shown a factor', async () => {
		const left = await signedIn(s, s.agency.auditor);
		await s.at.clock.advance({ minutes: 5, seconds: 1 });
		const reply = await left.post('/desk/account/challenge', { for: 'add_passkey' });
		expect(reply.status).toBe(403);
		expect((await left.get('/desk/account/passkey')).location).toBe(
			'/desk/step-up?to=%2Fdesk%2Faccount%2Fpasskey'
		);
	});
});
