import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ground, start, type Ground, type Running } from '../support/heard.ts';
import { Victim } from '../support/victim.ts';
import { Visitor, type Ask, type Reply } from '../support/visitor.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';

let at: Ground;
let app: Running;
let world: World;
let agency: Agency;

beforeAll(async () => {
	at = await ground('hostile_borders');
	app = await start(at);
	world = worldOn(at, app.intake.origin, app.desk.origin);
	agency = await world.agency();
});
afterAll(async () => {
	await world?.close();
	await app?.stop();
	await at?.close();
});

const onEvery = {
	'referrer-policy': /^same-origin$/,
	'cross-origin-resource-policy': /^same-origin$/,
	'x-content-type-options': /^nosniff$/,
	'x-robots-tag': /^noindex, nofollow, noarchive$/,
	'permissions-policy': /camera=\(\).*geolocation=\(\).*microphone=\(\)/,
	'content-security-policy': /^default-src 'none';.*base-uri 'none';.*frame-ancestors 'none'$/
};

function expectHeaders(reply: Reply, what: string): void {
	for (const [name, shape] of Object.entries(onEvery)) {
		expect(reply.headers[name], `${what}: ${name}`).toMatch(shape);
	}
	expect(reply.headers['strict-transport-security'], what).toBeUndefined();
}

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

