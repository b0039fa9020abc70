import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wrongCookie } from '../support/headers.ts';
import { unknownPath } from '../support/refused.ts';
import { taped, type Taped } from '../support/taped.ts';
import { Visitor, type Reply } from '../support/visitor.ts';

let t: Taped;
beforeAll(async () => {
	t = await taped('h29_cookies', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => t?.close());

const cookiesOf = ({ raw }: Reply) =>
	raw.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value);
const gone = (name: string) => `${name}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`;

/** Everything that comes back, as it comes back. */
function listen(visitor: Visitor): string[] {
	const set: string[] = [];
	const ask = visitor.ask.bind(visitor);
	visitor.ask = async (...about) => {
		const reply = await ask(...about);
		set.push(...cookiesOf(reply));
		return reply;
	};
	return set;
}

describe('cookies', () => {
	test('H29 of a whole check-in: one, for this host alone, until the browser closes, taken back at the end', async () => {
		const hers = t.victim(await t.link(), 1);
		const set = listen(hers);
		await hers.get(hers.link.path);
		await hers.tells({ CN0: 'yes', CN1: 'both', CN2: 'yes', SF1: '1', V2: 'words' });
		expect(set).toHaveLength(2);
		expect(set[0]).toMatch(/^__Host-v=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
		expect(set[1]).toBe(gone('__Host-v'));
		expect(set.flatMap(wrongCookie)).toEqual([]);
	});

	test('H29 of the desk: one at a time, for this host alone, until the browser closes, taken back', async () => {
		const officer = new Visitor(t.app.desk.origin);
		const set = listen(officer);
		const { email, password, code } = t.agency.officer;
		await officer.get('/desk/login');
		await officer.post('/desk/login', { email, password: `${password}x` });
		await officer.post('/desk/login', { email, password });
		await officer.post('/desk/login/factor', { code: await code() });
		for (const path of ['/desk', '/desk/queue', '/desk/cases', '/nothing']) await officer.get(path);
		await officer.post('/desk/logout', {});
		expect(set).toHaveLength(4);
		expect(set[0]).toMatch(
			/^__Host-s=[0-9a-f-]{36}\.[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/
		);
		expect(set[1]).toMatch(/^__Host-d=[a-z2-7]{40}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
		expect(set[2]).toBe(gone('__Host-s'));
		expect(set[3]).toBe(gone('__Host-d'));
		expect(set.flatMap(wrongCookie)).toEqual([]);
	});

	test('H29 are new each time, and no refusal hands one out', async () => {
		const link = await t.link();
		const values = new Set<string>();
		for (let visit = 0; visit < 5; visit++) {
			const hers = t.victim(link, 2);
			await hers.opens();
			values.add(hers.cookies.get('__Host-v') ?? '');
		}
		expect(values.size).toBe(5);
		for (const path of [link.path, unknownPath(), '/c', '/nothing', '/l/short']) {
			const refused = await t.stranger(2).post(path, { pin: '' });
			expect([path, refused.status, cookiesOf(refused)]).toEqual([path, 404, []]);
			expect(cookiesOf(await t.stranger(2).get(path))).toEqual([]);
		}
	});

	test.each([
		['too short', 'abc'],
		['of another shape', `${'A'.repeat(42)}!`],
		['very long', 'A'.repeat(4000)],
		['of nobody', 'A'.repeat(43)],
		['empty', '']
	])('H29 one that is %s is taken away at /c, with the closed page', async (_, value) => {
		const stranger = t.stranger(3);
		stranger.cookies.set('__Host-v', value);
		const closed = await stranger.get('/c');
		expect(closed.status).toBe(404);
		expect(cookiesOf(closed)).toEqual([gone('__Host-v')]);
		expect(closed.body).toBe((await t.stranger(3).get('/nothing')).body);
	});

	test('H29 what would be wrong is seen', () => {
		const right = '__Host-v=x; Path=/; HttpOnly; Secure; SameSite=Strict';
		expect(wrongCookie(right)).toEqual([]);
		for (const value of [
			right.replace('__Host-', ''),
			right.replace('; Secure', ''),
			right.replace('; HttpOnly', ''),
			right.replace('Strict', 'Lax'),
			right.replace('Path=/', 'Path=/c'),
			`${right}; Max-Age=900`,
			`${right}; Expires=Tue, 24 Nov 2026 00:00:00 GMT`,
			`${right}; Domain=example.org`
		]) {
			expect(wrongCookie(value), value).not.toEqual([]);
		}
	});
});
