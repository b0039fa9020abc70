import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFolder } from '../../scripts/local.ts';
import { lookupHash } from '../../src/lib/server/platform/crypto/kdf.ts';
import { parseToken } from '../../src/lib/domain/link/index.ts';
import { raw } from '../support/raw.ts';
import { taped, type Taped } from '../support/taped.ts';
import { until } from '../support/until.ts';
import type { Visitor } from '../support/visitor.ts';

// A token that is no link, a code and a word, which nothing else in the world says.
const token = 'canary0canary0canary0canary0cana';
const pin = '730915';
const word = 'kanarienvogel';
const agent = 'Canariensis/7.3';
const address = '198.18.73.77';

let t: Taped;
let pgLogFrom = 0;
const pgLog = join(dataFolder, 'test', 'pg.log');

beforeAll(async () => {
	t = await taped('h63_no_stream', { desk: { HEARD_WORKER: 'off' } });
	pgLogFrom = statSync(pgLog).size;
	// ours keeps errors out of its log; somebody else's PostgreSQL, set up as section 8 says, does not
	const name = new URL(t.at.local.superuserUrl).pathname.slice(1);
	await t.at.superuser.unsafe(`alter database "${name}" set log_min_messages = 'error'`);
	await t.at.superuser`
		select pg_terminate_backend(pid, 5000) from pg_stat_activity
		where usename = 'heard_intake' and datname = current_database()`;
	await until('a new connection', async () => (await t.stranger(1).get('/healthz')).status === 200);
});
afterAll(() => t?.close());

/** Everything that was written to a stream since this began: both processes, and PostgreSQL. */
const streams = () => ({
	'stdout and stderr': t.app.printed(),
	'log of PostgreSQL': readFileSync(pgLog).subarray(pgLogFrom).toString('latin1')
});

const spellings = (() => {
	const bytes = Buffer.from(token);
	return [
		token,
		token.toUpperCase(),
		token.slice(0, 16),
		token.slice(16),
		bytes.toString('hex'),
		bytes.toString('base64'),
		pin,
		word,
		agent,
		address,
		address.split('.').slice(0, 3).join('.')
	];
})();

function found(): string[] {
	const parsed = parseToken(token);
	if (!parsed) throw new Error('the canary has the shape of a token');
	const hash = Buffer.from(lookupHash(parsed, t.world.desk.pepper));
	const all = [...spellings, hash.toString('hex'), hash.toString('base64')];
	return Object.entries(streams()).flatMap(([name, text]) =>
		all
			.filter((one) => text.toLowerCase().includes(one.toLowerCase()))
			.map((one) => `${one} in ${name}`)
	);
}

const linesWith = (status: number) =>
	t.app
		.printed()
		.split('\n')
		.filter((line) => line.includes(`"status":${status}`) && line.includes('"intake"')).length;

/** Does it, and says which status came back and whether a line was written for it. */
async function expectStatus(status: number, what: () => Promise<{ status: number }>) {
	const before = linesWith(status);
	expect((await what()).status).toBe(status);
	// a line is written at once, its way through the pipe is not
	await expect.poll(() => linesWith(status)).toBeGreaterThan(before);
	expect(found()).toEqual([]);
}

const canary = `/l/${token}`;
function stranger(): Visitor {
	const visitor = t.stranger(1);
	visitor.headers = {
		'x-forwarded-for': address,
		'User-Agent': agent,
		Referer: `https://mail.example/${word}`,
		Cookie: `__Host-v=${word}; other=${token}`
	};
	return visitor;
}

async function without(table: string, work: () => Promise<void>): Promise<void> {
	await t.at.superuser.unsafe(`alter table ${table} rename to ${table}_gone`);
	await work().finally(() => t.at.superuser.unsafe(`alter table ${table}_gone rename to ${table}`));
}

describe('a canary in the address, the form and the headers', () => {
	test('H63 the landing page', async () => {
		await expectStatus(200, () => stranger().get(`${canary}?q=${word}`));
	});

	test.each([
		['an unknown link', canary, { pin }],
		['an address below it', `${canary}/${word}`, { pin }],
		['its data', `${canary}/__data.json`, { pin }],
		['a token of a wrong shape', `${canary}${word}`, { pin }],
		['what cannot be decoded', `${canary}%zz`, { pin }],
		['an action that is not there', `${canary}?/${word}`, { pin }]
	])('H63 404 at %s', async (_, path, fields) => {
		await expectStatus(404, () => stranger().post(path, { ...fields, [word]: word }));
	});

	test('H63 403, of another site', async () => {
		const headers = { Origin: `https://${word}.example` };
		await expectStatus(403, () => stranger().post(canary, { pin }, { headers }));
	});

	test('H63 413', async () => {
		await expectStatus(413, () => stranger().post(canary, { pin, [word]: word.repeat(9000) }));
	});

	test('H63 415', async () => {
		const headers = { 'Content-Type': `application/${word}` };
		await expectStatus(415, () => stranger().post(canary, { pin }, { headers }));
	});

	test('H63 500, when the database lacks a table', async () => {
		await without('link_lookup', () => expectStatus(500, () => stranger().post(canary, { pin })));
	});

	test('H63 500, when a write fails whose parameters are hers', async () => {
		await t.at.superuser.unsafe(
			`alter table throttle add constraint never check (count < 0) not valid`
		);
		try {
			await expectStatus(500, () => stranger().post(canary, { pin }));
		} finally {
			await t.at.superuser.unsafe('alter table throttle drop constraint never');
		}
	});

	test('H63 500 and 503 in a visit, with words of hers in the form', async () => {
		const hers = t.victim(await t.link(), 2);
		await hers.opens();
		await hers.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes' }, { until: 'V2' });
		await without('draft', async () => {
			await expectStatus(500, () => hers.seesPage());
			expect((await hers.answers('V2', `${word} ${token}`)).status).toBeGreaterThanOrEqual(500);
		});
		expect(found()).toEqual([]);
	});

	test('H63 what is refused before anybody reads it: 400 and 431', async () => {
		const { origin } = t.app.intake;
		const unread: [number, string][] = [
			[400, `${word} ${canary}\r\n\r\n`],
			[400, `GET ${canary}\0 HTTP/1.1\r\nHost: x\r\n\r\n`],
			[400, `POST ${canary} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${word}\r\n`],
			[431, `GET ${canary}${word.repeat(3000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
			[431, `GET ${canary} HTTP/1.1\r\nHost: x\r\nX: ${word.repeat(3000)}\r\n\r\n`]
		];
		for (const [status, request] of unread)
			expect((await raw(origin, request)).status).toBe(status);
		// the next line is behind whatever those may have written
		await expectStatus(404, () => stranger().get('/nothing'));
	});

	test('H63 503, when the database is away', async () => {
		await t.tapes.intake.close();
		await expectStatus(503, () => stranger().post(canary, { pin }));
		await expectStatus(200, () => stranger().get(canary));
	});

	test('H63 the streams do say what happened, by route, status and code', () => {
		const { 'stdout and stderr': printed, 'log of PostgreSQL': log } = streams();
		expect(printed).toContain('"route":"/(intake)/l/[token]"');
		expect(printed).toContain('"code":"42P01"');
		expect(printed).toContain('"code":"23514"');
		for (const status of [200, 403, 404, 413, 415, 500, 503]) {
			expect(printed).toContain(`"status":${status}`);
		}
		// PostgreSQL wrote its errors too
		expect(log).toContain('relation "link_lookup" does not exist');
	});
});
