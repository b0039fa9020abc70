import type { Transaction } from '#lib/server/platform/db/client.ts';
import { notice } from '#lib/server/platform/db/schema/index.ts';

export type NoticeKind = (typeof notice.$inferInsert)['kind'];

export async function addNotice(tx: Transaction, row: typeof notice.$inferInsert): Promise<void> {
	await tx.insert(notice).values(row);
}
