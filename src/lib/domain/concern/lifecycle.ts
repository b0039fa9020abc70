import { DAY } from '../clock.ts';
import { rankOf } from '../rules/severity.ts';
import type { Severity } from '../rules/severity.ts';
import type { LaneSeverity } from './clocks.ts';

// queue.md 1. A state belongs to a lane; flags never close, a lane does.

export const laneStates = ['new', 'seen', 'in_action', 'told', 'closed'] as const;
export type LaneState = (typeof laneStates)[number];

/** What can change the state of a lane. A new flag is not in here: see `afterFlag`. */
export type LaneEvent = 'seen' | 'action' | 'told' | 'closed' | 'reopened';

const moves: Record<LaneEvent, { from: readonly LaneState[]; to: LaneState }> = {
	seen: { from: ['new'], to: 'seen' },
	action: { from: ['seen'], to: 'in_action' },
	told: { from: ['in_action'], to: 'told' },
	closed: { from: ['told'], to: 'closed' },
	reopened: { from: ['told', 'closed'], to: 'in_action' }
};

/** Whether the event changes the state. Who may do it, and with what on record, is checked beside it. */
export function mayMove(from: LaneState, event: LaneEvent): boolean {
	return moves[event].from.includes(from);
}

/** The state after the event, or null: any change that is not in the table is refused. */
export function moved(from: LaneState, event: LaneEvent): LaneState | null {
	return mayMove(from, event) ? moves[event].to : null;
}

/** A closed lane is reopened within 90 days and while no newer concern is open; later a new one is made. */
export function mayReopen({
	closedAt,
	now,
	hasNewerConcern
}: {
	closedAt: Date;
	now: Date;
	hasNewerConcern: boolean;
}): boolean {
	return !hasNewerConcern && now.getTime() - closedAt.getTime() <= 90 * DAY;
}

/**
 * The state of a lane after a flag was filed in it; null where the lane still does not exist.
 * Medium and above ask for new eyes; a low flag or a label joins quietly. A lane that was closed
 * while another lane kept the concern open starts anew: nothing is filed where nobody looks.
 */
export function afterFlag(state: LaneState | null, severity: Severity): LaneState | null {
	if (severity === 'label') return state;
	if (state === null || state === 'closed') return 'new';
	return rankOf(severity) >= rankOf('medium') ? 'new' : state;
}

/** The highest severity of a lane's flags that were not lowered, labels not counted; null without one. */
export function laneSeverity(
	flags: readonly { severity: Severity; isLowered?: boolean }[]
): LaneSeverity | null {
	const counting = flags.flatMap(({ severity, isLowered = false }) =>
		severity === 'label' || isLowered ? [] : [severity]
	);
	return counting.toSorted((a, b) => rankOf(b) - rankOf(a))[0] ?? null;
}

/**
 * What another revision of the same response adds to what it has filed before: new flags, and
 * flags that it raises. A revision removes nothing and lowers nothing.
 */
export function newsOf<Found extends { code: string; severity: Severity }>(
	filed: readonly { code: string; severity: Severity }[],
	found: readonly Found[]
): { added: Found[]; raised: Found[] } {
	const highest = new Map<string, number>();
	for (const { code, severity } of filed) {
		highest.set(code, Math.max(rankOf(severity), highest.get(code) ?? -Infinity));
	}
	return {
		added: found.filter(({ code }) => !highest.has(code)),
		raised: found.filter(({ code, severity }) => rankOf(severity) > (highest.get(code) ?? Infinity))
	};
}
