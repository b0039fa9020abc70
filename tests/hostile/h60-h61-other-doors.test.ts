import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitScript } from '../../scripts/inline.mjs';
import routes from '../architecture/route-list.json' with { type: 'json' };
import { raw } from '../support/raw.ts';
import type { Recorder } from '../support/recorder.ts';
import { seen } from '../support/seen.ts';
import { signsIn } from '../support/officer.ts';
import { taped, type Taped } from '../support/taped.ts';
import { Visitor, type Ask, type Reply } from '../support/visitor.ts';

let t: Taped;
let ids: { caseId: string; concernId: string };
let officer: Visitor;

beforeAll(async () => {
	t = await taped('h60_other_doors', { desk: { HEARD_WORKER: 'off' } });
	const caseId = await t.world.case(t.agency);
	const hers = t.victim(await t.world.link(t.agency, caseId), 1);
	await hers.tells({ CN0: 'yes', CN1: 'both', CN2: 'yes', SF1: '-2', V2: 'never' });
	await t.world.settled();
	const [row] = await t.at.superuser<{ id: string }[]>`
		select id from concern where case_id = ${caseId}`;
	ids = { caseId, concernId: row?.id ?? '' };
	officer = new Visitor(t.app.desk.origin);
	await signsIn(officer, t.agency.officer);
	// on its own host all of it is there
	for (const path of [`/desk/cases/${caseId}`, `/desk/concerns/${ids.concernId}`]) {
		expect((await officer.get(path)).status).toBe(200);
	}
});
afterAll(() => t?.close());

const built = (() => {
	const folder = join(import.meta.dirname, '../../build/client');
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
		.filter((path) => path.startsWith('/_app/'));
})();

const addresses = (zone: string) =>
	routes
		.filter((route) => route.zone === zone)
		.flatMap(({ address, actions }) => {
			const path = address
				.replace('/[...address]', '/nothing/at/all')
				.replace('/cases/[id]', `/cases/${ids.caseId}`)
				.replace('/concerns/[id]', `/concerns/${ids.concernId}`)
				.replace('[token]', 'a'.repeat(32));
			const named = actions.filter((action) => action !== 'default');
			return [
				path,
				`${path}/`,
				`${path}/__data.json`,
				`${path}?lang=en&x=1`,
				...named.map((action) => `${path}?/${action}`)
			];
		});

/** What a stranger sees at each address, by each method, compared with an address that nobody has. */
async function expectClosed(origin: string, paths: string[], tape: Recorder, more: Ask = {}) {
	const stranger = new Visitor(origin);
	const form = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin };
	for (const method of ['GET', 'HEAD', 'POST', 'PUT']) {
		const ask = { ...more, method, headers: { ...form, ...more.headers } };
		const nothing = seen(await stranger.ask('/nothing', ask));
		expect(nothing.status).toBe(404);
		await tape.during(async () => {
			for (const path of paths) {
				expect(seen(await stranger.ask(path, ask)), `${method} ${path}`).toEqual(nothing);
			}
		});
		expect(tape.statements()).toEqual([]);
	}
}

