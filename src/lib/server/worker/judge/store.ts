import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { AgencyId, FlagId, JudgementId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { judgement } from '#lib/server/platform/db/schema/index.ts';
import type { Aside } from '../aside.ts';
import { besides } from '../store.ts';

/** The oldest that waits; another worker takes others. */
export async function claimJudgement(tx: Transaction, aside: Aside) {
	const [claimed] = await tx
		.select({
			agencyId: judgement.agencyId,
			id: judgement.id,
			caseId: judgement.caseId,
			by: judgement.by,
			severity: judgement.severity,
			lanes: judgement.lanes,
			noteId: judgement.noteId
		})
		.from(judgement)
		.where(and(sql`${judgement.filedAt} is null`, besides(judgement.id, aside)))
		.orderBy(asc(judgement.at))
		.limit(1)
		.for('update', { skipLocked: true });
	return claimed ?? null;
}
export type JudgementRow = NonNullable<Awaited<ReturnType<typeof claimJudgement>>>;

/** False when it was filed before. */
export async function markFiled(
	tx: Transaction,
	{ agencyId, id, flagId }: { agencyId: AgencyId; id: JudgementId; flagId: FlagId }
): Promise<boolean> {
	const marked = await tx
		.update(judgement)
		.set({ filedAt: sql`heard_now()`, flagId })
		.where(and(eq(judgement.agencyId, agencyId), eq(judgement.id, id), isNull(judgement.filedAt)));
	return marked.count === 1;
}
