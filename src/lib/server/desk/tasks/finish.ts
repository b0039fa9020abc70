import type { KeyObject } from 'node:crypto';
import type { AgencyId, CaseId, StaffId } from '#lib/domain/ids.ts';
import type { TaskKind, TaskLane } from '#lib/domain/work/index.ts';
import { onceKey, onceMac } from '#lib/server/platform/crypto/kdf.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { readTask } from './read.ts';
import { findOpenOfCase, finishAll, finishByCause } from './store.ts';

export type Cause = { agencyId: AgencyId; caseId: CaseId; kind: TaskKind; once: string };

/** Ends the task that `add` made for this cause, because somebody did what it asks for. */
export async function finish(
	tx: Transaction,
	{ by, ...cause }: Cause & { by: StaffId },
	boxKey: KeyObject
): Promise<void> {
	await finishByCause(tx, { agencyId: cause.agencyId, by, onceMac: macOf(boxKey, cause) });
}

/**
 * Ends every open task of these kinds in a case, whatever made it, in all lanes or in these. What a
 * task asks for is boxed, so all that is open there is looked through; one that does not open is left
 * to somebody's eyes.
 */
export async function finishKinds(
	tx: Transaction,
	{
		kinds,
		lanes,
		by,
		...at
	}: {
		agencyId: AgencyId;
		caseId: CaseId;
		kinds: readonly TaskKind[];
		lanes?: readonly TaskLane[];
		by: StaffId;
	},
	boxKey: KeyObject
): Promise<void> {
	const ids = (await findOpenOfCase(tx, at))
		.filter((row) => {
			if (lanes && !lanes.includes(row.lane)) return false;
			const said = readTask({ ...row, agencyId: at.agencyId }, boxKey);
			return said !== null && kinds.includes(said.kind);
		})
		.map(({ id }) => id);
	if (ids.length > 0) await finishAll(tx, { agencyId: at.agencyId, ids, by });
}

/** Names one cause of one kind of task, and tells nothing of either. */
export function macOf(boxKey: KeyObject, { caseId, kind, once }: Omit<Cause, 'agencyId'>) {
	return onceMac(onceKey(boxKey), 'task', caseId, kind, once);
}
