import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import routes from '../architecture/route-list.json' with { type: 'json' };
import { startAlone } from '../support/alone.ts';
import { wrongHeaders, type Kind } from '../support/headers.ts';
import { raw } from '../support/raw.ts';
import { unknownPath } from '../support/refused.ts';
import { taped, type Taped } from '../support/taped.ts';
import type { Victim } from '../support/victim.ts';
import type { Reply } from '../support/visitor.ts';

const answers: [what: string, Reply, Kind][] = [];
let t: Taped;

const keep = async (what: string, reply: Promise<Reply>, kind: Kind = 'page'): Promise<Reply> => {
	const got = await reply;
	answers.push([`${got.status} ${what}`, got, kind]);
	return got;
};
const wrong = () =>
	answers.flatMap(([what, reply, kind]) =>
		wrongHeaders(reply, { surface: 'intake', kind }).map((line) => `${what}: ${line}`)
	);
const statuses = () => new Set(answers.map(([, { status }]) => status));
const called = (what: string) => {
	const found = answers.find(([one]) => one.endsWith(what));
	if (!found) throw new Error(`nobody asked for ${what}`);
	return found[1];
};

beforeAll(async () => {
	t = await taped('h28_intake', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => t?.close());

const end = 'Host: x\r\nConnection: close\r\n';
const large = 'a'.repeat(70_000);

async function atDanger(): Promise<Victim> {
	const hers = t.victim(await t.link(), 1);
	await hers.opens();
	await hers.answers('CN0', 'yes');
	await hers.goesOn({ CN1: 'both' }, { until: 'CN2' });
	return hers;
}

async function everyRoute(): Promise<void> {
	const own = routes.filter(({ zone }) => zone !== 'desk');
	for (const { address } of own) {
		const path = address.replace('[token]', unknownPath().slice(3));
		const inVisit = await atDanger();
		for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
			const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
			await keep(`${method} ${address}`, t.stranger(2).ask(path, { method, headers }));
			await keep(`${method} ${address}, in a visit`, inVisit.ask(path, { method, headers }));
		}
		for (const encoding of ['gzip', 'br', 'deflate']) {
			const headers = { 'Accept-Encoding': encoding };
			await keep(`GET ${address}, ${encoding}`, t.stranger(2).get(path, { headers }));
		}
	}
	for (const { address } of routes.filter(({ zone }) => zone === 'desk')) {
		await keep(`GET ${address}`, t.stranger(2).get(address.replaceAll(/[[\]]|\.\.\./g, '')));
	}
}

async function everyPageOfHers(): Promise<void> {
	const sends = await atDanger();
	await keep('GET /c, a question', sends.seesPage());
	await keep('POST /c, a problem', sends.answers('CN2', 'nonsense'));
	await keep('POST /c, too long', sends.answers('CN2', 'x'.repeat(20_000)));
	await keep('POST /c, an answer', sends.answers('CN2', 'danger'));
	await keep('GET /c, danger', sends.seesPage());
	await sends.presses('continue');
	await sends.goesOn({});
	await keep('GET /c, before sending', sends.seesPage());
	await keep('POST /c, send', sends.presses('send'));
	await keep('GET /c, last', sends.seesPage());

	const deletes = await atDanger();
	await keep('POST /c, delete', deletes.presses('delete'));
	await keep('GET /c, delete', deletes.seesPage());
	await keep('POST /c, delete-confirm', deletes.presses('delete-confirm'));
	await keep('GET /c, deleted', deletes.seesPage());

	const leaves = await atDanger();
	await leaves.answers('CN2', 'not_now');
	await keep('GET /c, come back', leaves.seesPage());

	const declines = t.victim(await t.link(), 1);
	await keep('POST /l/[token], the right code', declines.opens());
	await declines.answers('CN0', 'never');
	await keep('GET /c, declined', declines.seesPage());
	await keep('GET /leave, exit', (await atDanger()).get('/leave'));

	const old = t.victim(await t.link(), 1);
	old.cookies.set('__Host-v', 'A'.repeat(43));
	await keep('GET /c, with an old cookie', old.seesPage());
}

async function everyEarlyRefusal(): Promise<void> {
	const { origin } = t.app.intake;
	const stranger = t.stranger(3);
	for (const path of [unknownPath(), '/c', '/leave', '/nothing', '/robots.txt']) {
		const post = (headers: Record<string, string>) => stranger.post(path, {}, { headers });
		await keep(`POST ${path}, of another site`, post({ Origin: 'https://evil.example' }));
		await keep(`POST ${path}, from a frame`, post({ 'Sec-Fetch-Site': 'cross-site' }));
		await keep(`POST ${path}, JSON`, post({ 'Content-Type': 'application/json' }));
	}
	const inVisit = await atDanger();
	await keep('POST /l/[token], too large', stranger.post(unknownPath(), { pin: large }));
	await keep('POST /c, too large', inVisit.answers('CN2', large));
	await keep(
		'POST /c, too large in pieces',
		raw(
			origin,
			`POST /c HTTP/1.1\r\n${end}Transfer-Encoding: chunked\r\n` +
				`Cookie: __Host-v=${inVisit.cookies.get('__Host-v')}\r\n` +
				'Content-Type: application/x-www-form-urlencoded\r\n\r\n' +
				`${`4000\r\n${'a'.repeat(0x4000)}\r\n`.repeat(8)}0\r\n\r\n`
		)
	);
	await keep('GET /l/%zz', stranger.get('/l/%zz'));
	await keep('an expectation', raw(origin, `GET /c HTTP/1.1\r\n${end}Expect: tea\r\n\r\n`));
	await keep('no host', raw(origin, 'GET /c HTTP/1.1\r\nConnection: close\r\n\r\n'));
	await keep('an old request', raw(origin, 'GET /c HTTP/1.0\r\n\r\n'));
	await keep('a host in the address', raw(origin, `GET http://x/c HTTP/1.1\r\n${end}\r\n`));
	const byServer: [string, string][] = [
		['no request at all', 'NONSENSE\r\n\r\n'],
		['a zero byte', `GET /l/\0 HTTP/1.1\r\n${end}\r\n`],
		['two lengths', `POST /c HTTP/1.1\r\n${end}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`],
		[
			'a length and pieces',
			`POST /c HTTP/1.1\r\n${end}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`
		],
		['a wrong piece', `POST /c HTTP/1.1\r\n${end}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
		['long headers', `GET /c HTTP/1.1\r\n${end}Cookie: a=${large}\r\n\r\n`],
		['a long address', `GET /l/${large} HTTP/1.1\r\n${end}\r\n`]
	];
	for (const [what, request] of byServer) await keep(what, raw(origin, request));
}

async function everyFile(): Promise<void> {
	const stranger = t.stranger(4);
	await keep('GET /robots.txt', stranger.get('/robots.txt'), 'file');
	const asked: [string, Record<string, string>][] = [
		['unchanged', { 'If-None-Match': '*', 'If-Modified-Since': 'Tue, 24 Nov 2026 00:00:00 GMT' }],
		['in part', { Range: 'bytes=0-3' }],
		['beyond its end', { Range: 'bytes=900-' }],
		['compressed', { 'Accept-Encoding': 'gzip' }]
	];
	for (const [what, headers] of asked) {
		await keep(`GET /robots.txt, ${what}`, stranger.get('/robots.txt', { headers }), 'file');
	}
	await keep('HEAD /robots.txt', stranger.ask('/robots.txt', { method: 'HEAD' }), 'file');
}

/** The database is there and something of it is not: what no code of ours expects. */
async function everyBreakdown(): Promise<void> {
	const inVisit = await atDanger();
	const code = { pin: '123456' };
	for (const table of ['visit', 'link_lookup']) {
		await t.at.superuser.unsafe(`alter table ${table} rename to ${table}_gone`);
	}
	await keep('GET /c, broken', inVisit.seesPage());
	await keep('POST /c, broken', inVisit.answers('CN2', 'yes'));
	await keep('POST /l/[token], broken', t.stranger(5).post(unknownPath(), code));
	for (const table of ['visit', 'link_lookup']) {
		await t.at.superuser.unsafe(`alter table ${table}_gone rename to ${table}`);
	}
	await t.tapes.intake.close();
	await keep('GET /c, away', inVisit.seesPage());
	await keep('POST /c, away', inVisit.answers('CN2', 'yes'));
	await keep('POST /l/[token], away', t.stranger(5).post(unknownPath(), code));
	await keep('GET /healthz, away', t.stranger(5).get('/healthz'));
}

describe('every answer of intake', () => {
	test('H28 every route with every method has the headers of section 9', async () => {
		await everyRoute();
		expect(wrong()).toEqual([]);
	});

	test('H28 every page of hers has them, and the last ones leave nothing behind', async () => {
		await everyPageOfHers();
		expect(wrong()).toEqual([]);
		const clears = answers
			.filter(([, { headers }]) => headers['clear-site-data'] !== undefined)
			.map(([what]) => what.replace(', in a visit', ''));
		expect([...new Set(clears)].toSorted()).toEqual([
			'200 GET /c, come back',
			'200 GET /c, declined',
			'200 GET /c, deleted',
			'200 GET /c, last',
			'303 GET /leave',
			'303 GET /leave, br',
			'303 GET /leave, deflate',
			'303 GET /leave, exit',
			'303 GET /leave, gzip',
			'303 HEAD /leave'
		]);
	});

	test('H28 every early refusal has them', async () => {
		await everyEarlyRefusal();
		expect(wrong()).toEqual([]);
	});

	test('H28 every file has them, and is kept by nobody', async () => {
		await everyFile();
		expect(wrong()).toEqual([]);
	});

	test('H28 a breakdown has them, and is told apart from a database that is away', async () => {
		await everyBreakdown();
		expect(wrong()).toEqual([]);
		for (const what of ['GET /c', 'POST /c', 'POST /l/[token]']) {
			expect([what, called(`${what}, broken`).status]).not.toEqual([what, 200]);
			expect([what, called(`${what}, away`).status]).toEqual([what, 503]);
		}
	});

	test('H28 each status was seen', () => {
		const expected = [200, 206, 303, 400, 403, 404, 413, 415, 416, 422, 431, 500, 503];
		expect(expected.filter((status) => !statuses().has(status))).toEqual([]);
	});

	test('H28 with an origin of https the whole year of it stands on pages, files and refusals', async () => {
		const origin = 'https://reminder.example';
		const alone = await startAlone(t.at, 'intake', { env: { ORIGIN: origin } });
		try {
			const at = `http://127.0.0.1:${alone.port}`;
			const form = 'Content-Type: application/x-www-form-urlencoded\r\n';
			const asked: [string, Kind][] = [
				[`GET ${unknownPath()} HTTP/1.1\r\n${end}\r\n`, 'page'],
				[`GET /nothing HTTP/1.1\r\n${end}\r\n`, 'page'],
				[`GET /leave HTTP/1.1\r\n${end}\r\n`, 'page'],
				[`GET /healthz HTTP/1.1\r\n${end}\r\n`, 'page'],
				[`POST /c HTTP/1.1\r\n${end}${form}Origin: ${at}\r\nContent-Length: 0\r\n\r\n`, 'page'],
				[`POST /c HTTP/1.1\r\n${end}Origin: ${origin}\r\nContent-Length: 0\r\n\r\n`, 'page'],
				[
					`POST ${unknownPath()} HTTP/1.1\r\n${end}${form}Content-Length: ${large.length}\r\n\r\n${large}`,
					'page'
				],
				[`GET /robots.txt HTTP/1.1\r\n${end}\r\n`, 'file'],
				['NONSENSE\r\n\r\n', 'page'],
				[`GET /l/${large} HTTP/1.1\r\n${end}\r\n`, 'page']
			];
			const found: number[] = [];
			for (const [request, kind] of asked) {
				const reply = await raw(at, request);
				found.push(reply.status);
				expect(
					wrongHeaders(reply, { surface: 'intake', kind, isSecure: true }),
					request.slice(0, 60)
				).toEqual([]);
			}
			expect(found).toEqual([200, 404, 303, 200, 403, 415, 413, 200, 400, 431]);
		} finally {
			await alone.stop();
		}
	});
});
