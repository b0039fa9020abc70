import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import routes from '../architecture/route-list.json' with { type: 'json' };
import { startAlone } from '../support/alone.ts';
import { wrongHeaders, type Kind } from '../support/headers.ts';
import { raw } from '../support/raw.ts';
import { taped, type Taped } from '../support/taped.ts';
import { Visitor, type Reply } from '../support/visitor.ts';

const answers: [what: string, Reply, Kind][] = [];
let t: Taped;

const keep = async (what: string, reply: Promise<Reply>, kind: Kind = 'page'): Promise<Reply> => {
	const got = await reply;
	answers.push([`${got.status} ${what}`, got, kind]);
	statuses.add(got.status);
	return got;
};
const statuses = new Set<number>();
const wrong = () =>
	answers.flatMap(([what, reply, kind]) =>
		wrongHeaders(reply, { surface: 'desk', kind }).map((line) => `${what}: ${line}`)
	);

beforeAll(async () => {
	t = await taped('h28_desk');
	// a desk without a sign of life of its worker does not call itself well
	await t.world.work();
});
afterAll(() => t?.close());

const end = 'Host: x\r\nConnection: close\r\n';
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const nobody = () => new Visitor(t.app.desk.origin);

async function officer(): Promise<Visitor> {
	const visitor = nobody();
	const { email, password, code } = t.agency.officer;
	await keep('POST /desk/login, right', visitor.post('/desk/login', { email, password }));
	await keep('GET the second factor', visitor.get('/desk/login/factor'));
	// without a code: it counts as no miss, and this officer signs in often
	await keep('POST the second factor, empty', visitor.post('/desk/login/factor', {}));
	await keep(
		'POST the second factor, right',
		visitor.post('/desk/login/factor', { code: await code() })
	);
	expect([...visitor.cookies.keys()]).toEqual(['__Host-d']);
	return visitor;
}

/** A case with a concern: somebody told that she is in danger. */
async function somethingHappened(): Promise<{ caseId: string; concernId: string }> {
	const caseId = await t.world.case(t.agency);
	const hers = t.victim(await t.world.link(t.agency, caseId), 1);
	await hers.tells({ CN0: 'yes', CN1: 'both', CN2: 'yes', SF1: '-2', V2: 'never' });
	await t.world.settled();
	const [row] = await t.at.superuser<
		{ id: string }[]
	>`select id from concern where case_id = ${caseId}`;
	if (!row) throw new Error('no concern');
	return { caseId, concernId: row.id };
}

async function everyRoute(): Promise<void> {
	const { caseId, concernId } = await somethingHappened();
	for (const { address, zone, actions } of routes) {
		const path = address
			.replace('[...address]', 'nothing/at/all')
			.replace('/cases/[id]', `/cases/${caseId}`)
			.replace('/concerns/[id]', `/concerns/${concernId}`)
			.replace('[token]', 'a'.repeat(32));
		const spellings = [path, `${path}/`, `${path}?x=1`, `${path}/__data.json`];
		for (const visitor of [nobody(), await officer()]) {
			const who = visitor.cookies.size > 0 ? 'officer' : 'nobody';
			for (const spelling of spellings) {
				await keep(`GET ${spelling}, ${who}`, visitor.get(spelling));
				await keep(`HEAD ${spelling}, ${who}`, visitor.ask(spelling, { method: 'HEAD' }));
			}
			await keep(
				`GET ${path}, ${who}, gzip`,
				visitor.get(path, { headers: { 'Accept-Encoding': 'gzip' } })
			);
			await keep(`PUT ${path}, ${who}`, visitor.ask(path, { method: 'PUT', headers: form }));
			for (const action of [...actions, 'nothing']) {
				const query = action === 'default' ? '' : `?/${action}`;
				await keep(`POST ${path}${query}, ${who}`, visitor.post(`${path}${query}`, {}));
			}
		}
		expect(zone).toMatch(/^(intake|desk|both)$/);
	}
}

async function everyFile(): Promise<void> {
	const folder = join(import.meta.dirname, '../../build/client');
	const files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
	expect(files.length).toBeGreaterThan(5);
	for (const path of files) {
		const file = await keep(`GET ${path}`, nobody().get(path), 'file');
		expect(file.status, path).toBe(200);
		await keep(`HEAD ${path}`, nobody().ask(path, { method: 'HEAD' }), 'file');
		const asked: Record<string, string>[] = [
			{ 'Accept-Encoding': 'gzip' },
			{ Range: 'bytes=0-3' },
			{ Range: 'bytes=9999999-' },
			{ 'If-None-Match': file.headers.etag ?? 'none' }
		];
		for (const headers of asked) {
			await keep(
				`GET ${path}, ${JSON.stringify(headers)}`,
				nobody().get(path, { headers }),
				'file'
			);
		}
	}
	await keep('GET a file that is not there', nobody().get('/_app/immutable/nothing.js'), 'file');
}

