import { describe, expect, test } from 'vitest';
import { refusalOf } from './guard-origin.ts';

const origin = 'https://reminder.example';
const form = { 'content-type': 'application/x-www-form-urlencoded' };

function ask(
	surface: 'intake' | 'desk',
	method: string,
	headers: Record<string, string>,
	path = '/x'
) {
	// not `new Request`: it drops the headers that only browsers may set
	return refusalOf({ method, headers: new Headers(headers) } as Request, { surface, origin, path });
}

describe('on both surfaces', () => {
	const foreign: [string, Record<string, string>][] = [
		['a sandboxed frame', { origin: 'null' }],
		['another host', { origin: 'https://evil.example' }],
		['a host below ours', { origin: 'https://a.reminder.example' }],
		['another port', { origin: 'https://reminder.example:8443' }],
		['another scheme', { origin: 'http://reminder.example' }],
		['our name in capitals', { origin: 'https://REMINDER.example' }],
		['our name twice', { origin: `${origin}, ${origin}` }],
		['an empty origin', { origin: '' }],
		['a cross-site page', { origin, 'sec-fetch-site': 'cross-site' }],
		['a page of a neighbour', { origin, 'sec-fetch-site': 'same-site' }],
		['no page at all', { origin, 'sec-fetch-site': 'none' }]
	];

	test.each(foreign)('a form from %s is refused', (_, headers) => {
		for (const surface of ['intake', 'desk'] as const) {
			expect(ask(surface, 'POST', { ...form, ...headers })).toBe('request.not_ours');
		}
	});

	test.each(foreign)('a look from %s passes', (_, headers) => {
		expect(ask('intake', 'GET', headers)).toBeNull();
		expect(ask('desk', 'HEAD', headers)).toBeNull();
	});

	test('our own form passes, with and without the word of the browser', () => {
		for (const surface of ['intake', 'desk'] as const) {
			expect(ask(surface, 'POST', { ...form, origin })).toBeNull();
			expect(ask(surface, 'POST', { ...form, origin, 'sec-fetch-site': 'same-origin' })).toBeNull();
		}
	});

	test.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded2', ''])(
		'a body of type "%s" is refused',
		(type) => {
			for (const surface of ['intake', 'desk'] as const) {
				expect(ask(surface, 'POST', { origin, 'content-type': type })).toBe('request.wrong_type');
			}
		}
	);

	test('a body without a type is refused', () => {
		expect(ask('intake', 'POST', { origin })).toBe('request.wrong_type');
	});

	test('every method that may change something is guarded', () => {
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
			expect(ask('desk', method, { ...form, origin: 'null' })).toBe('request.not_ours');
		}
	});
});

describe('a browser that sends neither header', () => {
	test('may answer', () => expect(ask('intake', 'POST', form)).toBeNull());
	test('may not work at the desk', () => {
		expect(ask('desk', 'POST', form)).toBe('request.not_ours');
	});
});

describe('files', () => {
	const parts = { origin, 'content-type': 'multipart/form-data; boundary=x' };
	test('are sent to the desk', () => expect(ask('desk', 'POST', parts)).toBeNull());
	test('are not sent by her', () => {
		expect(ask('intake', 'POST', parts)).toBe('request.wrong_type');
	});
});

describe('receipts of a gateway', () => {
	const json = { 'content-type': 'application/json' };
	const receipts = '/desk/receipts';

	test('pass as JSON from no page at all, at this one address of the desk', () => {
		expect(ask('desk', 'POST', json, receipts)).toBeNull();
		for (const path of ['/desk', '/desk/receipts/', '/desk/receipts/x', '/desk/Receipts', '/c']) {
			expect(ask('desk', 'POST', json, path), path).toBe('request.not_ours');
		}
		expect(ask('intake', 'POST', json, receipts)).toBe('request.wrong_type');
	});

	test.each<[string, Record<string, string>]>([
		['a page of another site', { ...json, origin: 'https://evil.example' }],
		['a sandboxed frame', { ...json, origin: 'null' }],
		['a browser that says so', { ...json, 'sec-fetch-site': 'cross-site' }],
		['a form without an origin', form],
		['nothing with a type', {}]
	])('do not pass from %s', (_, headers) => {
		expect(ask('desk', 'POST', headers, receipts)).toBe('request.not_ours');
	});

	test('do not pass as JSON from a page of ours either: no page of ours sends any', () => {
		expect(ask('desk', 'POST', { ...json, origin }, receipts)).toBe('request.wrong_type');
	});
});
