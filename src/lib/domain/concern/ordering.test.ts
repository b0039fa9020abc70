import { expect, test } from 'vitest';
import { byUrgency } from './ordering.ts';
import type { Waiting } from './ordering.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
const lane = (severity: 'critical' | 'high' | 'low', limit: Date | null, since: Date): Waiting => ({
	kind: 'lane',
	severity,
	limit,
	since
});

test('the queue: unassessed, then severity, then the earliest limit, then age', () => {
	const inOrder: Waiting[] = [
		{ kind: 'unassessed', since: at(1) },
		{ kind: 'unassessed', since: at(9) },
		lane('critical', at(12), at(11)),
		lane('critical', null, at(2)),
		lane('critical', null, at(3)),
		lane('high', at(4), at(0)),
		lane('high', at(5), at(0)),
		lane('high', at(5), at(1)),
		lane('low', at(1), at(0))
	];
	expect(inOrder.toReversed().toSorted(byUrgency)).toEqual(inOrder);
	expect(inOrder.toSorted(byUrgency)).toEqual(inOrder);
});
