import { describe, expect, test } from 'vitest';
import { everyAnswer, narrow, setHeaders } from './headers.ts';

const https = 'https://reminder.example';
// as Kit sends it, with the hash of an inlined stylesheet
const ofKit =
	"default-src 'none'; script-src 'self'; style-src 'self' 'sha256-abc='; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const page = (headers: Record<string, string> = {}) =>
	new Response('', {
		headers: { 'content-type': 'text/html', etag: '"x"', 'x-sveltekit-page': 'true', ...headers }
	});

describe('an answer of any kind', () => {
	test.each(['intake', 'desk'] as const)('is closed by default on %s', (surface) => {
		const table = everyAnswer(surface, https);
		expect(table).toMatchObject({
			'referrer-policy': 'same-origin',
			'cache-control': 'no-store',
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin',
			'x-content-type-options': 'nosniff',
			'x-robots-tag': 'noindex, nofollow, noarchive',
			'strict-transport-security': 'max-age=31536000'
		});
		expect(table['content-security-policy']).toMatch(/^default-src 'none'; /);
		expect(table['permissions-policy']).toContain('geolocation=(),');
		const allowed = table['permissions-policy']?.split(',').filter((one) => !one.endsWith('=()'));
		expect(allowed).toEqual(
			surface === 'intake'
				? []
				: ['publickey-credentials-create=(self)', 'publickey-credentials-get=(self)']
		);
	});

	test('is not bound to https where there is none', () => {
		expect(everyAnswer('intake', 'http://127.0.0.1:3000')).not.toHaveProperty(
			'strict-transport-security'
		);
	});
});

describe('a page', () => {
	test.each(['intake', 'desk'] as const)('on %s stays in no cache and has no tag', (surface) => {
		const response = page();
		setHeaders(response, { surface, origin: https, isDev: false });
		expect(response.headers.get('cache-control')).toBe('no-store');
		expect(response.headers.get('etag')).toBeNull();
		expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
		expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
	});

	test('of hers runs no script and loads nothing', () => {
		const response = page({ 'content-security-policy': ofKit });
		setHeaders(response, { surface: 'intake', origin: https, isDev: false });
		expect(response.headers.get('content-security-policy')).toBe(
			"default-src 'none'; style-src 'sha256-abc='; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
		);
		expect(response.headers.get('x-sveltekit-page')).toBeNull();
	});

	test('of hers that Kit gave no policy has the strictest', () => {
		const response = page();
		setHeaders(response, { surface: 'intake', origin: https, isDev: false });
		expect(response.headers.get('content-security-policy')).toBe(
			everyAnswer('intake', https)['content-security-policy']
		);
	});

	test('of the desk keeps the policy with the hashes that Kit made', () => {
		const response = page({ 'content-security-policy': ofKit });
		setHeaders(response, { surface: 'desk', origin: https, isDev: false });
		expect(response.headers.get('content-security-policy')).toBe(ofKit);
	});

	test('that is an event stream stays one', () => {
		const response = page({ 'content-type': 'text/event-stream' });
		setHeaders(response, { surface: 'desk', origin: https, isDev: false });
		expect(response.headers.get('content-type')).toBe('text/event-stream');
	});
});

test('a hash of a script is kept, a host never', () => {
	expect(narrow("script-src 'self' 'sha256-exit=' https://cdn.example")).toContain(
		"script-src 'sha256-exit=';"
	);
});
