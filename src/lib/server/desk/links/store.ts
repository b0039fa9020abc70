import { and, asc, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import type {
	AgencyId,
	CaseId,
	CheckInId,
	DeliveryId,
	LinkId,
	ResponseId,
	StaffId
} from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseTable,
	checkIn,
	delivery,
	link,
	linkLookup,
	organisation,
	response,
	responseRevision,
	staff
} from '#lib/server/platform/db/schema/index.ts';

type InAgency = { agencyId: AgencyId };
type InCase = InAgency & { caseId: CaseId };

/** The case, locked: two links that are made at once must not each be "the only open one". */
export async function lockCaseRow(tx: Transaction, { agencyId, caseId }: InCase) {
	const [found] = await tx
		.select({
			reference: caseTable.reference,
			closedAt: caseTable.closedAt,
			supportOrganisationId: caseTable.supportOrganisationId,
			supportWorkerId: caseTable.supportWorkerId
		})
		.from(caseTable)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)))
		.for('update');
	return found ?? null;
}

export async function isConfidential(
	tx: Transaction,
	{ agencyId, id }: InAgency & { id: typeof organisation.$inferSelect.id }
): Promise<boolean> {
	const [found] = await tx
		.select({ confidential: organisation.confidential })
		.from(organisation)
		.where(and(eq(organisation.agencyId, agencyId), eq(organisation.id, id)));
	return found?.confidential ?? false;
}

/**
 * Every open link of the case, locked: a Send that is under way commits first, and is seen. By id,
 * and before the check-ins, as everywhere.
 */
export async function lockLinks(tx: Transaction, { agencyId, caseId }: InCase): Promise<void> {
	await tx
		.select({ id: link.id })
		.from(link)
		.innerJoin(checkIn, and(eq(checkIn.agencyId, link.agencyId), eq(checkIn.id, link.checkInId)))
		.where(and(eq(link.agencyId, agencyId), eq(checkIn.caseId, caseId), eq(link.state, 'open')))
		.orderBy(asc(link.id))
		.for('no key update', { of: link });
}

export function findRounds(tx: Transaction, { agencyId, caseId }: InCase) {
	return tx
		.select({
			id: checkIn.id,
			responseId: response.id,
			point: checkIn.point,
			state: checkIn.state,
			dueAt: checkIn.dueAt,
			isSent: sql<boolean>`exists (
				select 1 from response_revision sent
				where sent.agency_id = ${response.agencyId} and sent.response_id = ${response.id}
					and sent.kind = 'sent'
			)`
		})
		.from(checkIn)
		.innerJoin(
			response,
			and(eq(response.agencyId, checkIn.agencyId), eq(response.checkInId, checkIn.id))
		)
		.where(and(eq(checkIn.agencyId, agencyId), eq(checkIn.caseId, caseId)));
}

export type RoundRow = Awaited<ReturnType<typeof findRounds>>[number];

/** Has another response of this case been assessed? Then it is not the first any more. */
export async function hasAssessed(
	tx: Transaction,
	{ agencyId, caseId, besides }: InCase & { besides: ResponseId }
): Promise<boolean> {
	const found = await tx
		.select({ id: responseRevision.id })
		.from(responseRevision)
		.where(
			and(
				eq(responseRevision.agencyId, agencyId),
				eq(responseRevision.caseId, caseId),
				ne(responseRevision.responseId, besides),
				isNotNull(responseRevision.assessedAt),
				// a talk that did not open, because the agreed word was not known: nothing was asked
				sql`not exists (
					select 1 from response r
					join check_in c on c.agency_id = r.agency_id and c.id = r.check_in_id
					where r.agency_id = ${responseRevision.agencyId} and r.id = ${responseRevision.responseId}
						and c.point = 'extra' and c.state = 'cancelled'
				)`
			)
		)
		.limit(1);
	return found.length > 0;
}

export async function hasLink(
	tx: Transaction,
	{ agencyId, linkId }: InAgency & { linkId: LinkId }
): Promise<boolean> {
	const found = await tx
		.select({ id: link.id })
		.from(link)
		.where(and(eq(link.agencyId, agencyId), eq(link.id, linkId)));
	return found.length > 0;
}

/** Returns its end, by the database's clock. */
export async function addLink(
	tx: Transaction,
	{ hours, ...row }: Omit<typeof link.$inferInsert, 'expiresAt'> & { hours: number }
): Promise<Date> {
	const [added] = await tx
		.insert(link)
		.values({ ...row, expiresAt: sql`heard_now() + make_interval(hours => ${hours}::int)` })
		.returning({ expiresAt: link.expiresAt });
	if (!added) throw new Error('the link was not added');
	return added.expiresAt;
}

export async function addLookup(
	tx: Transaction,
	row: typeof linkLookup.$inferInsert
): Promise<void> {
	await tx.insert(linkLookup).values(row);
}

/** One living link for a round: a new one ends the others. What was saved over them is still read. */
export async function revokeOthers(
	tx: Transaction,
	{ agencyId, checkInId, besides }: InAgency & { checkInId: CheckInId; besides: LinkId }
): Promise<void> {
	await tx
		.update(link)
		.set({ state: 'revoked', formFacts: null })
		.where(
			and(
				eq(link.agencyId, agencyId),
				eq(link.checkInId, checkInId),
				eq(link.state, 'open'),
				ne(link.id, besides)
			)
		);
}