describe('what every answer carries', () => {
	test('H28 every status of intake, early refusals and files included', async () => {
		const link = await world.link(agency, await world.case(agency));
		const hers = new Victim(app.intake.origin, link);
		const seen = new Set<number>();
		const look = async (what: string, reply: Promise<Reply>) => {
			const answer = await reply;
			seen.add(answer.status);
			expectHeaders(answer, what);
			expect(answer.headers.etag, what).toBeUndefined();
			if (answer.headers['content-type']?.startsWith('text/html')) {
				expect(answer.headers['content-type'], what).toBe('text/html; charset=utf-8');
				expect(answer.headers['cache-control'], what).toBe('no-store');
				expect(answer.headers['content-security-policy'], what).not.toMatch(
					/unsafe|'self'.*'self'/
				);
			}
		};
		await look('landing', hers.get(link.path));
		await look('closed', hers.get('/nothing'));
		await look('a desk address', hers.get('/desk/queue'));
		await look('the desk’s files', hers.get('/_app/version.json'));
		await look('robots', hers.get('/robots.txt'));
		await look('leave', hers.get('/leave'));
		await look('health', hers.get('/healthz'));
		await look(
			'foreign form',
			hers.post(link.path, { pin: link.pin }, { headers: { Origin: 'https://evil.example' } })
		);
		await look(
			'wrong type',
			hers.ask(link.path, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json', Origin: hers.origin },
				body: '{}'
			})
		);
		await look('too large', hers.post(link.path, { pin: '9'.repeat(200_000) }));
		await look('headers too large', hers.get('/', { headers: { 'X-Long': 'a'.repeat(40_000) } }));
		await look('not decodable', hers.get('/%ff%fe'));
		await look('opening', hers.opens());
		await look('a page', hers.seesPage());
		await look('a problem', hers.post('/c', { q: 'CN0', do: 'continue' }));
		await look('saved', hers.answers('CN0', 'yes'));
		expect([...seen].toSorted((a, b) => a - b)).toEqual([200, 303, 403, 404, 413, 415, 422, 431]);
	});

	test('H28 every status of the desk', async () => {
		const someone = new Visitor(app.desk.origin);
		const seen = new Set<number>();
		const look = async (what: string, reply: Promise<Reply>) => {
			const answer = await reply;
			seen.add(answer.status);
			expectHeaders(answer, what);
			const isPage = answer.headers['content-type']?.startsWith('text/html');
			if (isPage) expect(answer.headers.etag, what).toBeUndefined();
		};
		const login = await someone.get('/desk/login');
		const file = /\/_app\/immutable\/[^"]+\.css/.exec(login.body)?.[0] ?? '';
		expect(file).not.toBe('');
		await look('sign in', Promise.resolve(login));
		await look('a file', someone.get(file));
		await look('signed out', someone.get('/desk/queue'));
		await look('hers', someone.get('/l/x'));
		await look('unknown', someone.get('/nothing'));
		await look(
			'no origin',
			someone.ask('/desk/login', { method: 'POST', headers: form, body: 'email=a' })
		);
		await look(
			'wrong type',
			someone.ask('/desk/login', {
				method: 'POST',
				headers: { 'Content-Type': 'text/plain', Origin: someone.origin },
				body: 'a'
			})
		);
		await look('empty form', someone.post('/desk/login', {}));
		await look('too large', someone.post('/desk/login', { email: 'a'.repeat(900_000) }));
		expect([...seen].toSorted((a, b) => a - b)).toEqual([200, 303, 403, 404, 413, 415, 422]);
	});

	test('H29 the cookies of both surfaces are host-only, secure, strict, and end with the browser', async () => {
		const hers = new Victim(app.intake.origin, await world.link(agency, await world.case(agency)));
		const someone = new Visitor(app.desk.origin);
		const { email, password, code } = agency.officer;
		const step = await someone.post('/desk/login', { email, password });
		const signedIn = await someone.post('/desk/login/factor', { code: await code() });
		for (const [name, reply] of [
			['__Host-v', await hers.opens()],
			['__Host-s', step],
			['__Host-d', signedIn]
		] as const) {
			const set = reply.raw.filter(
				([header, value]) => header.toLowerCase() === 'set-cookie' && !/Max-Age=0/.test(value)
			);
			expect(set, name).toHaveLength(1);
			const [, value = ''] = set[0] ?? [];
			expect(value.startsWith(`${name}=`)).toBe(true);
			expect(value).toMatch(/; Path=\//);
			expect(value).toMatch(/; HttpOnly/);
			expect(value).toMatch(/; Secure/);
			expect(value).toMatch(/; SameSite=Strict/i);
			expect(value).not.toMatch(/Max-Age|Expires|Domain/i);
		}
	});
});

describe('forms of somebody else', () => {
	const foreign = (origin: string): Record<string, string>[] => {
		const { host, port } = new URL(origin);
		return [
			{ Origin: 'null' },
			{ Origin: 'https://evil.example' },
			{ Origin: `http://sub.${host}` },
			{ Origin: origin.replace(port, String(Number(port) + 1)) },
			{ Origin: origin.toUpperCase() },
			{ Origin: origin, 'Sec-Fetch-Site': 'cross-site' },
			{ Origin: origin, 'Sec-Fetch-Site': 'same-site' }
		];
	};

	test('H30 are refused on both surfaces, and nothing is written', async () => {
		const link = await world.link(agency, await world.case(agency));
		const hers = new Victim(app.intake.origin, link);
		await hers.opens();
		const rows = () => at.superuser`
			select (select count(*) from visit) as visits, (select sum(version) from draft) as versions,
				(select count(*) from session) as sessions`;
		const before = await rows();
		for (const headers of foreign(app.intake.origin)) {
			for (const [path, fields] of [
				[link.path, { pin: link.pin }],
				['/c', { q: 'CN0', CN0: 'yes', do: 'continue' }]
			] as const) {
				const refused = await hers.post(path, fields, {
					headers: { 'Sec-Fetch-Site': '', ...headers }
				});
				expect(refused.status, `${path} ${JSON.stringify(headers)}`).toBe(403);
			}
		}
		for (const headers of foreign(app.desk.origin)) {
			const refused = await new Visitor(app.desk.origin).post(
				'/desk/login',
				{ email: agency.officer.email, password: agency.officer.password },
				{ headers: { 'Sec-Fetch-Site': '', ...headers } }
			);
			expect(refused.status, JSON.stringify(headers)).toBe(403);
		}
		expect(await rows()).toEqual(before);
	});

	test('H30 without an origin the desk refuses, and a text browser may still open her link', async () => {
		const link = await world.link(agency, await world.case(agency));
		const bare = (origin: string, path: string, body: string) =>
			new Visitor(origin).ask(path, { method: 'POST', headers: form, body });
		expect((await bare(app.intake.origin, link.path, `pin=${link.pin}`)).status).toBe(303);
		const { email, password } = agency.officer;
		const fields = new URLSearchParams({ email, password }).toString();
		expect((await bare(app.desk.origin, '/desk/login', fields)).status).toBe(403);
	});

	test('H31 bodies that are no form reach nothing', async () => {
		const link = await world.link(agency, await world.case(agency));
		const kinds: Ask[] = [
			{ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ pin: link.pin }) },
			{ headers: { 'Content-Type': 'text/plain' }, body: `pin=${link.pin}` },
			{ headers: {}, body: `pin=${link.pin}` }
		];
		for (const [origin, paths] of [
			[app.intake.origin, [link.path, '/c']],
			[app.desk.origin, ['/desk/login', '/desk/logout', '/desk/queue']]
		] as const) {
			for (const path of paths) {
				for (const kind of kinds) {
					const refused = await new Visitor(origin).ask(path, {
						...kind,
						method: 'POST',
						headers: { ...kind.headers, Origin: origin, 'Sec-Fetch-Site': 'cross-site' }
					});
					expect([403, 415], `${path} ${JSON.stringify(kind.headers)}`).toContain(refused.status);
					const ours = await new Visitor(origin).ask(path, {
						...kind,
						method: 'POST',
						headers: { ...kind.headers, Origin: origin }
					});
					expect(ours.status, `${path} ${JSON.stringify(kind.headers)}`).toBe(415);
				}
			}
		}
		const [row] = await at.superuser`select opened_at from link where id = ${link.linkId}`;
		expect(row?.opened_at).toBeNull();
	});
});
