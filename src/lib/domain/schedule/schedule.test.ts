import { describe, expect, it } from 'vitest';
import { plannedRounds, yearAfter } from './index.ts';

describe('the rounds of a case', () => {
	it('fall on the days of the schedule, at noon of the agency, in summer and winter', () => {
		const rounds = plannedRounds('2026-10-20', { timeZone: 'Europe/Berlin', gradedHigh: false });
		expect(rounds.map(({ point, dueAt }) => [point, dueAt.toISOString()])).toEqual([
			['T3', '2026-10-23T10:00:00.000Z'],
			['T14', '2026-11-03T11:00:00.000Z'],
			['T30', '2026-11-19T11:00:00.000Z'],
			['T90', '2027-01-18T11:00:00.000Z'],
			['T182', '2027-04-20T10:00:00.000Z']
		]);
	});

	it('go on for a year where police have graded the case high', () => {
		const rounds = plannedRounds('2026-11-16', { timeZone: 'UTC', gradedHigh: true });
		expect(rounds.at(-1)).toEqual({ point: 'T365', dueAt: new Date('2027-11-16T12:00:00Z') });
	});
});

describe('a year after a day', () => {
	it.each([
		['2025-11-16', '2026-11-16'],
		['2024-02-29', '2025-02-28'],
		['2023-02-28', '2024-02-28']
	])('%s is %s', (day, later) => {
		expect(yearAfter(day)).toBe(later);
	});
});
