import { describe, expect, test } from 'vitest';
import { limits, openLimits, tightened } from './clocks.ts';
import type { LaneSeverity } from './clocks.ts';
import { defaultLimits } from './limits.ts';
import type { Calendar } from './calendar.ts';

const office: Calendar = {
	timeZone: 'Europe/Madrid',
	deskHours: { days: [1, 2, 3, 4, 5], open: '08:00', close: '18:00' },
	holidays: []
};

function from(filedAt: string, severity: LaneSeverity, calendar: Partial<Calendar> = {}) {
	const { seenBy, actBy } = limits({
		severity,
		filedAt: new Date(filedAt),
		calendar: { ...office, ...calendar },
		limits: defaultLimits
	});
	return [seenBy.toISOString(), actBy.toISOString()];
}

describe('danger does not keep office hours', () => {
	test.each<[string, string, LaneSeverity, string, string]>([
		[
			'critical on a Saturday night: 15 minutes and 1 hour',
			'2026-11-21T23:50:00+01:00',
			'critical',
			'2026-11-22T00:05:00+01:00',
			'2026-11-22T00:50:00+01:00'
		],
		[
			'high on a Friday evening: 4 and 24 hours',
			'2026-11-20T19:00:00+01:00',
			'high',
			'2026-11-20T23:00:00+01:00',
			'2026-11-21T19:00:00+01:00'
		],
		[
			'high over the night that loses an hour: true hours',
			'2026-03-28T22:00:00+01:00',
			'high',
			'2026-03-29T03:00:00+02:00',
			'2026-03-29T23:00:00+02:00'
		]
	])('%s', (_, filedAt, severity, seenBy, actBy) => {
		const expected = [seenBy, actBy].map((moment) => new Date(moment).toISOString());
		expect(from(filedAt, severity)).toEqual(expected);
	});
});

describe('working days end when the desk closes', () => {
	test.each<[string, string, LaneSeverity, string, Partial<Calendar>?]>([
		['filed Friday 16:00', '2026-11-20T16:00+01:00', 'medium', '2026-11-23T18:00+01:00'],
		['filed Friday 19:00', '2026-11-20T19:00+01:00', 'medium', '2026-11-24T18:00+01:00'],
		['filed Friday at closing', '2026-11-20T18:00+01:00', 'medium', '2026-11-23T18:00+01:00'],
		['filed a second later', '2026-11-20T18:00:01+01:00', 'medium', '2026-11-24T18:00+01:00'],
		['filed before the desk opens', '2026-11-19T05:00+01:00', 'medium', '2026-11-20T18:00+01:00'],
		['filed on a Sunday', '2026-11-22T12:00+01:00', 'medium', '2026-11-24T18:00+01:00'],
		['low, three working days', '2026-11-18T10:00+01:00', 'low', '2026-11-23T18:00+01:00'],
		[
			'a holiday is no working day',
			'2026-11-20T16:00+01:00',
			'medium',
			'2026-11-24T18:00+01:00',
			{ holidays: ['2026-11-23'] }
		],
		[
			'filed on a holiday',
			'2026-11-20T10:00+01:00',
			'medium',
			'2026-11-24T18:00+01:00',
			{ holidays: ['2026-11-20'] }
		],
		['over the end of summer time', '2026-10-23T10:00+02:00', 'medium', '2026-10-26T18:00+01:00'],
		['over its beginning', '2026-03-27T10:00+01:00', 'medium', '2026-03-30T18:00+02:00'],
		[
			'late in UTC, early next day in Auckland',
			'2026-11-19T20:00Z',
			'medium',
			'2026-11-23T18:00+13:00',
			{ timeZone: 'Pacific/Auckland' }
		],
		[
			'still yesterday in New York',
			'2026-11-21T02:00Z',
			'medium',
			'2026-11-24T18:00-05:00',
			{ timeZone: 'America/New_York' }
		],
		[
			'a desk that closes at midnight',
			'2026-11-20T23:59+01:00',
			'medium',
			'2026-11-24T00:00+01:00',
			{ deskHours: { days: [1, 2, 3, 4, 5], open: '08:00', close: '24:00' } }
		],
		[
			'a closing time that comes twice means the first',
			'2026-10-24T01:00+02:00',
			'medium',
			'2026-10-25T02:30+02:00',
			{ deskHours: { days: [0, 6], open: '00:00', close: '02:30' } }
		],
		[
			'a closing time that spring leaves out is as much later',
			'2026-03-28T01:00+01:00',
			'medium',
			'2026-03-29T03:30+02:00',
			{ deskHours: { days: [0, 6], open: '00:00', close: '02:30' } }
		],
		[
			'west of Greenwich, a closing time that comes twice means the first',
			'2026-10-31T00:10-04:00',
			'medium',
			'2026-11-01T01:30-04:00',
			{
				timeZone: 'America/New_York',
				deskHours: { days: [0, 6], open: '00:00', close: '01:30' }
			}
		]
	])('%s', (_, filedAt, severity, seenBy, calendar = {}) => {
		expect(from(filedAt, severity, calendar)[0]).toBe(new Date(seenBy).toISOString());
	});

	test('the first action of medium has 72 hours, of low 7 days, whatever the calendar', () => {
		expect(from('2026-11-20T16:00Z', 'medium')[1]).toBe('2026-11-23T16:00:00.000Z');
		expect(from('2026-11-20T16:00Z', 'low')[1]).toBe('2026-11-27T16:00:00.000Z');
	});

	test('a desk that never opens is refused, not searched for ever', () => {
		const never = { deskHours: { days: [], open: '08:00', close: '18:00' } };
		expect(() => from('2026-11-20T16:00Z', 'medium', never)).toThrow(RangeError);
	});
});

describe('raising', () => {
	const at = (time: string) => new Date(`2026-11-20T${time}Z`);

	test('starts the tighter limits from the raise', () => {
		const running = { seenBy: at('14:00'), actBy: at('23:00') };
		const raised = { seenBy: at('11:15'), actBy: at('12:00') };
		expect(tightened(running, raised)).toEqual(raised);
	});

	test('never makes a limit longer that already runs', () => {
		const running = { seenBy: at('11:00'), actBy: at('23:00') };
		const raised = { seenBy: at('11:15'), actBy: at('12:00') };
		expect(tightened(running, raised)).toEqual({ seenBy: at('11:00'), actBy: at('12:00') });
	});
});

describe('a lane shows its earliest limits that are not met', () => {
	const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
	const flag = (seenBy: number, actBy: number, seenAt?: number, actedAt?: number) => ({
		seenBy: at(seenBy),
		actBy: at(actBy),
		seenAt: seenAt === undefined ? null : at(seenAt),
		actedAt: actedAt === undefined ? null : at(actedAt)
	});

	test.each([
		['none', [], null, null],
		['one', [flag(10, 12)], at(10), at(12)],
		['the earlier of two', [flag(14, 15), flag(10, 20)], at(10), at(15)],
		['the early one is seen', [flag(14, 20), flag(10, 12, 9)], at(14), at(12)],
		['all met', [flag(10, 12, 9, 11)], null, null]
	])('%s', (_, flags, seeBy, actBy) => {
		expect(openLimits(flags)).toEqual({ seeBy, actBy });
	});
});
