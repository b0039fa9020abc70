import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newToken } from '../../src/lib/domain/link/index.ts';
import { random } from '../../src/lib/server/platform/crypto/random.ts';
import { raw } from '../support/raw.ts';
import { refused, unknownPath } from '../support/refused.ts';
import { seen } from '../support/seen.ts';
import { signsIn } from '../support/officer.ts';
import { taped, type Taped } from '../support/taped.ts';
import { encode, Visitor, type Reply } from '../support/visitor.ts';
import type { HandedLink } from '../support/world.ts';

let t: Taped;
let closed: ReturnType<typeof seen>;
let landing: ReturnType<typeof seen>;

beforeAll(async () => {
	t = await taped('h03_addresses', { desk: { HEARD_WORKER: 'off' } });
	closed = seen(await t.stranger(1).get('/nothing'));
	landing = seen(await t.stranger(1).get(unknownPath()));
	expect([closed.status, landing.status]).toEqual([404, 200]);
});
afterAll(() => t?.close());

const rowOf = async ({ linkId }: HandedLink) => {
	const [row] = await t.at.superuser<{ row: string }[]>`
		select to_jsonb(l)::text as row from link l where id = ${linkId}`;
	return row?.row;
};
/** What it answers, and that the database was not asked. */
async function unasked(what: () => Promise<Reply>): Promise<Reply> {
	let reply: Reply | undefined;
	await t.tapes.intake.during(async () => {
		reply = await what();
	});
	expect(t.tapes.intake.statements()).toEqual([]);
	if (!reply) throw new Error('no answer');
	return reply;
}
const whole = newToken(random);
const formType = { 'Content-Type': 'application/x-www-form-urlencoded' };

