import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { AgencyId, NoticeId, StaffId } from '#lib/domain/ids.ts';
import type { Database, Runner, Transaction } from '#lib/server/platform/db/client.ts';
import { notice, staff } from '#lib/server/platform/db/schema/index.ts';

export type Place = { agencyId: AgencyId; id: NoticeId };
type Kind = (typeof notice.$inferSelect)['kind'];

// a claim that is older belongs to somebody who died
const isDue = sql<boolean>`(
	(notice.state = 'waiting' and notice.due_at <= heard_now())
	or (notice.state = 'sending' and notice.claimed_at < heard_now() - interval '2 minutes')
)`;

/** Mails whose time has come, the oldest first. */
export function findDue(db: Runner, most: number): Promise<Place[]> {
	return db
		.select({ agencyId: notice.agencyId, id: notice.id })
		.from(notice)
		.where(and(inArray(notice.state, ['waiting', 'sending']), isDue))
		.orderBy(notice.dueAt)
		.limit(most);
}

export type Claimed = {
	agencyId: AgencyId;
	/** Of the oldest one: the mail's own id, whoever sends it. */
	id: NoticeId;
	/** All that this one mail tells of. */
	ids: NoticeId[];
	kind: Kind;
	box: Uint8Array | null;
	tries: number;
	/** Null: works here no longer. */
	to: string | null;
	/** To the microsecond, as text. */
	claim: string;
};

/**
 * Takes a mail up. What is new comes in one mail for all of it, at most every five minutes for each
 * person (threat model, T30); nothing else waits for anything. Null: not due, not yet, or taken.
 */
export function claim(db: Database, place: Place): Promise<Claimed | null> {
	return db.transaction(async (tx) => {
		const [asked] = await tx
			.select({ staffId: notice.staffId, kind: notice.kind })
			.from(notice)
			.where(and(eq(notice.agencyId, place.agencyId), eq(notice.id, place.id)));
		if (!asked) return null;
		return asked.kind === 'new_item'
			? claimDigest(tx, place, asked.staffId)
			: claimRows(tx, place.agencyId, [place.id]);
	});
}

async function claimDigest(
	tx: Transaction,
	{ agencyId, id }: Place,
	staffId: StaffId
): Promise<Claimed | null> {
	// in one order, so that two workers wait for each other and do not each send one
	const rows = await tx
		.select({
			id: notice.id,
			state: notice.state,
			isDue,
			againAt: sql`${notice.sentAt} + interval '5 minutes'`.mapWith(notice.sentAt),
			isRecent: sql<boolean>`coalesce(${notice.sentAt} > heard_now() - interval '5 minutes', false)`
		})
		.from(notice)
		.where(
			and(
				eq(notice.agencyId, agencyId),
				eq(notice.staffId, staffId),
				eq(notice.kind, 'new_item'),
				sql`(${notice.state} in ('waiting', 'sending')
					or ${notice.sentAt} > heard_now() - interval '5 minutes')`
			)
		)
		.orderBy(asc(notice.id))
		.for('update');
	if (!rows.some((row) => row.id === id && row.isDue)) return null;
	// somebody is sending one right now: the next look finds out how that went
	if (rows.some((row) => row.state === 'sending' && !row.isDue)) return null;

	const open = rows.filter(({ state }) => state !== 'sent').map((row) => row.id);
	const recent = rows.filter(({ isRecent }) => isRecent).map(({ againAt }) => againAt);
	const againAt = recent.toSorted((a, b) => b.getTime() - a.getTime())[0];
	if (!againAt) return claimRows(tx, agencyId, open);
	await tx
		.update(notice)
		.set({ state: 'waiting', claimedAt: null, dueAt: againAt })
		.where(and(eq(notice.agencyId, agencyId), inArray(notice.id, open)));
	return null;
}

async function claimRows(
	tx: Transaction,
	agencyId: AgencyId,
	ids: NoticeId[]
): Promise<Claimed | null> {
	const rows = await tx
		.update(notice)
		.set({ state: 'sending', claimedAt: sql`heard_now()` })
		.from(staff)
		.where(
			and(
				eq(notice.agencyId, agencyId),
				inArray(notice.id, ids),
				// in a digest those that wait for later come along
				ids.length > 1 ? inArray(notice.state, ['waiting', 'sending']) : isDue,
				eq(staff.agencyId, notice.agencyId),
				eq(staff.id, notice.staffId)
			)
		)
		.returning({
			agencyId: notice.agencyId,
			id: notice.id,
			kind: notice.kind,
			box: notice.box,
			tries: notice.tries,
			to: sql<string | null>`case when ${staff.disabledAt} is null then ${staff.email} end`,
			claim: sql<string>`${notice.claimedAt}::text`
		});
	const [first] = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
	return first ? { ...first, ids: rows.map(({ id }) => id) } : null;
}

const isStillMine = ({ agencyId, ids, claim: mine }: Claimed) =>
	and(
		eq(notice.agencyId, agencyId),
		inArray(notice.id, ids),
		eq(notice.state, 'sending'),
		sql`${notice.claimedAt} = ${mine}::timestamptz`
	);

/** It went: what its text needed is erased. */
export async function markSent(db: Runner, { agencyId, ids }: Claimed): Promise<void> {
	await db
		.update(notice)
		.set({ state: 'sent', box: null, claimedAt: null, sentAt: sql`heard_now()` })
		.where(
			and(
				eq(notice.agencyId, agencyId),
				inArray(notice.id, ids),
				inArray(notice.state, ['waiting', 'sending'])
			)
		);
}

/** Back into the line, for later. */
export async function putBack(
	db: Runner,
	row: Claimed,
	set: { dueAt: Date; tries: number }
): Promise<void> {
	await db
		.update(notice)
		.set({ ...set, state: 'waiting', claimedAt: null })
		.where(isStillMine(row));
}

export async function markFailed(db: Runner, row: Claimed): Promise<void> {
	await db
		.update(notice)
		.set({ state: 'failed', box: null, claimedAt: null })
		.where(isStillMine(row));
}
