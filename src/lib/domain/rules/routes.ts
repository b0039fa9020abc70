import { routes } from './rule.ts';
import type { Flag, Route } from './rule.ts';

/** What section 5 of rules.md looks at once all rules have run. */
export type Choice = {
	/** CN1 = support: only her support worker may see the answers. */
	supportOnly: boolean;
	/** N2 = officer: she wishes to be called by the officer. */
	wantsOfficer: boolean;
	conflict: boolean;
};

const officerSide: readonly Route[] = ['O', 'D', 'SUP'];

/** The duty desk keeps these two, with the contact plan and that sentence only. */
const savesLives = ['F-DANGER-NOW', 'F-CHILD-TAKEN'];

/** Routes after all rules: her choice first, then the conflict mark. */
export function routed(flags: readonly Flag[], choice: Choice): Flag[] {
	return flags
		.map((flag) => (choice.supportOnly ? forSupport(flag, choice) : flag))
		.map((flag) => (choice.conflict ? outOfUnit(flag) : flag))
		.map((flag) => ({ ...flag, routes: inOrder(flag.routes) }));
}

function forSupport(flag: Flag, { wantsOfficer }: Choice): Flag {
	const keeps = (route: Route) =>
		(route === 'D' && savesLives.includes(flag.code)) ||
		(route === 'O' && flag.code === 'F-CALL' && wantsOfficer);

	const left = flag.routes.filter((route) => !officerSide.includes(route) || keeps(route));
	return { ...flag, routes: left.length > 0 ? left : ['S'] };
}

/**
 * What she said for her support worker alone stays theirs later too. F-DROP compares with it, and a
 * combination that counted F-DROP would tell of it: so the officer side gets such a combination
 * only if it holds as severely without, and then without that evidence.
 */
export function keptFromOfficer(flags: readonly Flag[], withoutDrop: readonly Flag[]): Flag[] {
	return flags.map((flag) => {
		const tells = flag.code === 'F-DROP' || flag.evidence.some(({ ref }) => ref === 'flag:F-DROP');
		const same = withoutDrop.find(
			({ code, severity }) => code === flag.code && severity === flag.severity
		);
		return tells ? (same ?? { ...flag, routes: ['S'] }) : flag;
	});
}

/** The officer and the supervisor of the unit may know the perpetrator: another unit takes over. */
function outOfUnit(flag: Flag): Flag {
	const left = flag.routes.filter((route) => route !== 'D' || flag.severity === 'critical');
	const elsewhere = left.map((route): Route => (route === 'O' || route === 'SUP' ? 'XSUP' : route));
	return { ...flag, routes: elsewhere };
}

/** Each once, in the order O, D, S, SUP, OPS, XSUP. */
function inOrder(given: readonly Route[]): Route[] {
	return routes.filter((route) => given.includes(route));
}
