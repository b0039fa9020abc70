import { and, desc, eq } from 'drizzle-orm';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { contactPlan } from '#lib/server/platform/db/schema/index.ts';

/** The version that holds, still sealed; null when none was ever made. */
export async function findPlan(
	tx: Transaction,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
) {
	const [found] = await tx
		.select({
			id: contactPlan.id,
			version: contactPlan.version,
			sealed: contactPlan.sealed,
			madeAt: contactPlan.madeAt,
			madeBy: contactPlan.madeBy
		})
		.from(contactPlan)
		.where(and(eq(contactPlan.agencyId, agencyId), eq(contactPlan.caseId, caseId)))
		.orderBy(desc(contactPlan.version))
		.limit(1);
	return found ?? null;
}
export type PlanRow = NonNullable<Awaited<ReturnType<typeof findPlan>>>;
