import type { KeyObject } from 'node:crypto';
import type { AgencyId, CaseId, StaffId } from '#lib/domain/ids.ts';
import type { TaskKind } from '#lib/domain/work/index.ts';
import { onceKey, onceMac } from '#lib/server/platform/crypto/kdf.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { finishByCause } from './store.ts';

export type Cause = { agencyId: AgencyId; caseId: CaseId; kind: TaskKind; once: string };

/** Ends the task that `add` made for this cause, because somebody did what it asks for. */
export async function finish(
	tx: Transaction,
	{ by, ...cause }: Cause & { by: StaffId },
	boxKey: KeyObject
): Promise<void> {
	await finishByCause(tx, { agencyId: cause.agencyId, by, onceMac: macOf(boxKey, cause) });
}

/** Names one cause of one kind of task, and tells nothing of either. */
export function macOf(boxKey: KeyObject, { caseId, kind, once }: Omit<Cause, 'agencyId'>) {
	return onceMac(onceKey(boxKey), 'task', caseId, kind, once);
}
