import type { KeyObject } from 'node:crypto';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import type { TaskKind } from '#lib/domain/work/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { readTask } from './read.ts';
import { findOpenOfCase } from './store.ts';

/** Whether a task of this kind is open in a case. Kinds are boxed, so all that is open is looked through. */
export async function waitsFor(
	tx: Transaction,
	{ kind, ...at }: { agencyId: AgencyId; caseId: CaseId; kind: TaskKind },
	boxKey: KeyObject
): Promise<boolean> {
	const open = await findOpenOfCase(tx, at);
	return open.some((row) => readTask({ ...row, agencyId: at.agencyId }, boxKey)?.kind === kind);
}
