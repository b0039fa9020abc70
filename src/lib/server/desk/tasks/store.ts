import { sql } from 'drizzle-orm';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { task } from '#lib/server/platform/db/schema/index.ts';

/** False when the same cause has made a task before. */
export async function addTask(
	tx: Transaction,
	row: Omit<typeof task.$inferInsert, 'madeAt'>
): Promise<boolean> {
	const added = await tx
		.insert(task)
		.values({ ...row, madeAt: sql`heard_now()` })
		.onConflictDoNothing();
	return added.count === 1;
}