async function everyEarlyRefusal(): Promise<void> {
	const { origin } = t.app.desk;
	const large = 'a'.repeat(600_000);
	const signedIn = await officer();
	for (const visitor of [nobody(), signedIn]) {
		for (const path of ['/desk/login', '/desk/logout', '/desk/queue', '/nothing', '/robots.txt']) {
			const post = (headers: Record<string, string>) => visitor.post(path, {}, { headers });
			await keep(`POST ${path}, of another site`, post({ Origin: 'https://evil.example' }));
			await keep(`POST ${path}, from a frame`, post({ 'Sec-Fetch-Site': 'cross-site' }));
			await keep(`POST ${path}, JSON`, post({ 'Content-Type': 'application/json' }));
			await keep(`POST ${path}, no origin`, visitor.ask(path, { method: 'POST', headers: form }));
		}
	}
	await keep('POST /desk/login, too large', nobody().post('/desk/login', { email: large }));
	await keep('POST /desk/login, empty', nobody().post('/desk/login', {}));
	await keep('GET /desk/%zz', nobody().get('/desk/%zz'));
	await keep('an expectation', raw(origin, `GET /desk HTTP/1.1\r\n${end}Expect: tea\r\n\r\n`));
	await keep('no host', raw(origin, 'GET /desk HTTP/1.1\r\nConnection: close\r\n\r\n'));
	const unread: [string, string][] = [
		['no request at all', 'NONSENSE\r\n\r\n'],
		['a zero byte', `GET /desk/\0 HTTP/1.1\r\n${end}\r\n`],
		['long headers', `GET /desk HTTP/1.1\r\n${end}Cookie: a=${'a'.repeat(40_000)}\r\n\r\n`],
		['a long address', `GET /desk/${'a'.repeat(40_000)} HTTP/1.1\r\n${end}\r\n`]
	];
	for (const [what, request] of unread) await keep(what, raw(origin, request));
	const out = await keep('POST /desk/logout', signedIn.post('/desk/logout', {}));
	expect(out.headers['clear-site-data']).toBe('"cookies", "storage"');
}

async function everyBreakdown(): Promise<void> {
	const signedIn = await officer();
	const { email, password } = t.agency.officer;
	const look = async (what: string) => {
		await keep(`GET /desk/queue, ${what}`, signedIn.get('/desk/queue'));
		await keep(`GET /desk/cases, ${what}`, signedIn.get('/desk/cases'));
		await keep(`GET data, ${what}`, signedIn.get('/desk/cases/__data.json'));
		await keep(`POST sign-in, ${what}`, nobody().post('/desk/login', { email, password }));
	};
	// found: the session; not found: what a page shows, and what a sign-in looks up
	for (const table of ['case', 'sign_in']) {
		await t.at.superuser.unsafe(`alter table "${table}" rename to "${table}_gone"`);
	}
	await look('broken');
	for (const table of ['case', 'sign_in']) {
		await t.at.superuser.unsafe(`alter table "${table}_gone" rename to "${table}"`);
	}
	await t.tapes.desk.close();
	await look('away');
	await keep('GET /healthz, away', nobody().get('/healthz'));
}

describe('every answer of the desk', () => {
	test('H28 every route, for nobody and for somebody signed in, has the headers of section 9', async () => {
		await everyRoute();
		expect(wrong()).toEqual([]);
	});

	test('H28 every file that the build has made has those that the own server sets', async () => {
		answers.length = 0;
		await everyFile();
		expect(wrong()).toEqual([]);
	});

	test('H28 every early refusal has them', async () => {
		answers.length = 0;
		await everyEarlyRefusal();
		expect(wrong()).toEqual([]);
	});

	test('H28 a breakdown has them, and is told apart from a database that is away', async () => {
		answers.length = 0;
		await everyBreakdown();
		expect(wrong()).toEqual([]);
		// Kit's data says 200 and what went wrong inside
		const pages = answers.map(([what]) => what).filter((what) => !what.includes('data'));
		const statusesOf = (word: string) =>
			new Set(pages.filter((what) => what.endsWith(word)).map((what) => what.slice(0, 3)));
		expect([...statusesOf('broken')]).toEqual(['500']);
		expect([...statusesOf('away')]).toEqual(['503']);
	});

	test('H28 each status was seen', () => {
		const expected = [
			200, 206, 303, 304, 308, 400, 403, 404, 405, 413, 415, 416, 422, 431, 500, 503
		];
		expect(expected.filter((status) => !statuses.has(status))).toEqual([]);
	});

	test('H28 with an origin of https the whole year of it stands on pages, files and refusals', async () => {
		const origin = 'https://desk.example';
		const alone = await startAlone(t.at, 'desk', {
			env: { ORIGIN: origin, HEARD_WORKER: 'off' },
			intakeOrigin: t.app.intake.origin
		});
		try {
			const at = `http://127.0.0.1:${alone.port}`;
			const asked: [string, Kind, number][] = [
				[`GET /desk/login HTTP/1.1\r\n${end}\r\n`, 'page', 200],
				[`GET /desk/queue HTTP/1.1\r\n${end}\r\n`, 'page', 303],
				[`GET /nothing HTTP/1.1\r\n${end}\r\n`, 'page', 404],
				[`POST /desk/login HTTP/1.1\r\n${end}Content-Length: 0\r\n\r\n`, 'page', 403],
				[
					`POST /desk/login HTTP/1.1\r\n${end}Origin: ${origin}\r\nContent-Length: 0\r\n\r\n`,
					'page',
					415
				],
				[`GET /_app/version.json HTTP/1.1\r\n${end}\r\n`, 'file', 200],
				['NONSENSE\r\n\r\n', 'page', 400]
			];
			for (const [request, kind, status] of asked) {
				const reply = await raw(at, request);
				expect(reply.status, request.slice(0, 60)).toBe(status);
				const headers = wrongHeaders(reply, { surface: 'desk', kind, isSecure: true });
				expect(headers, request.slice(0, 60)).toEqual([]);
			}
		} finally {
			await alone.stop();
		}
	});
});
