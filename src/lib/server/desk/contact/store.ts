import { and, count, desc, eq, exists, gt, inArray, max, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { v7 as uuid } from 'uuid';
import type { AgencyId, CaseId, CheckInId, DeliveryId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseEvent,
	contactPlan,
	delivery,
	flag,
	link,
	responseRevision,
	staff
} from '#lib/server/platform/db/schema/index.ts';

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

/**
 * Flags of the case that were filed after a moment, or that an answer may have brought once more: a
 * later revision of the same response is filed under the flag that is there. Still sealed; labels say
 * nothing of contact.
 */
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
				or(gt(flag.filedAt, since), answeredSince(tx, since)),
				ne(flag.severity, 'label')
			)
		);
}
export type FlagSince = Awaited<ReturnType<typeof findFlagsSince>>[number];

const own = alias(responseRevision, 'own');
const answeredSince = (tx: Transaction, since: Date) =>
	exists(
		tx
			.select({ one: sql`1` })
			.from(own)
			.innerJoin(
				responseRevision,
				and(
					eq(responseRevision.agencyId, own.agencyId),
					eq(responseRevision.responseId, own.responseId)
				)
			)
			.where(
				and(
					eq(own.agencyId, flag.agencyId),
					eq(own.id, flag.revisionId),
					gt(responseRevision.savedAt, since)
				)
			)
	);

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

const IN_FLIGHT = ['handing_over', 'handed_over', 'delivered'] as const;

/** How many messages have gone for this round, or are on their way, `besides` this one. */
export async function countMessages(
	tx: Transaction,
	{
		agencyId,
		checkInId,
		besides = null
	}: { agencyId: AgencyId; checkInId: CheckInId; besides?: DeliveryId | null }
): Promise<number> {
	const [found] = await tx
		.select({ count: count() })
		.from(delivery)
		.innerJoin(link, and(eq(link.agencyId, delivery.agencyId), eq(link.id, delivery.linkId)))
		.where(
			and(
				eq(delivery.agencyId, agencyId),
				eq(link.checkInId, checkInId),
				inArray(delivery.channel, ['sms', 'email']),
				inArray(delivery.state, IN_FLIGHT),
				besides === null ? undefined : ne(delivery.id, besides)
			)
		);
	return found?.count ?? 0;
}

/** False when there is such a version already: somebody else was quicker. */
export async function addPlan(
	tx: Transaction,
	row: Omit<typeof contactPlan.$inferInsert, 'madeAt'>
): Promise<boolean> {
	const added = await tx.insert(contactPlan).values(row).onConflictDoNothing();
	return added.count === 1;
}

/** A line in the history of a case. */
export async function addCaseEvent(
	tx: Transaction,
	row: Omit<typeof caseEvent.$inferInsert, 'id' | 'at'>
): Promise<void> {
	await tx.insert(caseEvent).values({ ...row, id: uuid() });
}

export async function nameOf(
	tx: Transaction,
	{ agencyId, staffId }: { agencyId: AgencyId; staffId: StaffId }
): Promise<string | null> {
	const [found] = await tx
		.select({ name: staff.name })
		.from(staff)
		.where(and(eq(staff.agencyId, agencyId), eq(staff.id, staffId)));
	return found?.name ?? null;
}