/** What waits for a link that has ended is not sent and not shown, and forgets the address. */
export async function cancelOthers(
	tx: Transaction,
	{ agencyId, checkInId, besides }: InAgency & { checkInId: CheckInId; besides: LinkId }
): Promise<void> {
	const others = tx
		.select({ id: link.id })
		.from(link)
		.where(and(eq(link.agencyId, agencyId), eq(link.checkInId, checkInId), ne(link.id, besides)));
	await tx
		.update(delivery)
		.set(cancelled)
		.where(
			and(
				eq(delivery.agencyId, agencyId),
				inArray(delivery.linkId, others),
				eq(delivery.state, 'waiting')
			)
		);
}

/** The same for one link that is revoked. */
export async function cancelDeliveries(
	tx: Transaction,
	{ agencyId, linkId }: InAgency & { linkId: LinkId }
): Promise<void> {
	await tx
		.update(delivery)
		.set(cancelled)
		.where(
			and(
				eq(delivery.agencyId, agencyId),
				eq(delivery.linkId, linkId),
				eq(delivery.state, 'waiting')
			)
		);
}

const cancelled = {
	state: 'cancelled',
	sealed: null,
	statusAt: sql`heard_now()`
} as const;

export async function addDelivery(
	tx: Transaction,
	row: Omit<typeof delivery.$inferInsert, 'madeAt' | 'state' | 'occasion'>
): Promise<void> {
	await tx.insert(delivery).values(row);
}

/** False when it was not open any more, or is not of this case. */
export async function revokeLink(
	tx: Transaction,
	{ agencyId, caseId, linkId }: InCase & { linkId: LinkId }
): Promise<boolean> {
	const revoked = await tx
		.update(link)
		.set({ state: 'revoked', formFacts: null })
		.where(
			and(
				eq(link.agencyId, agencyId),
				eq(link.id, linkId),
				eq(link.caseId, caseId),
				eq(link.state, 'open')
			)
		);
	return revoked.count === 1;
}

/** Its time to be answered begins when it is offered first; a second card does not begin it again. */
export async function offer(
	tx: Transaction,
	{ agencyId, id, dueAt }: InAgency & { id: CheckInId; dueAt: Date }
): Promise<void> {
	await tx
		.update(checkIn)
		.set({ state: 'offered', dueAt })
		.where(and(eq(checkIn.agencyId, agencyId), eq(checkIn.id, id), eq(checkIn.state, 'planned')));
}

/** Before its delivery, as everywhere: a link that is being revoked is waited for. */
export async function lockLink(
	tx: Transaction,
	{ agencyId, linkId }: InAgency & { linkId: LinkId }
): Promise<void> {
	await tx
		.select({ id: link.id })
		.from(link)
		.where(and(eq(link.agencyId, agencyId), eq(link.id, linkId)))
		.for('no key update');
}

/**
 * A link whose address waits for a colleague to show it, locked; null when it is not of this case, or
 * was made in another way. `sealed` is null when it was shown, or its link has ended.
 */
export async function findWaitingCard(
	tx: Transaction,
	{ agencyId, caseId, linkId }: InCase & { linkId: LinkId }
) {
	const [found] = await tx
		.select({
			reference: caseTable.reference,
			way: link.way,
			isAlive: sql<boolean>`(${link.state} = 'open' and ${link.expiresAt} > heard_now())`,
			expiresAt: link.expiresAt,
			language: link.locale,
			issuedBy: { id: link.issuedBy, name: staff.name },
			deliveryId: delivery.id,
			sealed: delivery.sealed
		})
		.from(delivery)
		.innerJoin(link, and(eq(link.agencyId, delivery.agencyId), eq(link.id, delivery.linkId)))
		.innerJoin(
			caseTable,
			and(eq(caseTable.agencyId, delivery.agencyId), eq(caseTable.id, delivery.caseId))
		)
		.leftJoin(staff, and(eq(staff.agencyId, link.agencyId), eq(staff.id, link.issuedBy)))
		.where(
			and(
				eq(delivery.agencyId, agencyId),
				eq(delivery.caseId, caseId),
				eq(delivery.linkId, linkId),
				inArray(delivery.channel, ['card', 'aloud'])
			)
		)
		.for('update', { of: delivery });
	return found ?? null;
}

/** The address was shown: from here on it is nowhere any more. */
export async function markShown(
	tx: Transaction,
	{
		agencyId,
		linkId,
		deliveryId,
		staffId
	}: InAgency & { linkId: LinkId; deliveryId: DeliveryId; staffId: StaffId }
): Promise<void> {
	await tx
		.update(delivery)
		.set({ state: 'handed_over', sealed: null, handedAt: sql`heard_now()` })
		.where(and(eq(delivery.agencyId, agencyId), eq(delivery.id, deliveryId)));
	await tx
		.update(link)
		.set({ addressShownTo: staffId, addressShownAt: sql`heard_now()` })
		.where(and(eq(link.agencyId, agencyId), eq(link.id, linkId)));
}
