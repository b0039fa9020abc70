import type { Database } from '#lib/server/platform/db/client.ts';
import { wakeAssessment } from './store.ts';

/** She is in danger now: the worker looks at once. If this is lost, its sweep looks in 15 s. */
export async function wake(db: Database): Promise<void> {
	await db.transaction(wakeAssessment).catch(() => {});
}
