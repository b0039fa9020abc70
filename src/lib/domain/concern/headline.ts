import { placeOf } from '../rules/catalogue.ts';
import { rankOf } from '../rules/severity.ts';
import type { Severity } from '../rules/severity.ts';

/** What a row of the queue says: the code of the lane's first reason, and how many others it has. */
export type Headline = { code: string; others: number };

type LaneFlag = { code: string; severity: Severity; isLowered?: boolean };

/**
 * The headline of one lane, from the flags of that lane only. First is the most severe, then the
 * order of rules.md; a lowered flag comes after the others. Labels are not reasons. Null without any.
 */
export function headline(flags: readonly LaneFlag[]): Headline | null {
	const reasons = flags.filter(({ severity }) => severity !== 'label');
	const [first] = reasons.toSorted(
		(a, b) =>
			Number(a.isLowered ?? false) - Number(b.isLowered ?? false) ||
			rankOf(b.severity) - rankOf(a.severity) ||
			placeOf(a.code) - placeOf(b.code)
	);
	return first ? { code: first.code, others: reasons.length - 1 } : null;
}
