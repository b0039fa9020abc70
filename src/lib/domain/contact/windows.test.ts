import { describe, expect, it } from 'vitest';
import { safeAt } from './windows.ts';

// Madrid: on 29 March 2026 the clock goes from 02:00 to 03:00, on 25 October from 03:00 back to 02:00
const spring = '2026-03-29';
const autumn = '2026-10-25';
const sunday = (from: string, to: string) => ({
	windows: [{ days: [0], from, to }],
	timeZone: 'Europe/Madrid',
	avoid: []
});
const at = (from: string, to: string, moment: string) => {
	const { isNow, nextAt } = safeAt(sunday(from, to), new Date(moment));
	return [isNow, nextAt?.toISOString()];
};
const weekLater = (day: string, time: string) =>
	new Date(Date.parse(`${day}T${time}Z`) + 7 * 24 * 60 * 60 * 1000).toISOString();

describe('her safe times when the clock is changed', () => {
	it('a window in the hour that spring leaves out is empty', () => {
		const next = weekLater(spring, '00:15:00');
		expect(at('02:15', '02:45', `${spring}T00:00:00Z`)).toEqual([false, next]);
		expect(at('02:15', '02:45', `${spring}T01:20:00Z`)).toEqual([false, next]);
	});

	it('a window that ends in it ends when the clock jumps, and one that begins in it is still there', () => {
		// 01:59 and 03:00 on the wall
		expect(at('01:00', '02:30', `${spring}T00:59:00Z`)[0]).toBe(true);
		expect(at('01:00', '02:30', `${spring}T01:00:00Z`)[0]).toBe(false);
		expect(at('02:30', '04:00', `${spring}T01:40:00Z`)[0]).toBe(true);
	});

	it('of the hour that comes twice in autumn both count, and nothing outside the window does', () => {
		// 02:40 the first time, 02:10 and 02:40 the second time
		expect(at('02:30', '04:00', `${autumn}T00:40:00Z`)[0]).toBe(true);
		expect(at('02:30', '04:00', `${autumn}T01:10:30Z`)).toEqual([false, `${autumn}T01:30:00.000Z`]);
		expect(at('02:30', '04:00', `${autumn}T01:40:00Z`)[0]).toBe(true);
	});
});
