import { and, eq, gt, inArray, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { DeliveryPlace } from '#lib/domain/delivery/index.ts';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { caseTable, delivery, notice, staff } from '#lib/server/platform/db/schema/index.ts';

const isSent = ({ agencyId, deliveryId }: DeliveryPlace) =>
	and(
		eq(delivery.agencyId, agencyId),
		eq(delivery.id, deliveryId),
		inArray(delivery.channel, ['sms', 'email'])
	);

const ended = { sealed: null, claimedAt: null, statusAt: sql`heard_now()` };

/** Handed over, or tried at least once: then the gateway may have it, and its answer was lost. */
const mayHaveGone = or(
	inArray(delivery.state, ['handing_over', 'handed_over']),
	and(eq(delivery.state, 'waiting'), gt(delivery.tries, 0))
);

/**
 * It arrived: its case, the first time. Also where nobody knew that it went: the gateway's answer was
 * lost, it is not sent once more, and from now it counts as sent.
 */
export async function markArrived(
	tx: Transaction,
	place: DeliveryPlace
): Promise<{ caseId: CaseId; isNews: boolean } | null> {
	const [before] = await tx
		.select({ handedAt: delivery.handedAt })
		.from(delivery)
		.where(isSent(place))
		.for('update');
	const [marked] = await tx
		.update(delivery)
		.set({
			...ended,
			state: 'delivered',
			reason: null,
			handedAt: sql`coalesce(${delivery.handedAt}, heard_now())`
		})
		.where(and(isSent(place), or(mayHaveGone, eq(delivery.state, 'failed'))))
		.returning({ caseId: delivery.caseId });
	return marked ? { ...marked, isNews: before?.handedAt === null } : null;
}

/** It did not arrive: its case, the first time. What has arrived stays so, whichever receipt comes last. */
export async function markNotArrived(
	tx: Transaction,
	place: DeliveryPlace
): Promise<{ caseId: CaseId } | null> {
	const [marked] = await tx
		.update(delivery)
		.set({ ...ended, state: 'failed', reason: 'not_delivered' })
		.where(and(isSent(place), mayHaveGone))
		.returning({ caseId: delivery.caseId });
	return marked ?? null;
}

/** Who has to find another way to her. */
export async function findWorkers(
	tx: Transaction,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
) {
	const [found] = await tx
		.select({
			supportOrganisationId: caseTable.supportOrganisationId,
			supportWorkerId: caseTable.supportWorkerId,
			officerId: caseTable.responsibleOfficerId
		})
		.from(caseTable)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)));
	if (!found) throw new Error('a message without a case');
	return found;
}

/** Messages to her, of the rows with these ids. */
export function findMessages(tx: Transaction, agencyId: AgencyId, ids: readonly string[]) {
	return tx
		.select({
			id: sql<string>`${delivery.id}`,
			channel: sql<'sms' | 'email'>`${delivery.channel}`,
			cover: delivery.cover,
			occasion: delivery.occasion,
			at: delivery.handedAt
		})
		.from(delivery)
		.where(and(eq(delivery.agencyId, agencyId), isOneOf(delivery.id, ids)));
}

/** Mails to staff, of the rows with these ids. */
export function findNotices(tx: Transaction, agencyId: AgencyId, ids: readonly string[]) {
	return tx
		.select({ id: sql<string>`${notice.id}`, name: staff.name, at: notice.sentAt })
		.from(notice)
		.innerJoin(staff, and(eq(staff.agencyId, notice.agencyId), eq(staff.id, notice.staffId)))
		.where(and(eq(notice.agencyId, agencyId), isOneOf(notice.id, ids)));
}

/** Ids of another kind of row find nothing. One text of a statement however many there are. */
const isOneOf = (column: PgColumn, ids: readonly string[]) =>
	sql`${column} = any(${`{${ids.join(',')}}`}::uuid[])`;
