import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseId } from '../../src/lib/domain/ids.ts';
import { keyRing } from '../../src/lib/server/desk/keys/index.ts';
import { keyProvider } from '../../src/lib/server/platform/crypto/keys/index.ts';
import { openPool } from '../../src/lib/server/platform/db/client.ts';
import { said } from '../faults/said.ts';
import { dump, load, type Dump } from '../support/dump.ts';
import { start, type Running } from '../support/heard.ts';
import { signedIn } from '../support/officer.ts';
import { ownGround, type OwnGround } from '../support/own-ground.ts';
import { stage, tabOf, type Someone, type Stage } from '../support/stage.ts';
import { Victim } from '../support/victim.ts';
import { Visitor } from '../support/visitor.ts';

// A thief has a dump and nothing else: no pepper, no KEK. He tries it on the installation it came from
// and on one of his own, with his own keys.

let s: Stage;
let stolen: Dump;
let his: OwnGround;
let hisApp: Running;
/** She is in the middle of her answers. */
let writing: Someone;
/** She has not opened her link yet. */
let waiting: Someone;
let officer: Visitor;

beforeAll(async () => {
	s = await stage('h45');
	const sent = await s.someone();
	await sent.victim.tells(said);
	await s.world.settled();
	writing = await s.someone();
	await writing.victim.opens();
	await writing.victim.goesOn(said, { until: 'N1' });
	waiting = await s.someone();
	officer = await signedIn(s, s.agency.officer);

	stolen = await dump(s.at.superuser);
	his = await ownGround();
	await load(his.superuser, stolen);
	hisApp = await start(his);
});
afterAll(async () => {
	await hisApp?.stop();
	await his?.close();
	await s?.close();
});

const everything = () => [...stolen.values()].join('\n');

/** All values of one column of the dump. */
async function column(table: string, name: string): Promise<Buffer[]> {
	const rows = await s.at.superuser.unsafe(
		`select ${name} as value from "${table}" where ${name} is not null`
	);
	return rows.map(({ value }) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value))));
}

describe('a dump, read', () => {
	test('H45 holds no token, code, cookie, password or answer, in any spelling of a column', () => {
		const [visit, session] = [
			writing.victim.cookies.get('__Host-v'),
			officer.cookies.get('__Host-d')
		];
		const secrets = [
			writing.link.token,
			waiting.link.token,
			visit,
			session,
			s.agency.officer.password,
			s.agency.officer.email.toUpperCase(),
			said.V2,
			said.H2_text,
			said.Z1,
			'F-NECK',
			'"neck"'
		].map(String);
		const rows = everything();
		expect(rows).toContain(writing.link.linkId);
		for (const secret of secrets) {
			expect(secret.length, secret).toBeGreaterThan(4);
			expect(rows.includes(secret), secret).toBe(false);
			// bytea is written in hex
			expect(rows.includes(Buffer.from(secret).toString('hex')), secret).toBe(false);
			expect(rows.includes(Buffer.from(secret, 'base64url').toString('hex')), secret).toBe(false);
		}
		// six digits stand in many numbers; as text of a column they stand nowhere
		expect(rows).not.toMatch(new RegExp(`(^|\\t|")${writing.link.pin}("|\\t|$)`, 'm'));
	});
});

