import { describe, expect, it } from 'vitest';
import { calendarOf } from './calendar.ts';

const now = new Date('2026-11-23T09:42:00Z');

describe('times on the desk', () => {
	it('are those of the agency, not of the device that reads them', () => {
		expect(calendarOf('en', 'Europe/Vienna').time(now)).toBe('10:42');
		expect(calendarOf('en', 'Pacific/Auckland').time(now)).toBe('22:42');
	});

	it('have 24 hours, and midnight is 00', () => {
		const midnight = new Date('2026-11-22T23:00:00Z');
		expect(calendarOf('en', 'Europe/Vienna').time(midnight)).toBe('00:00');
	});

	it('today ends at midnight in the agency', () => {
		const vienna = calendarOf('en', 'Europe/Vienna');
		const lateYesterday = new Date('2026-11-22T22:59:00Z');
		const justToday = new Date('2026-11-22T23:00:00Z');
		expect(vienna.isSameDay(lateYesterday, now)).toBe(false);
		expect(vienna.isSameDay(justToday, now)).toBe(true);
	});

	it('the year stands where it is not this one', () => {
		const vienna = calendarOf('en', 'Europe/Vienna');
		expect(vienna.day(now, now)).toBe('23 Nov');
		expect(vienna.day(new Date('2025-11-23T09:42:00Z'), now)).toBe('23 Nov 2025');
		expect(vienna.wholeDay(now)).toBe('Mon 23 Nov 2026');
	});

	it('a calendar day does not move with the time zone', () => {
		expect(calendarOf('en', 'Pacific/Auckland').dateOnly('2026-11-16')).toBe('16 Nov 2026');
		expect(calendarOf('en', 'America/Lima').dateOnly('2026-11-16')).toBe('16 Nov 2026');
	});
});
