import { describe, expect, test } from 'vitest';
import { answers, CLOSED, shownAddress, surfaceOf } from './addresses.ts';

const token = '0a1b2c3d4e5f6g7h8j9kamanbpcqdres';

describe('intake', () => {
	test.each([
		['GET', `/l/${token}`],
		['HEAD', `/l/${token}`],
		['POST', `/l/${token}`],
		['GET', '/l/garbage'],
		['GET', '/l/%C3%A9'],
		['GET', '/c'],
		['POST', '/c'],
		['GET', '/leave'],
		['GET', '/help/phone'],
		['GET', '/healthz'],
		['GET', '/robots.txt']
	])('has %s %s', (method, path) => {
		expect(answers('intake', method, path)).toBe(true);
	});

	test.each([
		['GET', '/'],
		['GET', '/desk'],
		['GET', '/desk/login'],
		['POST', '/desk/login'],
		['GET', '/_app/version.json'],
		['GET', '/_app/env.js'],
		['GET', '/_app/immutable/entry/start.abc.js'],
		['GET', `/l/${token}/`],
		['GET', `/l/${token}/__data.json`],
		['GET', `/l/${token}/__route.js`],
		['GET', '/c/__data.json'],
		['GET', '/c/__route.js'],
		['GET', '/c.html__data.json'],
		['GET', '/l/x.html__data.json'],
		['GET', `//l/${token}`],
		['GET', `/l//${token}`],
		['GET', '/C'],
		['POST', '/leave'],
		['GET', '/leave//evil.example'],
		['PUT', '/c'],
		['DELETE', `/l/${token}`],
		['OPTIONS', '/c'],
		['POST', '/healthz'],
		['GET', CLOSED]
	])('has no %s %s', (method, path) => {
		expect(answers('intake', method, path)).toBe(false);
	});
});

describe('the desk', () => {
	test.each([
		['GET', '/desk'],
		['GET', '/desk/login'],
		['POST', '/desk/login'],
		['GET', '/desk/queue/__data.json'],
		['GET', '/_app/immutable/entry/start.abc.js'],
		['GET', '/healthz']
	])('has %s %s', (method, path) => {
		expect(answers('desk', method, path)).toBe(true);
	});

	test.each([
		['GET', '/'],
		['GET', `/l/${token}`],
		['POST', `/l/${token}`],
		['GET', '/c'],
		['GET', '/leave'],
		['GET', '/help/phone'],
		['GET', '/deskx'],
		['GET', '/_app/env.js'],
		['POST', '/_app/remote/x'],
		['PUT', '/desk/queue'],
		['GET', CLOSED]
	])('has no %s %s', (method, path) => {
		expect(answers('desk', method, path)).toBe(false);
	});
});

describe('Kit is shown', () => {
	test.each([`/l/${token}`, `/l/${token}?lang=ar`, '/c?x=1', '/leave?to=https://evil.example'])(
		'%s as it is',
		(address) => expect(shownAddress('intake', 'GET', address)).toBe(address)
	);

	test.each([
		['/', CLOSED],
		['/desk/login?lang=ar', `${CLOSED}?lang=ar`],
		['/nothing?lang=%22%3Ca&x=1', `${CLOSED}?lang=%22%3Ca`],
		[`//l/${token}`, CLOSED],
		[`/l/../l/${token}/__data.json`, CLOSED],
		['/c/./__data.json#', CLOSED],
		['/x/%2e%2e/desk/login', CLOSED],
		['http://evil.example/c', CLOSED],
		['*', CLOSED],
		['@evil.example/c', CLOSED],
		['', CLOSED]
	])('for %s: %s', (address, shown) => {
		expect(shownAddress('intake', 'GET', address)).toBe(shown);
	});
});

test('in development the address says which surface is meant', () => {
	expect(surfaceOf('all', '/desk/queue')).toBe('desk');
	expect(surfaceOf('all', '/_app/version.json')).toBe('desk');
	expect(surfaceOf('all', '/c')).toBe('intake');
	expect(surfaceOf('all', '/deskx')).toBe('intake');
	expect(surfaceOf('intake', '/desk/queue')).toBe('intake');
});
