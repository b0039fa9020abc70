import { forOfficer } from '../rules/hidden.ts';
import type { Flag, Route } from '../rules/rule.ts';

/** The part of a concern that one side works on, in the order in which lanes are written. */
export const lanes = ['police', 'support', 'supervisor', 'other_unit'] as const;
export type Lane = (typeof lanes)[number];

const laneOfRoute: Record<Route, Lane> = {
	O: 'police',
	D: 'police',
	S: 'support',
	SUP: 'supervisor',
	OPS: 'support',
	XSUP: 'other_unit'
};

/**
 * Lanes by the route table of rules.md 2. In a conflict case nothing of police stays in the unit:
 * the officer and the supervisor may know the perpetrator.
 */
export function lanesOf(
	routes: readonly Route[],
	{ conflict }: { conflict: boolean } = { conflict: false }
): Lane[] {
	const found = routes.map((route): Lane => {
		const lane = laneOfRoute[route];
		return conflict && lane !== 'support' ? 'other_unit' : lane;
	});
	return lanes.filter((lane) => found.includes(lane));
}

/**
 * The lanes under which a flag is filed, with stand-ins. `hasSupportOrg`: an organisation is linked
 * to the case now. Without one S and OPS go to the officer, but what the officer may never see
 * (F-MADE-WORSE, and whatever hangs on M1 or W1 alone) falls away there; if it had no other lane
 * the supervisor gets it, so that no flag is filed nowhere.
 */
export function fileUnder(
	flag: Pick<Flag, 'code' | 'routes' | 'evidence'>,
	{ hasSupportOrg, conflict }: { hasSupportOrg: boolean; conflict: boolean }
): Lane[] {
	if (hasSupportOrg) return lanesOf(flag.routes, { conflict });

	const isForSupport = (route: Route) => laneOfRoute[route] === 'support';
	const others = flag.routes.filter((route) => !isForSupport(route));
	if (others.length === flag.routes.length) return lanesOf(others, { conflict });
	if (forOfficer(flag)) return lanesOf([...others, 'O'], { conflict });
	return lanesOf(others.length > 0 ? others : ['SUP'], { conflict });
}