describe('the intake host', () => {
	test('H60 has no page of the desk: every one is the closed page, and asks the database nothing', async () => {
		const paths = addresses('desk');
		expect(paths.length).toBeGreaterThan(30);
		await expectClosed(t.app.intake.origin, paths, t.tapes.intake);
	});

	test('H60 has no file of the build, by any name: every one is the closed page', async () => {
		expect(built.length).toBeGreaterThan(5);
		const spellings = built.flatMap((path) => [
			path,
			path.replace('/_app', '/%5fapp'),
			`/${path}`,
			`/l/..${path}`,
			`/l/%2e%2e${path}`,
			`${path}?v=1`
		]);
		await expectClosed(
			t.app.intake.origin,
			[...spellings, '/_app', '/_app/', '/_app/env.js', '/_app/immutable/', '/_app/remote/x'],
			t.tapes.intake
		);
	});

	test('H60 stays what it is when a request says that it came to the desk, or brings a sign-in', async () => {
		const cookie = `__Host-d=${officer.cookies.get('__Host-d')}`;
		const { host } = new URL(t.app.desk.origin);
		const dressed: Record<string, string>[] = [
			{ Cookie: cookie },
			{ Host: host },
			{ Host: host, Cookie: cookie, 'X-Forwarded-Host': host, 'X-Forwarded-Proto': 'https' },
			{ Forwarded: `host=${host}`, 'X-Original-URL': '/desk/queue', 'X-Rewrite-URL': '/desk/queue' }
		];
		for (const headers of dressed) {
			await expectClosed(t.app.intake.origin, ['/desk/queue', '/desk/login'], t.tapes.intake, {
				headers
			});
		}
		const request = `GET ${t.app.desk.origin}/desk/login HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
		const absolute = await raw(t.app.intake.origin, request);
		const nothing = await new Visitor(t.app.intake.origin).get('/nothing');
		expect([absolute.status, absolute.body]).toEqual([404, nothing.body]);
	});

	test('H60 has not a word of the desk, nor a script but the exit’s, on any page', async () => {
		const hers = t.victim(await t.link(), 2);
		const pages: Reply[] = [await hers.get(hers.link.path), await hers.get('/desk/queue')];
		await hers.opens();
		pages.push(await hers.seesPage(), await hers.get('/desk/login'));
		for (const { body, headers } of pages) {
			const rest = body.replace(`<script>${exitScript}</script>`, '');
			expect(rest).not.toMatch(/<script|desk|_app|sign in|password|queue|concern/i);
			expect(headers['content-security-policy']).not.toMatch(/script-src (?!'(none|sha256-))/);
		}
	});
});

describe('the desk host', () => {
	test('H60 has no page of hers: every one is the neutral 404, and asks the database nothing', async () => {
		const link = await t.link();
		const paths = [...addresses('intake'), link.path, '/l', '/help/phone', '/help/'];
		await expectClosed(t.app.desk.origin, paths, t.tapes.desk);
		expect((await t.victim(link, 3).opens()).status).toBe(303);
	});

	test('H60 does not take her visit, nor open a link for somebody who is signed in', async () => {
		const hers = t.victim(await t.link(), 4);
		await hers.opens();
		const nothing = await officer.get('/nothing');
		for (const path of ['/c', '/leave', hers.link.path]) {
			const cookie = `__Host-v=${hers.cookies.get('__Host-v')}; __Host-d=${officer.cookies.get('__Host-d')}`;
			const reply = await new Visitor(t.app.desk.origin).get(path, { headers: { Cookie: cookie } });
			expect([path, reply.status, reply.body]).toEqual([path, 404, nothing.body]);
			expect(reply.headers['set-cookie']).toBeUndefined();
		}
	});
});

describe('the way out', () => {
	const target = 'https://www.bbc.com/weather';

	test.each([
		'/leave',
		'/leave?to=https://evil.example',
		'/leave?url=//evil.example&next=/l/x&redirect=https%3A%2F%2Fevil.example',
		'/leave?',
		'/leave?/default',
		'/leave?x-sveltekit-invalidated=1',
		'/leave#https://evil.example',
		'/leave?;https://evil.example'
	])(
		'H61 %s leads to the one fixed page, drops the cookie and asks the database nothing',
		async (path) => {
			const hers = t.victim(await t.link(), 5);
			await hers.opens();
			for (const method of ['GET', 'HEAD']) {
				await t.tapes.intake.during(async () => {
					const reply = await hers.ask(path, {
						method,
						cookies: method === 'GET',
						headers: {
							Host: 'evil.example',
							Referer: 'https://evil.example/',
							'X-Forwarded-Host': 'evil.example',
							'X-Forwarded-Proto': 'http'
						}
					});
					expect([reply.status, reply.location, reply.body]).toEqual([303, target, '']);
					expect(reply.headers['clear-site-data']).toBe('"cookies", "storage"');
					expect(JSON.stringify(reply.raw)).not.toContain('evil');
				});
				expect(t.tapes.intake.statements()).toEqual([]);
			}
			expect([...hers.cookies]).toEqual([]);
		}
	);

	test.each([
		['GET', '/leave/'],
		['GET', '/leave//evil.example'],
		['GET', '//evil.example/leave'],
		['GET', '/leave/https://evil.example'],
		['GET', '/leave%2f%2fevil.example'],
		['GET', '/leave\\evil.example'],
		['GET', '/leave/..//evil.example'],
		['GET', '/leave/__data.json'],
		['GET', '/leave/__data.json?to=https://evil.example'],
		['GET', '/leave.html__data.json'],
		['GET', '/LEAVE'],
		['POST', '/leave'],
		['POST', '/leave?to=https://evil.example'],
		['PUT', '/leave'],
		['OPTIONS', '/leave']
	])('H61 %s %s is the closed page, and her visit goes on', async (method, path) => {
		const hers = t.victim(await t.link(), 6);
		await hers.opens();
		const before = [...hers.cookies];
		const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
		const nothing = seen(await hers.ask('/nothing', { method, headers }));
		expect(seen(await hers.ask(path, { method, headers }))).toEqual(nothing);
		expect(nothing.status).toBe(404);
		expect([...hers.cookies]).toEqual(before);
		expect((await hers.seesPage()).status).toBe(200);
	});

	test('H61 is not there on the desk', async () => {
		expect((await officer.get('/leave')).status).toBe(404);
		expect((await officer.get('/desk/queue')).status).toBe(200);
	});

	test('H61 ends the visit for her browser, not what she saved', async () => {
		const link = await t.link();
		const hers = t.victim(link, 7);
		await hers.opens();
		await hers.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes', SF1: '0' }, { until: 'SF2' });
		const saved = () => t.at.superuser`
			select version, md5(state_box) from draft where link_id = ${link.linkId}`;
		const before = await saved();
		expect(before).toHaveLength(1);
		await hers.get('/leave');
		expect((await hers.seesPage()).status).toBe(404);
		expect(await saved()).toEqual(before);
	});
});
