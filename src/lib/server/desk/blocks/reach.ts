import type { CaseId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { relationIn, type Staff } from '../access/index.ts';
import { lockCase, type CaseRow } from './store.ts';

export const ROUTE = '/desk/cases/[id]/block';

/**
 * The case, locked, for a supervisor who reaches it as their own; null for everybody else. Locked,
 * so that nobody is named on the case and blocked from it at the same moment.
 */
export async function ofSupervisor(
	tx: Transaction,
	staff: Staff,
	caseId: CaseId
): Promise<CaseRow | null> {
	if (staff.role !== 'supervisor') return null;
	const row = await lockCase(tx, { agencyId: staff.agencyId, caseId });
	return relationIn(row && row.team, staff) ? row : null;
}