describe('a token of a wrong shape', () => {
	const shapes: [what: string, token: string][] = [
		['31 characters', whole.slice(1)],
		['33 characters', `${whole}0`],
		['a zero byte at its end', `${whole}%00`],
		['a zero byte in place of a letter', `${whole.slice(1)}%00`],
		['an é', `${whole.slice(1)}%C3%A9`],
		['half an é', `${whole.slice(1)}%C3`],
		['an é in one byte', `${whole.slice(1)}%E9`],
		['a percent sign', `${whole.slice(1)}%`],
		['a lone surrogate', `${whole.slice(1)}%ED%A0%80`],
		['a letter that is not in the alphabet', `${whole.slice(1)}u`],
		['a wide digit', `${whole.slice(1)}%EF%BC%91`],
		['a slash inside', `${whole.slice(0, 16)}%2F${whole.slice(17)}`],
		['a line break', `${whole}%0D%0AX-Injected:%201`],
		['only gaps', '%20-%20'],
		['a name of an object', '__proto__'],
		['12,000 characters', 'a'.repeat(12_000)],
		['12,000 gaps around a whole one', `${'-'.repeat(6000)}${whole}${'-'.repeat(6000)}`]
	];

	test.each(shapes)(
		'H03 with %s is the refusal, and asks the database nothing',
		async (_, token) => {
			for (const pin of ['', '123456']) {
				const reply = await unasked(() => t.stranger(2).post(`/l/${token}`, { pin }));
				expect(seen(reply)).toEqual(closed);
			}
		}
	);

	test.each(shapes)(
		'H03 with %s looks like any other, or like no address at all',
		async (_, token) => {
			const look = seen(await unasked(() => t.stranger(2).get(`/l/${token}`)));
			expect([landing, closed]).toContainEqual(look);
		}
	);

	test.each([
		['a raw zero byte', Buffer.from(`/l/${whole.slice(1)}\0`), 400],
		['a raw é', Buffer.from(`/l/${whole.slice(1)}é`), 400],
		['a raw é in one byte', Buffer.from(`/l/${whole.slice(1)}é`, 'latin1'), 400],
		['a megabyte', Buffer.from(`/l/${'a'.repeat(1_000_000)}`), 431]
	])('H03 with %s on the wire is turned away without a word', async (_, path, status) => {
		for (const method of ['GET', 'POST']) {
			const request = Buffer.concat([
				Buffer.from(`${method} `),
				path,
				Buffer.from(' HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
			]);
			const reply = await unasked(() => raw(t.app.intake.origin, request));
			expect(reply).toMatchObject({ status, body: '' });
		}
		expect(seen(await t.stranger(2).get('/nothing'))).toEqual(closed);
	});
});

describe('a form of a wrong shape', () => {
	const pins = (pin: string): [what: string, body: string][] => [
		['the code twice', `pin=${pin}&pin=${pin}`],
		['the code as a list', `pin[]=${pin}`],
		['the code as a list with a place', `pin[0]=${pin}`],
		['the code as an object', `pin[a]=${pin}`],
		['the name encoded as a list', `pin%5B%5D=${pin}`],
		['a name of an object', `__proto__=${pin}&constructor=${pin}`],
		['a zero byte in the code', `pin=${pin}%00`],
		['bytes that are no text', 'pin=%FF%FE%C3'],
		['a code of 20,000 digits', `pin=${'1'.repeat(20_000)}`],
		['5,000 fields', Array.from({ length: 5000 }, (_, at) => `f${at}=1`).join('&')],
		['nothing', ''],
		['only an equals sign', '='],
		['half an escape', 'pin=%']
	];

	test('H03 is the refusal on a live link, costs no try, and never a 500', async () => {
		const link = await t.link();
		const hers = t.victim(link, 4);
		for (const [nth, [what, body]] of pins(link.pin).entries()) {
			const stranger = t.stranger(60 + nth);
			const reply = await stranger.ask(link.path, { method: 'POST', headers: formType, body });
			expect(seen(reply), what).toEqual(closed);
		}
		const [row] = await t.at.superuser`select tries_left from link where id = ${link.linkId}`;
		expect(row?.tries_left).toBe(5);
		expect((await hers.opens()).status).toBe(303);
	});

	test('H03 in the address is passed over: repeated parameters and lists', async () => {
		const link = await t.link();
		const query = 'lang=en&lang=xx&lang[]=en&pin=1&pin=2&__proto__=1&constructor[a]=1';
		// the first one counts, as if it stood alone
		const plain = seen(await t.stranger(5).get(`${link.path}?lang=en`));
		expect(seen(await unasked(() => t.stranger(5).get(`${link.path}?${query}`)))).toEqual(plain);
		const without = query.replace('lang=en&', '');
		expect(seen(await unasked(() => t.stranger(5).get(`${link.path}?${without}`)))).toEqual(
			landing
		);
		const opened = await t.victim({ ...link, path: `${link.path}?${query}` }, 5).opens();
		expect(opened.status).toBe(303);
	});

	// Kit looks the action up by name in a plain object, where more is found than we put there
	const actions = [
		'default',
		'nothing',
		'',
		'__proto__',
		'constructor',
		'toString',
		'hasOwnProperty'
	];
	test.each(actions)(
		'H03 for the action "%s", which is nobody\'s, gets the closed page',
		async (action) => {
			const link = await t.link();
			for (const path of [link.path, unknownPath(), '/c']) {
				const reply = await unasked(() => t.stranger(6).post(`${path}?/${action}`, { pin: '1' }));
				expect(seen(reply), path).toEqual(closed);
			}
		}
	);

	test("H03 for an action that is nobody's, gets no 500 and no page from the desk either", async () => {
		const officer = new Visitor(t.app.desk.origin);
		await signsIn(officer, t.agency.officer);
		const casePath = `/desk/cases/${await t.world.case(t.agency)}`;
		const answers: string[] = [];
		for (const action of actions) {
			for (const path of ['/desk/login', casePath, '/desk/queue']) {
				const { status } = await officer.post(`${path}?/${action}`, {});
				answers.push(`${status < 500 && status >= 400 ? 'refused' : status} ${path}?/${action}`);
			}
		}
		expect(answers.filter((answer) => !answer.startsWith('refused'))).toEqual([]);
	});

	test('H03 with a body over the limit is told so, whoever sends it, and asks the database nothing', async () => {
		const link = await t.link();
		const body = encode({ pin: '9'.repeat(1_000_000) });
		const chunked =
			'Host: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n' +
			`Content-Type: ${formType['Content-Type']}\r\n\r\n` +
			`${`4000\r\n${'9'.repeat(0x4000)}\r\n`.repeat(8)}0\r\n\r\n`;
		for (const path of [link.path, unknownPath()]) {
			const told = await unasked(() =>
				t.stranger(7).ask(path, { method: 'POST', headers: formType, body })
			);
			expect(told.status).toBe(413);
			const long = await unasked(() =>
				raw(t.app.intake.origin, `POST ${path} HTTP/1.1\r\n${chunked}`)
			);
			expect(long.status).toBe(413);
		}
	});
});

describe('other spellings of an address', () => {
	const spellings: [spelling: string, (path: string) => string][] = [
		['/l/<t>/__data.json', (path) => `${path}/__data.json`],
		[
			'/l/<t>/__data.json?x-sveltekit-invalidated=11',
			(path) => `${path}/__data.json?x-sveltekit-invalidated=11`
		],
		['/l/<t>/__route.js', (path) => `${path}/__route.js`],
		['/l/<t>.html__data.json', (path) => `${path}.html__data.json`],
		['a trailing slash', (path) => `${path}/`],
		['two trailing slashes', (path) => `${path}//`],
		['//l/<t>', (path) => `/${path}`],
		['/l//<t>', (path) => path.replace('/l/', '/l//')],
		['/./l/<t>', (path) => `/.${path}`],
		['/x/../l/<t>', (path) => `/x/..${path}`],
		['/x/%2e%2e/l/<t>', (path) => `/x/%2e%2e${path}`],
		['/l/<t>/%2e%2e', (path) => `${path}/%2e%2e`],
		['/l/<t>/%2e', (path) => `${path}/%2e`],
		['/l/%2e%2e/<t>', (path) => path.replace('/l/', '/l/%2e%2e/')],
		['/%6c/<t>', (path) => path.replace('/l/', '/%6c/')],
		['/L/<t>', (path) => path.replace('/l/', '/L/')],
		['/l%2f<t>', (path) => path.replace('/l/', '/l%2f')],
		['/l\\<t>', (path) => path.replace('/l/', '/l\\')],
		['/l/<t>?x-sveltekit-invalidated=1', (path) => `${path}?x-sveltekit-invalidated=1`],
		['/l/<t>?/default', (path) => `${path}?/default`],
		['/l/<t>;a=b', (path) => `${path};a=b`],
		['/l/<t>#', (path) => `${path}#`],
		['/l/<T>', (path) => `/l/${path.slice(3).toUpperCase()}`],
		['/l/<t> with dashes', (path) => path.replace(/(.{20})$/, '-$1')]
	];
	const asked: Record<string, string>[] = [
		{},
		{ 'x-sveltekit-action': 'true', Accept: 'application/json' },
		{ 'x-sveltekit-error': '1', Accept: 'application/json' }
	];

	test.each(spellings)(
		'H09 %s is looked at like the page or is none, the same for live and dead',
		async (_, spell) => {
			const link = await t.link();
			const before = await rowOf(link);
			for (const headers of asked) {
				const looks = [];
				for (const path of [link.path, unknownPath()]) {
					const look = await unasked(() => t.stranger(8).get(spell(path), { headers }));
					looks.push(seen(look));
				}
				expect(looks[0]).toEqual(looks[1]);
				expect([landing, closed]).toContainEqual(looks[0]);
			}
			expect(await rowOf(link)).toBe(before);
		}
	);

	test.each(spellings)(
		'H09 %s refuses like the page when a form is sent there',
		async (_, spell) => {
			const link = await t.link();
			for (const headers of asked) {
				for (const path of [link.path, unknownPath()]) {
					const reply = await t.stranger(9).post(spell(path), { pin: '' }, { headers });
					expect(seen(reply)).toEqual(closed);
				}
				await t.at.superuser`delete from throttle`;
			}
		}
	);

	test('H09 none of them brings a dead link back', async () => {
		for (const [kind, { path, pin }] of Object.entries(await refused(t, 10))) {
			// a wrong code would cost its five tries here, and then be locked: another kind
			if (kind === 'wrong code') continue;
			for (const [spelling, spell] of spellings) {
				const reply = await t.stranger(11).post(spell(path), { pin });
				expect(seen(reply), `${kind}: ${spelling}`).toEqual(closed);
				await t.at.superuser`delete from throttle`;
			}
		}
	});

	test.each([
		'/c/__data.json',
		'/c/__data.json?x-sveltekit-invalidated=11',
		'/c/__route.js',
		'//c',
		'/c/',
		'/x/%2e%2e/c'
	])('H09 %s gives no more than the page does to somebody who is in a visit', async (path) => {
		const hers = t.victim(await t.link(), 12);
		await hers.opens();
		const page = await hers.seesPage();
		const reply = await hers.get(path);
		expect([page.body, (await t.stranger(12).get('/nothing')).body]).toContain(reply.body);
		expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
	});

	test('H09 an address with a host of its own, a star, or no host leads nowhere else', async () => {
		const link = await t.link();
		const end = ' HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n';
		for (const address of [
			`http://evil.example${link.path}`,
			`https://${link.path}`,
			'*',
			`@evil.example${link.path}`
		]) {
			const reply = await unasked(() => raw(t.app.intake.origin, `GET ${address}${end}`));
			expect([400, 404]).toContain(reply.status);
			expect(['', (await t.stranger(1).get('/nothing')).body]).toContain(reply.body);
		}
		const old = await unasked(() => raw(t.app.intake.origin, `GET ${link.path} HTTP/1.0\r\n\r\n`));
		expect(old.body).toBe((await t.stranger(1).get(link.path)).body);
	});
});
