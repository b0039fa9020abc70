import type { TeamScope } from './scope.ts';
import type { StaffAct, StaffStatus } from './views.ts';

export type Standing = {
	status: StaffStatus;
	isYou: boolean;
	/** Marked as away, now or later. */
	isMarkedAway: boolean;
};

const byScope: Record<TeamScope, readonly StaffAct[]> = {
	edit: ['change', 'away', 'back', 'link', 'password', 'factor', 'anew', 'disable', 'enable'],
	unit: ['away', 'back'],
	read: []
};

/** Who reaches so far may do this with somebody, at some time. */
export function mayEver(scope: TeamScope, act: StaffAct): boolean {
	return byScope[scope].includes(act);
}

/** Not with the own account: whoever could would give themselves what nobody gave them. */
export function isForOthersOnly(act: StaffAct): boolean {
	return act !== 'away' && act !== 'back';
}

/** A thief of an open session must not make accounts or change roles: a second factor, again. */
export function needsStepUp(act: StaffAct): boolean {
	return isForOthersOnly(act);
}

/** What may be done with this person now. */
export function actsFor(scope: TeamScope, { status, isYou, isMarkedAway }: Standing): StaffAct[] {
	const fits: Record<StaffAct, boolean> = {
		change: status !== 'disabled',
		away: status !== 'disabled' && !isMarkedAway,
		back: status !== 'disabled' && isMarkedAway,
		link: status === 'invited',
		password: status === 'active' || status === 'away',
		factor: status === 'active' || status === 'away',
		anew: status === 'active' || status === 'away',
		disable: status !== 'disabled',
		enable: status === 'disabled'
	};
	return byScope[scope].filter((act) => fits[act] && !(isYou && isForOthersOnly(act)));
}
