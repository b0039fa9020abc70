import type { KeyObject } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { taskId, type AgencyId, type CaseId, type StaffId, type TaskId } from '#lib/domain/ids.ts';
import { taskContent, type TaskContent } from '#lib/domain/work/index.ts';
import { boxTask } from '#lib/server/platform/crypto/keys/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { macOf } from './finish.ts';
import { addTask, reopenByCause } from './store.ts';

export type NewTask = {
	agencyId: AgencyId;
	caseId: CaseId;
	lane: 'police' | 'support' | 'supervisor';
	/** Null: whoever works the lane of this case. */
	ownerId: StaffId | null;
	content: TaskContent;
	dueAt: Date;
	/** The same text makes one task, however often it is asked for; null: always a new one. */
	once: string | null;
	/** Its cause can come back: then a task that was done is open again. */
	reopens?: boolean;
};

/** A task, boxed under the agency's box key. Desk and worker call it. Null: this cause made it before. */
export async function add(
	tx: Transaction,
	{ content, once, reopens = false, ...row }: NewTask,
	boxKey: KeyObject
): Promise<TaskId | null> {
	const id = taskId.parse(uuid());
	const { agencyId, caseId, dueAt } = row;
	const onceMac = once === null ? null : macOf(boxKey, { caseId, kind: content.kind, once });
	const isNew = await addTask(tx, {
		...row,
		id,
		box: boxTask({ boxKey, agencyId, taskId: id, content: taskContent.parse(content) }),
		onceMac
	});
	if (!isNew && reopens && onceMac) await reopenByCause(tx, { agencyId, onceMac, dueAt });
	return isNew ? id : null;
}