describe('what is in it, as a credential where it came from', () => {
	const closed = async () =>
		new Victim(s.app.intake.origin, { path: `/l/${'0'.repeat(32)}`, pin: '' }).opens();

	const spellings = (bytes: Buffer) => [
		bytes.toString('hex'),
		bytes.toString('base64url'),
		bytes.toString('base64'),
		bytes.toString('latin1'),
		// as many letters as a token has
		bytes.toString('hex').slice(0, 32),
		bytes.subarray(0, 20).toString('hex').slice(0, 32)
	];
	/** In the letters and the length of a session's id. */
	const asId = (bytes: Buffer) => {
		const letters = 'abcdefghijklmnopqrstuvwxyz234567';
		const hash = Buffer.from(bytes.toString(), 'base64url');
		const bits = [...hash].map((byte) => byte.toString(2).padStart(8, '0')).join('');
		const fives = bits.slice(0, 200).match(/.{5}/g) ?? [];
		return fives.map((five) => letters[parseInt(five, 2)]).join('');
	};
	const asPath = (text: string) => `/l/${encodeURIComponent(text)}`;

	test('H45 hashes of lookups are no tokens', async () => {
		const hashes = await column('link_lookup', 'hash');
		expect(hashes.length).toBeGreaterThan(2);
		const { body } = await closed();
		for (const path of hashes.flatMap(spellings).map(asPath)) {
			const reply = await new Victim(s.app.intake.origin, { path, pin: waiting.link.pin }).opens();
			expect(`${reply.status} ${reply.body}`).toBe(`404 ${body}`);
		}
	});

	test('H45 verifiers are no codes', async () => {
		const verifiers = await column('link', 'pin_verifier');
		const { body } = await closed();
		for (const pin of verifiers.flatMap(spellings).slice(0, 12)) {
			const reply = await s.browser(waiting.link).opens(pin);
			expect(`${reply.status} ${reply.body}`).toBe(`404 ${body}`);
		}
		// none of them was six digits, so none has cost her a try
		expect((await s.browser(waiting.link).opens()).status).toBe(303);
	});

	test('H45 hashes and boxes of visits are no cookies', async () => {
		const values = [
			...(await column('visit', 'secret_hash')),
			...(await column('visit', 'key_box'))
		];
		expect(values.length).toBeGreaterThan(1);
		for (const value of values.flatMap((bytes) => [
			...spellings(bytes),
			bytes.subarray(0, 32).toString('base64url')
		])) {
			const thief = new Victim(s.app.intake.origin, writing.link);
			thief.cookies.set('__Host-v', encodeURIComponent(value));
			expect((await tabOf(thief).seesPage()).status).toBe(404);
			expect((await tabOf(thief).answers('N1', 'no')).status).toBe(404);
		}
		// hers still works
		expect((await tabOf(writing.victim).seesPage()).status).toBe(200);
	});

	test('H45 hashes and handles of sessions are no cookies of the desk', async () => {
		const values = [
			...(await column('session', 'id_hash')),
			...(await column('session', 'handle'))
		];
		expect(values.length).toBeGreaterThan(1);
		for (const value of values.flatMap((one) => [String(one), asId(one), ...spellings(one)])) {
			const thief = new Visitor(s.app.desk.origin);
			thief.cookies.set('__Host-d', encodeURIComponent(value));
			const reply = await thief.get('/desk/queue');
			expect(reply.status).toBe(303);
			expect(reply.location).toContain('/desk/login');
		}
		expect((await officer.get('/desk/queue')).status).toBe(200);
	});

	test('H45 hashes of passwords and of addresses sign nobody in', async () => {
		const [row] = await s.at.superuser`
			select password_hash, encode(email_hash, 'hex') as email from sign_in
			where staff_id = ${s.agency.officer.staffId}`;
		const { email, password } = s.agency.officer;
		for (const tried of [
			{ email, password: String(row?.password_hash) },
			{ email: String(row?.email), password },
			{ email, password: String(row?.password_hash).split('$').at(-1) ?? '' }
		]) {
			const reply = await new Visitor(s.app.desk.origin).post('/desk/login', tried);
			expect(reply.status).not.toBe(303);
			expect(reply.headers['set-cookie'] ?? '').not.toContain('__Host-d=');
		}
	});
});

describe('the same rows in a cluster of his own, with keys of his own', () => {
	test('H45 they are all there, and a link with its code opens nothing', async () => {
		const [count] = await his.superuser`select count(*)::int as count from link`;
		const [here] = await s.at.superuser`select count(*)::int as count from link`;
		expect(count).toEqual(here);
		for (const { link } of [waiting, writing]) {
			const reply = await new Victim(hisApp.intake.origin, link).opens();
			expect(reply.status).toBe(404);
		}
	});

	test('H45 a live cookie meets its own visit there, and that only: no other opens', async () => {
		// the secret itself is not in the dump; who has her browser has her answers anyway
		const thief = new Victim(hisApp.intake.origin, writing.link);
		for (const value of (await column('visit', 'secret_hash')).map((one) =>
			one.toString('base64url')
		)) {
			thief.cookies.set('__Host-v', value);
			expect((await tabOf(thief).seesPage()).status).toBe(404);
		}
	});

	test('H45 nobody signs in, with the right password or the hash of it', async () => {
		const { email, password } = s.agency.officer;
		const [row] = await his.superuser`select password_hash from sign_in limit 1`;
		for (const tried of [password, String(row?.password_hash)]) {
			const reply = await new Visitor(hisApp.desk.origin).post('/desk/login', {
				email,
				password: tried
			});
			expect(reply.status).not.toBe(303);
		}
	});

	test('H45 with a session of his own making he sees that nothing opens', async () => {
		const keys = keyRing(keyProvider({ path: his.local.kekFile }));

		const pool = openPool(his.local.superuserUrl, { max: 1, name: 'thief' });
		const rows = await his.superuser`select agency_id, case_id from case_key`;
		expect(rows.length).toBeGreaterThan(2);
		for (const row of rows) {
			const place = { agencyId: s.agency.id, caseId: caseId.parse(row.case_id) };
			await expect(keys.caseKey(pool.db, place)).rejects.toThrow();
			await expect(keys.boxKey(pool.db, place.agencyId)).rejects.toThrow();
			// with the real KEK they do: it is the key that is missing, not the rows
			await expect(s.world.desk.keys.caseKey(pool.db, place)).resolves.toBeDefined();
		}
		await pool.end();
	});
});
