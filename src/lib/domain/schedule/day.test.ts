import { expect, it } from 'vitest';
import { isDay } from './day.ts';

it.each([
	['1900-01-01', true],
	['2024-02-29', true],
	['2100-12-31', true],
	['0026-11-16', false],
	['2101-01-01', false],
	['9999-12-31', false],
	['2026-02-30', false],
	['16.11.2026', false]
])('%s is a day of a case: %s', (typed, expected) => {
	expect(isDay(typed)).toBe(expected);
});
