import { and, eq, max, sql } from 'drizzle-orm';
import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { notice } from '#lib/server/platform/db/schema/index.ts';

export type NoticeKind = (typeof notice.$inferInsert)['kind'];

export async function addNotice(tx: Transaction, row: typeof notice.$inferInsert): Promise<void> {
	await tx.insert(notice).values(row);
}

/** When the last mail to somebody failed that was made, and when the last one went. */
export async function findLast(
	tx: Transaction,
	{ agencyId, staffId }: { agencyId: AgencyId; staffId: StaffId }
): Promise<{ failedAt: Date | null; sentAt: Date | null }> {
	const [found] = await tx
		.select({
			failedAt: max(sql`case when ${notice.state} = 'failed' then ${notice.madeAt} end`).mapWith(
				notice.madeAt
			),
			sentAt: max(notice.sentAt)
		})
		.from(notice)
		.where(and(eq(notice.agencyId, agencyId), eq(notice.staffId, staffId)));
	return found ?? { failedAt: null, sentAt: null };
}
