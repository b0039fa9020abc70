import type { CaseFacts, CaseOrder, CaseProgramme } from '../case-facts.ts';
import type { Reading } from './break-glass.ts';
import { scopeOf } from './permissions.ts';
import type { CaseFactsView, OrderView } from './views.ts';

/** Orders, bail, programme and children as this reader may see them; null where orders are not theirs. */
export function caseFactsFor(
	relation: Reading,
	{
		facts,
		orders,
		programme
	}: { facts: CaseFacts; orders: readonly CaseOrder[]; programme: CaseProgramme | null }
): CaseFactsView | null {
	if (scopeOf(relation, 'orders') === 'none') return null;
	const maySeeProgramme = scopeOf(relation, 'programmeAttendance') !== 'none';
	return {
		orders: orders.map((order) => orderView(order, facts)),
		bailDecisionAt: facts.bailDecisionAt === null ? null : new Date(facts.bailDecisionAt),
		programme: maySeeProgramme && programme ? programmeView(programme) : null,
		hasChildren: facts.hasChildren
	};
}

function orderView(
	{ id, kind, state, fromAt, toAt }: CaseOrder,
	{ orderTerms }: CaseFacts
): OrderView {
	const { noContact = false, noContactChildren = false } = orderTerms[id] ?? {};
	return { kind, state, from: fromAt, to: toAt, noContact, noContactChildren };
}

function programmeView({ status, sessionsDue, sessionsAttended }: CaseProgramme) {
	return { status, due: sessionsDue, attended: sessionsAttended };
}

/** Whether this reader may make, see and revoke the links of a case. */
export function mayWorkLinks(relation: Reading): boolean {
	return scopeOf(relation, 'links') === 'make';
}
