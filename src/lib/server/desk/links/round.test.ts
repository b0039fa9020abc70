import { describe, expect, it } from 'vitest';
import { dueAfter, roundFor, type Round } from './round.ts';

const now = new Date('2026-11-23T12:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const round = (
	point: Round['point'],
	state: Round['state'],
	days: number,
	isSent = false
): Round => ({
	point,
	state,
	dueAt: inDays(days),
	isSent
});

describe('the round that a new link is for', () => {
	it.each([
		['none', [], null],
		['a planned one in its window', [round('T14', 'planned', 3)], 'T14'],
		['no planned one before its window', [round('T14', 'planned', 3.1)], null],
		['no planned one after it', [round('T3', 'planned', -1.1)], null],
		['the wide window of a late round', [round('T365', 'planned', 20)], 'T365'],
		['one that was offered, when its card was lost', [round('T3', 'offered', 1)], 'T3'],
		['one that she has begun', [round('T3', 'started', -2)], 'T3'],
		[
			'the planned one before a silent one',
			[round('T3', 'offered', -6), round('T14', 'planned', 2)],
			'T14'
		],
		['no round that has gone silent', [round('T3', 'offered', -8)], null],
		['no answered one', [round('T14', 'sent', 0), round('T30', 'planned', 16)], null],
		['none that she has sent and nobody has assessed yet', [round('T3', 'offered', 1, true)], null],
		['the nearer of two', [round('T30', 'planned', 4), round('T14', 'planned', -3)], 'T14']
	] as const)('%s', (_which, rounds, point) => {
		expect(roundFor(rounds, now)?.point ?? null).toBe(point);
	});

	it('is due sooner after three days than later', () => {
		expect(dueAfter('T3', now)).toEqual(inDays(1));
		expect(dueAfter('T30', now)).toEqual(inDays(2));
		expect(dueAfter('extra', now)).toEqual(inDays(2));
	});
});
