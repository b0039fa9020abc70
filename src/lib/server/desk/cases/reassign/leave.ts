import type { AgencyId, StaffId, UnitId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as history from '../history/index.ts';
import * as notices from '../../notices/index.ts';
import { releaseSupport, superviseAnew, takeOffCases } from './store.ts';

/**
 * Takes a support worker who leaves off their cases: from COMMIT on the organisation works them, as
 * it does where nobody was named. What was open with that person is then open for all of it.
 */
export async function leaveCases(
	tx: Transaction,
	{ agencyId, staffId, by }: { agencyId: AgencyId; staffId: StaffId; by: StaffId }
): Promise<void> {
	const rows = await takeOffCases(tx, { agencyId, staffId });
	await releaseSupport(tx, { agencyId, staffId, by });
	if (rows.length === 0) return;
	await history.add(
		tx,
		...rows.map((caseId) => ({ agencyId, caseId, kind: 'reassigned' as const, by, about: null }))
	);
	await audit.append(tx, agencyId, { event: 'cases.left', by, staff: staffId, rows });
}

/** What waits for the supervisor of a unit waits for the new one, who learns by mail that it does. */
export async function handSupervisionOver(
	tx: Transaction,
	desk: Pick<Desk, 'keys'>,
	{
		to,
		...rest
	}: { agencyId: AgencyId; unitId: UnitId; from: StaffId | null; to: StaffId; by: StaffId }
): Promise<void> {
	const { agencyId, by } = rest;
	const isSomethingNew = await superviseAnew(tx, { ...rest, to });
	if (!isSomethingNew || to === by) return;
	const boxKey = await desk.keys.boxKey(tx, agencyId);
	await notices.add(tx, { agencyId, staffId: to, kind: 'new_item' }, boxKey);
}
