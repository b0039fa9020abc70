import { and, eq, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { AgencyId, CaseId, JudgementId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { caseEvent, judgement } from '#lib/server/platform/db/schema/index.ts';

/** False when there is one with this id. */
export async function addJudgement(
	tx: Transaction,
	row: typeof judgement.$inferInsert
): Promise<boolean> {
	const added = await tx.insert(judgement).values(row).onConflictDoNothing();
	return added.count === 1;
}

export async function findJudgement(
	tx: Transaction,
	{ agencyId, id }: { agencyId: AgencyId; id: JudgementId }
) {
	const [found] = await tx
		.select({
			caseId: judgement.caseId,
			by: judgement.by,
			severity: judgement.severity,
			lanes: judgement.lanes,
			noteId: judgement.noteId
		})
		.from(judgement)
		.where(and(eq(judgement.agencyId, agencyId), eq(judgement.id, id)));
	return found ?? null;
}

export async function addCaseEvent(
	tx: Transaction,
	{ agencyId, caseId, by }: { agencyId: AgencyId; caseId: CaseId; by: StaffId }
): Promise<void> {
	await tx.insert(caseEvent).values({ agencyId, id: uuid(), caseId, kind: 'judged', by });
}

/** Tells the worker at COMMIT that something waits. If it is lost, its sweep looks in 15 s. */
export async function wakeWorker(tx: Transaction): Promise<void> {
	await tx.execute(sql`select pg_notify('heard_assess', '')`);
}
