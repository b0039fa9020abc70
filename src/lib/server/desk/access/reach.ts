import {
	readsAs,
	relationTo,
	type CaseTeam,
	type Reader,
	type Reading,
	type ReadTeam,
	type Relation
} from '#lib/domain/access/index.ts';
import type { AuditEvent } from '#lib/domain/audit-events/index.ts';
import type { CaseId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import * as audit from '../audit/index.ts';
import type { Staff } from './staff.ts';
import { findNamedTeam, findTeam } from './store.ts';

/** As what this person reaches the case; null is "there is no such case", whatever the reason. */
export async function reach(
	tx: Transaction,
	staff: Staff,
	caseId: CaseId
): Promise<Relation | null> {
	return relationIn(await findTeam(tx, { agencyId: staff.agencyId, caseId }), staff);
}

/** The same with what a page needs to say which case it is. */
export async function reachNamed(tx: Transaction, staff: Staff, caseId: CaseId) {
	const found = await findNamedTeam(tx, { agencyId: staff.agencyId, caseId });
	const relation = relationIn(found && found.team, staff);
	return found && relation ? { ...found, relation } : null;
}

export function relationIn(team: CaseTeam | null, staff: Staff): Relation | null {
	return team && relationTo(team, staff);
}

/** As what this person may look at the case. Whoever asks this changes nothing with the answer. */
export function readingIn(team: ReadTeam | null, staff: Staff): Reading | null {
	return team && readsAs(team, staff);
}

/**
 * Nobody is on a roster yet, so the line of the case answers for its duty desk: F-DANGER-NOW goes
 * "to the desk and the owner together" (queue.md 8), and nobody else of police would learn of it.
 */
export function readerAs(relation: Reading): Reader {
	return { relation, isDutyDesk: relation !== 'support_worker' };
}

/**
 * Records that somebody asked for what is not theirs, or is not there: the record is the same for
 * both, as the answer is. `route` is the pattern of the address, never the address.
 */
export async function deny(
	tx: Transaction,
	staff: Staff,
	{ object, route }: Pick<Extract<AuditEvent, { event: 'access.denied' }>, 'object' | 'route'>
): Promise<null> {
	await audit.append(tx, staff.agencyId, {
		event: 'access.denied',
		by: staff.staffId,
		object,
		route
	});
	return null;
}

type Purpose = Extract<AuditEvent, { event: 'case.opened' }>['purpose'];

export function purposeOf(relation: Reading, work: 'work_case' | 'work_concern'): Purpose {
	if (relation === 'break_glass') return relation;
	return relation === 'supervisor' ? 'supervise' : work;
}
