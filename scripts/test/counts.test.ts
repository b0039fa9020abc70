import { expect, test } from 'vitest';
import { inWords, ofPlaywright, ofVitest, sum } from './counts.ts';

const file = (status: string, ...results: string[]) => ({
	status,
	assertionResults: results.map((one) => ({ status: one }))
});
const stats = { expected: 0, unexpected: 0, flaky: 0 };

test.each([
	['every test', [file('passed', 'passed', 'passed')], true, '2 passed, 0 failed'],
	['a failed one', [file('failed', 'passed', 'failed')], false, '1 passed, 1 failed'],
	[
		'a file that cannot be read',
		[file('passed', 'passed'), file('failed')],
		false,
		'1 passed, 1 failed'
	],
	['a broken teardown', [file('failed', 'passed')], false, '1 passed, 1 failed'],
	['no test at all', [], true, '0 passed, 1 failed'],
	['only skipped ones', [file('passed', 'skipped', 'pending')], true, '0 passed, 1 failed'],
	['an error outside every test', [file('passed', 'passed')], false, '1 passed, 1 failed']
])('counts %s of Vitest', (_, testResults, endedWell, words) => {
	expect(inWords(ofVitest({ testResults }, endedWell))).toBe(words);
});

test.each([
	['every test', { ...stats, expected: 3 }, [], true, '3 passed, 0 failed'],
	['a failed one', { ...stats, expected: 1, unexpected: 1 }, [], false, '1 passed, 1 failed'],
	['one that passed at its second try', { ...stats, flaky: 1 }, [], true, '0 passed, 1 failed'],
	['a file that cannot be read', stats, [{ message: 'x' }], false, '0 passed, 1 failed'],
	['no test at all', stats, [], true, '0 passed, 1 failed']
])('counts %s of Playwright', (_, counted, errors, endedWell, words) => {
	expect(inWords(ofPlaywright({ stats: counted, errors }, endedWell))).toBe(words);
});

test('counts of stages are added up', () => {
	const stages = [
		{ passed: 1, failed: 0 },
		{ passed: 20, failed: 2 }
	];
	expect(inWords(sum(stages))).toBe('21 passed, 2 failed');
});
