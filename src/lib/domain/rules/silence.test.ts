import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../clock.ts';
import { NOW, ago, namesOf } from './example.ts';
import { silence } from './index.ts';
import type { SilenceInput } from './index.ts';

const MS = 1;

type CheckIn = SilenceInput['checkIn'];

function found(checkIn: Partial<CheckIn>, rest: Partial<SilenceInput> = {}) {
	return silence({ now: NOW, ...rest, checkIn: { dueAt: ago(0), ...checkIn } });
}

const reminded = { dueAt: ago(5 * DAY), reminderAt: ago(72 * HOUR) };
const long = { dueAt: ago(6 * DAY), reminderAt: ago(4 * DAY) };

describe('silence is heard', () => {
	test.each<[string, Partial<CheckIn>, string[]]>([
		['not due yet', { dueAt: ago(-MS) }, []],
		['due now', { dueAt: ago(0) }, ['SIL-1:low']],
		['long due, and the reminder was not sent', { dueAt: ago(9 * DAY) }, ['SIL-1:low']],
		[
			'72 hours after the reminder, less a moment',
			{ ...reminded, reminderAt: ago(72 * HOUR - MS) },
			[]
		],
		['72 hours after the reminder', reminded, ['SIL-2:medium']],
		[
			'no safe window for a reminder, not yet 72 hours',
			{ dueAt: ago(71 * HOUR), reminderBlocked: true },
			['SIL-1:low']
		],
		[
			'no safe window for a reminder, 72 hours',
			{ dueAt: ago(72 * HOUR), reminderBlocked: true },
			['SIL-2:medium']
		],
		['the second round', { ...long, silentBefore: 1 }, ['SIL-3:high']],
		[
			'the second round without a safe window',
			{ dueAt: ago(4 * DAY), reminderBlocked: true, silentBefore: 3 },
			['SIL-3:high']
		],
		['she opened and stopped at the gate', { ...long, notNow: 1 }, ['SIL-2:medium']],
		['she saved something', { ...long, lastSavedAt: ago(MINUTE) }, []],
		['she sent', { ...long, sentAt: ago(DAY), lastSavedAt: ago(DAY) }, []],
		['she said no', { ...long, refused: 'no', sentAt: ago(DAY) }, []],
		['she said never', { ...long, refused: 'never', sentAt: ago(DAY), notNow: 2 }, []],
		['she paused', { ...long, paused: true, silentBefore: 2, notNow: 3 }, []],
		[
			'sent over a link whose card and code came from one hand',
			{ ...long, sentAt: ago(DAY), unconfirmed: true },
			['SIL-2:medium']
		],
		[
			'refused over such a link',
			{ ...long, sentAt: ago(DAY), refused: 'never', unconfirmed: true },
			['SIL-2:medium']
		]
	])('%s', (_, checkIn, names) => {
		expect(namesOf(found(checkIn))).toEqual(names);
	});
});

describe('silence is high where danger was', () => {
	test.each<[string, Partial<SilenceInput>, string]>([
		['a high response before', { previous: { overall: 'high' } }, 'high'],
		['a critical response before', { previous: { overall: 'critical' } }, 'high'],
		['a medium response before', { previous: { overall: 'medium' } }, 'medium'],
		['a case graded high', { facts: { gradedHigh: true } }, 'high'],
		['an order of 13 days', { facts: { orderMadeAt: ago(14 * DAY - MS) } }, 'high'],
		['an order of exactly 14 days', { facts: { orderMadeAt: ago(14 * DAY) } }, 'medium'],
		['a trigger event pending', { facts: { triggerPending: true } }, 'high']
	])('%s', (_, rest, severity) => {
		expect(namesOf(found(long, rest))).toEqual([`SIL-2:${severity}`]);
	});
});

describe('stopping before sending', () => {
	const saved = { dueAt: ago(-DAY), lastSavedAt: ago(30 * MINUTE), stoppedAt: 'V1' };

	test.each<[string, Partial<CheckIn>, string[]]>([
		['29 minutes ago', { ...saved, lastSavedAt: ago(30 * MINUTE - MS) }, []],
		['30 minutes ago', saved, ['SIL-4:low']],
		['at a danger question', { ...saved, stoppedAt: 'H5' }, ['SIL-4:medium']],
		['at the Send page', { ...saved, stoppedAt: null }, ['SIL-4:low']],
		['deleted', { dueAt: ago(-DAY), deletedAt: ago(0) }, ['SIL-4:low']],
		[
			'deleted at a danger question',
			{ ...saved, deletedAt: ago(0), stoppedAt: 'R1' },
			['SIL-4:low']
		],
		['then sent', { ...saved, sentAt: ago(0) }, []],
		['then refused', { ...saved, refused: 'no' }, []],
		['then paused', { ...saved, paused: true }, []]
	])('%s', (_, checkIn, names) => {
		expect(namesOf(found(checkIn))).toEqual(names);
	});
});

describe('no safe time, no safe channel', () => {
	const early = { dueAt: ago(-DAY) };

	test.each<[string, Partial<CheckIn>, string[]]>([
		['not now, once', { ...early, notNow: 1 }, []],
		['not now, twice', { ...early, notNow: 2 }, ['SIL-5:low']],
		['not now, twice, then sent', { ...early, notNow: 2, sentAt: ago(0) }, []],
		['bounced', { ...early, deliveryFailed: true }, ['SIL-6:medium']],
		[
			'bounced, and she had asked to pause',
			{ ...early, deliveryFailed: true, paused: true },
			['SIL-6:medium']
		],
		[
			'most severe first',
			{ ...long, notNow: 2, deliveryFailed: true, silentBefore: 1 },
			['SIL-3:high', 'SIL-6:medium', 'SIL-5:low']
		]
	])('%s', (_, checkIn, names) => {
		expect(namesOf(found(checkIn))).toEqual(names);
	});
});

test('silence says why, and who must act', () => {
	const [flag] = found(long, { previous: { overall: 'high' } }).flags;
	expect(flag).toEqual({
		code: 'SIL-2',
		severity: 'high',
		routes: ['O', 'S'],
		reason: 'No answer 72 hours after the reminder.',
		evidence: [
			{ ref: 'checkIn.reminderAt', value: ago(4 * DAY) },
			{ ref: 'previous.overall', value: 'high' }
		]
	});
});
