import type { Reading } from '../access/break-glass.ts';
import type { Role } from '../access/roles.ts';

/** What the history of a case can say; the names of the table `case_event`. */
export type CaseEventKind =
	| 'created'
	| 'imported'
	| 'changed'
	| 'reassigned'
	| 'order_added'
	| 'order_changed'
	| 'programme_changed'
	| 'plan_saved'
	| 'plan_confirmed'
	| 'link_issued'
	| 'card_shown'
	| 'message_sent'
	| 'message_failed'
	| 'talk_held'
	| 'judged'
	| 'shared'
	| 'call_asked'
	| 'break_glass'
	| 'closing_asked'
	| 'closing_agreed'
	| 'closing_challenged'
	| 'closing_answered'
	| 'closed'
	| 'reopened';

const isOfSupport = (role: Role | null) => role === 'support_worker';

/**
 * Whether this side learns of an event. What somebody of support judged or shared is told by its
 * flag, to those it was meant for; the event alone would tell the others that there is something.
 */
export function isToldTo(
	relation: Reading,
	{ kind, role }: { kind: CaseEventKind; role: Role | null }
): boolean {
	const isOwnSide = isOfSupport(role) === (relation === 'support_worker');
	if (kind === 'judged') return isOwnSide;
	// see `closingView`: until the case is closed, that belongs to their own side
	if (kind === 'closing_agreed') {
		return isOwnSide && (relation === 'supervisor' || relation === 'support_worker');
	}
	if (kind === 'shared') return relation === 'support_worker';
	if (kind === 'call_asked') return relation !== 'support_worker';
	return true;
}

const forAll: readonly CaseEventKind[] = [
	'closing_asked',
	'closing_challenged',
	'closing_answered',
	'closed',
	'reopened'
];

/** Whether this side reads the written reason of an event. A closing is argued with open reasons. */
export function mayReadReason(relation: Reading, kind: CaseEventKind): boolean {
	if (forAll.includes(kind)) return true;
	return kind === 'reassigned' && relation !== 'support_worker';
}
