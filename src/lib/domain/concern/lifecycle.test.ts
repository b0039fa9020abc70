import { describe, expect, test } from 'vitest';
import { DAY } from '../clock.ts';
import {
	afterFlag,
	laneSeverity,
	laneStates,
	mayMove,
	mayReopen,
	moved,
	newsOf
} from './lifecycle.ts';
import type { LaneEvent, LaneState } from './lifecycle.ts';

const events: LaneEvent[] = ['seen', 'action', 'told', 'closed', 'reopened'];

describe('a lane moves only as the table says', () => {
	const legal: [LaneState, LaneEvent, LaneState][] = [
		['new', 'seen', 'seen'],
		['seen', 'action', 'in_action'],
		['in_action', 'told', 'told'],
		['told', 'closed', 'closed'],
		['told', 'reopened', 'in_action'],
		['closed', 'reopened', 'in_action']
	];

	test.each(legal)('%s, %s: %s', (from, event, to) => {
		expect(mayMove(from, event)).toBe(true);
		expect(moved(from, event)).toBe(to);
	});

	test('any other change is refused', () => {
		const allowed = new Set(legal.map(([from, event]) => `${from} ${event}`));
		const refused = laneStates
			.flatMap((from) => events.map((event): [LaneState, LaneEvent] => [from, event]))
			.filter(([from, event]) => !allowed.has(`${from} ${event}`));

		expect(refused).toHaveLength(laneStates.length * events.length - legal.length);
		for (const [from, event] of refused) {
			expect(mayMove(from, event)).toBe(false);
			expect(moved(from, event)).toBeNull();
		}
	});
});

describe('reopening', () => {
	const closedAt = new Date('2026-08-01T00:00:00Z');
	const later = (milliseconds: number) => new Date(closedAt.getTime() + milliseconds);

	test.each([
		['the same day', 0, false, true],
		['on the 90th day', 90 * DAY, false, true],
		['later', 90 * DAY + 1, false, false],
		['while a newer concern is open', 0, true, false]
	])('%s', (_, after, hasNewerConcern, may) => {
		expect(mayReopen({ closedAt, now: later(after), hasNewerConcern })).toBe(may);
	});
});

describe('a new flag', () => {
	test.each<[LaneState | null, 'medium' | 'low' | 'label', LaneState | null]>([
		[null, 'medium', 'new'],
		[null, 'low', 'new'],
		[null, 'label', null],
		['new', 'low', 'new'],
		['seen', 'medium', 'new'],
		['in_action', 'medium', 'new'],
		['told', 'medium', 'new'],
		['seen', 'low', 'seen'],
		['in_action', 'low', 'in_action'],
		['told', 'label', 'told'],
		['closed', 'low', 'new'],
		['closed', 'label', 'closed']
	])('in a lane that is %s, %s: %s', (state, severity, next) => {
		expect(afterFlag(state, severity)).toBe(next);
		if (severity === 'medium') expect(afterFlag(state, 'critical')).toBe(next);
	});
});

describe('the severity of a lane', () => {
	test.each([
		['the highest', [{ severity: 'low' }, { severity: 'high' }], 'high'],
		['labels do not count', [{ severity: 'label' }, { severity: 'low' }], 'low'],
		['labels only', [{ severity: 'label' }], null],
		[
			'lowered ones do not count',
			[{ severity: 'critical', isLowered: true }, { severity: 'medium' }],
			'medium'
		],
		['all lowered', [{ severity: 'critical', isLowered: true }], null]
	] as const)('%s', (_, flags, severity) => {
		expect(laneSeverity(flags)).toBe(severity);
	});
});

describe('another revision of the same response', () => {
	const filed = [
		{ code: 'F-FEAR', severity: 'high' },
		{ code: 'F-BREACH', severity: 'high' }
	] as const;

	test('adds what is new and raises what got worse', () => {
		const worse = { code: 'F-BREACH', severity: 'critical' } as const;
		const fresh = { code: 'CB4', severity: 'critical' } as const;
		expect(newsOf(filed, [worse, fresh])).toEqual({ added: [fresh], raised: [worse] });
	});

	test('removes and lowers nothing', () => {
		expect(newsOf(filed, [{ code: 'F-BREACH', severity: 'medium' }])).toEqual({
			added: [],
			raised: []
		});
	});

	test('compares with the highest filed so far', () => {
		const twice = [...filed, { code: 'F-BREACH', severity: 'critical' } as const];
		expect(newsOf(twice, [{ code: 'F-BREACH', severity: 'critical' }]).raised).toEqual([]);
	});
});
