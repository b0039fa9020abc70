import type { KeyObject } from 'node:crypto';
import type { AgencyId, TaskId } from '#lib/domain/ids.ts';
import { taskContent, type TaskContent } from '#lib/domain/work/index.ts';
import { openTask } from '#lib/server/platform/crypto/keys/index.ts';

/** Null for a box that does not open: one that was tampered with must not hide the others. */
export function readTask(
	{ id, box, agencyId }: { id: TaskId; box: Uint8Array; agencyId: AgencyId },
	boxKey: KeyObject
): TaskContent | null {
	try {
		return taskContent.parse(openTask({ boxKey, box, agencyId, taskId: id }));
	} catch {
		return null;
	}
}
