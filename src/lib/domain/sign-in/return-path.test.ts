import { describe, expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

describe('where to go on after a step in between', () => {
	test.each(['/desk', '/desk/team', '/desk/cases/01a2?lane=police', '/desk/account/password'])(
		'is %s, a page of the desk',
		(path) => {
			expect(returnPath(path)).toBe(path);
		}
	);

	test.each([
		null,
		'',
		'/',
		'/l/abc',
		'desk/team',
		'//evil.example/desk',
		'/desk//evil.example',
		'/desk/../l/abc',
		'/desk/%2e%2e/l/abc',
		'/desk/\\evil.example',
		'/desk\\..\\evil.example',
		'/desk\n//evil.example',
		'/desktop',
		'https://evil.example/desk',
		'javascript:alert(1)',
		`/desk/${'a'.repeat(3000)}`
	])('is the start page for %j', (typed) => {
		expect(returnPath(typed)).toBe('/desk');
	});
});
