import { describe, expect, test } from 'vitest';
import { codeSteps, parseCode, stepOf } from './one-time-code.ts';

const at = (seconds: number) => new Date(seconds * 1000);

describe('a code of an authenticator app', () => {
	test.each([
		['as it is', '123456'],
		['with the gap that apps show', '123 456'],
		['with spaces around', ' 123456 '],
		['with what copying brings along', '123\u00A0456\u200B']
	])('is read %s', (_, typed) => {
		expect(parseCode(typed)).toBe('123456');
	});

	test.each(['', '12345', '1234567', '12345a', '١٢٣٤٥٦', `${' '.repeat(40)}123456`])(
		'is not %j',
		(typed) => {
			expect(parseCode(typed)).toBeNull();
		}
	);
});

describe('the steps whose code counts', () => {
	test('are this half minute and one to either side', () => {
		expect(stepOf(at(59))).toBe(1);
		expect(stepOf(at(60))).toBe(2);
		expect(codeSteps(at(3000), 0)).toEqual([99, 100, 101]);
	});

	test('are those after the last that was used: none counts twice, and none before it', () => {
		expect(codeSteps(at(3000), 99)).toEqual([100, 101]);
		expect(codeSteps(at(3000), 100)).toEqual([101]);
		expect(codeSteps(at(3000), 101)).toEqual([]);
	});

	test('are none while the clock stands before the last that was used', () => {
		expect(codeSteps(at(3000), 5000)).toEqual([]);
	});
});
