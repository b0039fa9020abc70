import { and, eq, inArray, max, ne, sql } from 'drizzle-orm';
import type { ContactPlan } from '#lib/domain/contact/index.ts';
import type { DeliveryReason } from '#lib/domain/delivery/index.ts';
import type { AgencyId, CaseId, CheckInId, DeliveryId, LinkId, StaffId } from '#lib/domain/ids.ts';
import type { Database, Runner, Transaction } from '#lib/server/platform/db/client.ts';
import { caseTable, delivery, link } from '#lib/server/platform/db/schema/index.ts';

export type Place = { agencyId: AgencyId; id: DeliveryId };

// a claim that is older belongs to somebody who died, or whom nobody answered
const isDue = sql`(
	(delivery.state = 'waiting' and delivery.due_at <= heard_now())
	or (delivery.state = 'handing_over' and delivery.claimed_at < heard_now() - interval '2 minutes')
) and delivery.channel in ('sms', 'email')`;

const is = ({ agencyId, id }: Place) => and(eq(delivery.agencyId, agencyId), eq(delivery.id, id));

/** Messages whose time has come, the oldest first. */
export async function findDue(db: Runner, most: number): Promise<Place[]> {
	return db
		.select({ agencyId: delivery.agencyId, id: delivery.id })
		.from(delivery)
		.where(and(inArray(delivery.state, ['waiting', 'handing_over']), isDue))
		.orderBy(delivery.dueAt)
		.limit(most);
}

export type Claimed = {
	agencyId: AgencyId;
	id: DeliveryId;
	caseId: CaseId;
	linkId: LinkId;
	channel: 'sms' | 'email';
	occasion: 'first' | 'again';
	locale: string;
	tries: number;
	by: StaffId | null;
	/** To the microsecond, as text: a claim that was taken over is told from its own. */
	claim: string;
};

/** Takes a message up. Null when it is not due, or when somebody else was quicker. */
export async function claim(db: Database, place: Place): Promise<Claimed | null> {
	const [claimed] = await db
		.update(delivery)
		.set({ state: 'handing_over', claimedAt: sql`heard_now()` })
		.where(and(is(place), isDue))
		.returning({
			agencyId: delivery.agencyId,
			id: delivery.id,
			caseId: delivery.caseId,
			linkId: delivery.linkId,
			channel: delivery.channel,
			occasion: delivery.occasion,
			locale: delivery.locale,
			tries: delivery.tries,
			by: delivery.by,
			claim: sql<string>`${delivery.claimedAt}::text`
		});
	if (!claimed) return null;
	const { channel } = claimed;
	if (channel !== 'sms' && channel !== 'email') throw new Error('nobody sends a card');
	return { ...claimed, channel };
}

/** What the message says, still sealed, and what it leads to. */
export async function readForSending(tx: Transaction, { agencyId, id }: Place) {
	const [found] = await tx
		.select({
			sealed: delivery.sealed,
			linkState: link.state,
			isExpired: sql<boolean>`${link.expiresAt} <= heard_now()`,
			expiresAt: link.expiresAt,
			checkInId: link.checkInId,
			closedAt: caseTable.closedAt
		})
		.from(delivery)
		.innerJoin(link, and(eq(link.agencyId, delivery.agencyId), eq(link.id, delivery.linkId)))
		.innerJoin(
			caseTable,
			and(eq(caseTable.agencyId, delivery.agencyId), eq(caseTable.id, delivery.caseId))
		)
		.where(is({ agencyId, id }));
	if (!found) throw new Error('a message without a link');
	return found;
}

/**
 * When a message of another round last went to her. One that only waits does not count here: two that
 * wait would hold each other up for ever.
 */
export async function findLastHanded(
	tx: Transaction,
	{ agencyId, caseId, besides }: { agencyId: AgencyId; caseId: CaseId; besides: CheckInId }
): Promise<Date | null> {
	const [found] = await tx
		.select({ at: max(delivery.handedAt) })
		.from(delivery)
		.innerJoin(link, and(eq(link.agencyId, delivery.agencyId), eq(link.id, delivery.linkId)))
		.where(
			and(
				eq(delivery.agencyId, agencyId),
				eq(delivery.caseId, caseId),
				eq(delivery.occasion, 'first'),
				inArray(delivery.channel, ['sms', 'email']),
				inArray(delivery.state, ['handed_over', 'delivered']),
				ne(link.checkInId, besides)
			)
		);
	return found?.at ?? null;
}

/** It went, in this cover. False when somebody has said so before, or has ended it meanwhile. */
export async function markHandedOver(
	tx: Transaction,
	{ agencyId, id }: Place,
	cover: ContactPlan['cover']
): Promise<boolean> {
	const marked = await tx
		.update(delivery)
		.set({
			state: 'handed_over',
			cover,
			reason: null,
			sealed: null,
			claimedAt: null,
			tries: sql`${delivery.tries} + 1`,
			handedAt: sql`heard_now()`,
			statusAt: sql`heard_now()`
		})
		.where(and(is({ agencyId, id }), inArray(delivery.state, ['waiting', 'handing_over'])));
	return marked.count === 1;
}

const isStillMine = (row: Claimed) =>
	and(
		is(row),
		eq(delivery.state, 'handing_over'),
		sql`${delivery.claimedAt} = ${row.claim}::timestamptz`
	);

/** Back into the line, for later. */
export async function putBack(
	tx: Transaction,
	row: Claimed,
	set: { dueAt: Date; tries: number; reason: DeliveryReason }
): Promise<void> {
	await tx
		.update(delivery)
		.set({ ...set, state: 'waiting', claimedAt: null })
		.where(isStillMine(row));
}

/** It will not go: its text is erased. False when the claim has passed to somebody else. */
export async function end(
	tx: Transaction,
	row: Claimed,
	set: { state: 'failed' | 'refused' | 'cancelled'; reason: DeliveryReason; tries: number }
): Promise<boolean> {
	const ended = await tx
		.update(delivery)
		.set({ ...set, sealed: null, claimedAt: null, statusAt: sql`heard_now()` })
		.where(isStillMine(row));
	return ended.count === 1;
}
