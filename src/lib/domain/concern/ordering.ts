import { rankOf } from '../rules/severity.ts';
import type { LaneSeverity } from './clocks.ts';

/** One line of the queue, by the lane's own figures. */
export type Waiting =
	| { kind: 'unassessed'; since: Date }
	| {
			kind: 'lane';
			severity: LaneSeverity;
			/** Earliest limit not met; null when all are. */
			limit: Date | null;
			since: Date;
	  };

/**
 * The order of the queue (queue.md LD1), for `toSorted`: unassessed first, then severity, then the
 * earliest limit, then age. Lanes whose limits are met come after those of the same severity.
 */
export function byUrgency(a: Waiting, b: Waiting): number {
	return rank(b) - rank(a) || limit(a) - limit(b) || a.since.getTime() - b.since.getTime();
}

function rank(line: Waiting): number {
	return line.kind === 'unassessed' ? 4 : rankOf(line.severity);
}

function limit(line: Waiting): number {
	// a number, because infinities cannot be subtracted from each other
	const never = 8.64e15;
	return line.kind === 'unassessed' ? 0 : (line.limit?.getTime() ?? never);
}
