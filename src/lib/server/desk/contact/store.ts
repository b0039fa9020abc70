import { and, desc, eq, gt, inArray, max, ne, sql } from 'drizzle-orm';
import type { AgencyId, CaseId, CheckInId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { contactPlan, delivery, flag, link } from '#lib/server/platform/db/schema/index.ts';

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

/** Flags of the case filed after a moment, still sealed. Labels say nothing of contact. */
export function findFlagsSince(
	tx: Transaction,
	{ agencyId, caseId, since }: { agencyId: AgencyId; caseId: CaseId; since: Date }
) {
	return tx
		.select({
			id: flag.id,
			revisionId: flag.revisionId,
			concernId: flag.concernId,
			severity: flag.severity,
			rulesetVersion: flag.rulesetVersion,
			sealed: flag.sealed
		})
		.from(flag)
		.where(
			and(
				eq(flag.agencyId, agencyId),
				eq(flag.caseId, caseId),
				gt(flag.filedAt, since),
				ne(flag.severity, 'label')
			)
		);
}
export type FlagSince = Awaited<ReturnType<typeof findFlagsSince>>[number];

/**
 * When a message last asked her in another round than this one, or will: a new link of the same round
 * is no second ask. Null: never.
 */
export async function findLastAsk(
	tx: Transaction,
	{ agencyId, caseId, besides }: { agencyId: AgencyId; caseId: CaseId; besides: CheckInId | null }
): Promise<Date | null> {
	const [found] = await tx
		.select({
			at: max(sql`coalesce(${delivery.handedAt}, ${delivery.dueAt})`).mapWith(delivery.dueAt)
		})
		.from(delivery)
		.innerJoin(link, and(eq(link.agencyId, delivery.agencyId), eq(link.id, delivery.linkId)))
		.where(
			and(
				eq(delivery.agencyId, agencyId),
				eq(delivery.caseId, caseId),
				eq(delivery.occasion, 'first'),
				inArray(delivery.channel, ['sms', 'email']),
				inArray(delivery.state, ['waiting', 'handing_over', 'handed_over', 'delivered']),
				besides === null ? undefined : ne(link.checkInId, besides)
			)
		);
	return found?.at ?? null;
}
