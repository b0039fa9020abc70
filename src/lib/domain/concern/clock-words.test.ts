import { describe, expect, test } from 'vitest';
import { clockWords, waitingWords } from './clock-words.ts';
import type { LaneSeverity } from './clocks.ts';

const now = new Date('2026-11-20T10:42:00Z');
const at = (time: string) => new Date(`2026-11-${time.includes('T') ? time : `20T${time}`}Z`);

type Clock = Partial<Parameters<typeof clockWords>[0]>;

function words(clock: Clock) {
	return clockWords({
		now,
		filedAt: at('10:31'),
		seenBy: at('10:46'),
		seenAt: null,
		actBy: at('11:31'),
		actedAt: null,
		severity: 'critical',
		...clock
	});
}

describe('the words of a clock', () => {
	test.each<[string, Clock, string, object, string, Date, boolean]>([
		['4 min left, see by 10:46', {}, 'left.minutes', { minutes: 4 }, 'see_by', at('10:46'), false],
		[
			'seen: 49 min left, act by 11:31',
			{ seenAt: at('10:40') },
			'left.minutes',
			{ minutes: 49 },
			'act_by',
			at('11:31'),
			false
		],
		[
			'3 h 5 min left, act by 13:47',
			{ seenBy: null, actBy: at('13:47') },
			'left.hours',
			{ hours: 3, minutes: 5 },
			'act_by',
			at('13:47'),
			false
		],
		[
			'2 d left, act by Monday 09:20',
			{ seenBy: null, actBy: at('23T09:20') },
			'left.days',
			{ days: 2 },
			'act_by',
			at('23T09:20'),
			true
		],
		[
			'under one minute',
			{ seenBy: at('10:42:59.900') },
			'left.seconds',
			{ seconds: 59 },
			'see_by',
			at('10:42:59.900'),
			false
		],
		[
			'30 min over, act by 10:12',
			{ seenBy: null, actBy: at('10:12') },
			'over.minutes',
			{ minutes: 30 },
			'act_by',
			at('10:12'),
			false
		],
		['now is over', { seenBy: now }, 'over.seconds', { seconds: 0 }, 'see_by', now, false],
		[
			'three days over',
			{ actBy: at('17T10:00'), seenBy: null },
			'over.days',
			{ days: 3 },
			'act_by',
			at('17T10:00'),
			true
		],
		[
			'not seen, but the action is due first',
			{ seenBy: at('23T18:00'), actBy: at('23T16:00'), severity: 'medium' },
			'left.days',
			{ days: 3 },
			'act_by',
			at('23T16:00'),
			true
		]
	])('%s', (_, clock, first, params, second, moment, withDay) => {
		expect(words(clock)).toMatchObject({
			first: { key: `clock.${first}`, params },
			second: { key: `clock.${second}`, at: moment, withDay }
		});
	});

	test('all limits met', () => {
		const met = words({ seenAt: now, actedAt: now });
		expect(met).toEqual({
			first: { key: 'clock.met', params: {} },
			second: null,
			used: 0,
			late: false,
			soon: false
		});
	});

	test('all limits met, and she is still to be told', () => {
		const tellBy = at('24T18:00');
		expect(words({ seenBy: null, actBy: null, tellBy }).second).toEqual({
			key: 'clock.tell_by',
			at: tellBy,
			withDay: true
		});
	});
});

describe('the bar of a clock', () => {
	test.each<[string, LaneSeverity, string, number, boolean, boolean]>([
		['just filed', 'critical', '10:31', 0, false, false],
		['a third', 'critical', '10:36', 1 / 3, false, false],
		['the last third', 'critical', '10:41', 2 / 3, false, true],
		['the last third of high', 'high', '10:45', 14 / 15, false, true],
		['the last third of medium is no alarm', 'medium', '10:45', 14 / 15, false, false],
		['at the limit', 'critical', '10:46', 1, true, false],
		['over', 'critical', '11:46', 1, true, false],
		['a clock of this machine that is behind', 'critical', '10:00', 0, false, false]
	])('%s', (_, severity, time, used, late, soon) => {
		const clock = words({ severity, now: at(time) });
		expect(clock.used).toBeCloseTo(used);
		expect([clock.late, clock.soon]).toEqual([late, soon]);
	});
});

describe('a response that nobody has assessed', () => {
	test.each([
		['20 s', '10:41:40', 'seconds', { seconds: 20 }, false],
		['5 min', '10:37', 'minutes', { minutes: 5 }, false],
		['over 5 min', '10:36:59', 'minutes', { minutes: 5 }, true],
		['from a machine whose clock is ahead', '10:43', 'seconds', { seconds: 0 }, false]
	])('%s', (_, since, unit, params, late) => {
		expect(waitingWords({ now, since: at(since) })).toMatchObject({
			first: { key: `clock.waiting.${unit}`, params },
			second: { key: 'clock.since', at: at(since) },
			late
		});
	});
});
