import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { AgencyId, CaseId, CheckInId, ResponseId, StaffId, TalkId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseEvent,
	caseTable,
	checkIn,
	delivery,
	link,
	responseRevision,
	staff,
	talk
} from '#lib/server/platform/db/schema/index.ts';

type InAgency = { agencyId: AgencyId };
type InCase = InAgency & { caseId: CaseId };
type InTalk = InAgency & { talkId: TalkId };

/**
 * The case, locked: of two talks that begin at once one ends the other, and no link is made while a
 * talk is sent. What the worker files for the case need not wait. The order of locks: the case, the
 * talk, its links, its check-ins, the head of the audit.
 */
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
		.for('no key update');
	return found ?? null;
}

const talkColumns = {
	agencyId: talk.agencyId,
	id: talk.id,
	caseId: talk.caseId,
	checkInId: talk.checkInId,
	responseId: talk.responseId,
	staffId: talk.staffId,
	questionnaireVersion: talk.questionnaireVersion,
	sealed: talk.sealed,
	version: talk.version,
	state: talk.state,
	savedAt: talk.savedAt,
	/** Nobody goes on with a talk of yesterday: it is begun anew. */
	isStale: sql<boolean>`${talk.savedAt} <= heard_now() - interval '12 hours'`,
	/** This may be another call: whether it is her, and alone, is asked again. */
	isIdle: sql<boolean>`${talk.savedAt} <= heard_now() - interval '30 minutes'`
};

/** Talks of a case that are not finished, with the names of those who hold them. Newest first. */
export function findOpenTalks(tx: Transaction, { agencyId, caseId }: InCase) {
	return tx
		.select({ ...talkColumns, by: staff.name })
		.from(talk)
		.innerJoin(staff, and(eq(staff.agencyId, talk.agencyId), eq(staff.id, talk.staffId)))
		.where(and(eq(talk.agencyId, agencyId), eq(talk.caseId, caseId), eq(talk.state, 'open')))
		.orderBy(desc(talk.startedAt), desc(talk.id));
}

/** The same rows, locked, by id: each is ended by one who begins anew. */
export function lockOpenTalks(tx: Transaction, { agencyId, caseId }: InCase) {
	return tx
		.select(talkColumns)
		.from(talk)
		.where(and(eq(talk.agencyId, agencyId), eq(talk.caseId, caseId), eq(talk.state, 'open')))
		.orderBy(asc(talk.id))
		.for('update');
}

type OwnTalk = InTalk & InCase & { staffId: StaffId };

const isOwn = ({ agencyId, caseId, talkId, staffId }: OwnTalk) =>
	and(
		eq(talk.agencyId, agencyId),
		eq(talk.id, talkId),
		eq(talk.caseId, caseId),
		eq(talk.staffId, staffId)
	);

/** A talk of this person in this case. */
export async function findTalk(tx: Transaction, own: OwnTalk) {
	const [found] = await tx.select(talkColumns).from(talk).where(isOwn(own));
	return found ?? null;
}

export async function lockTalk(tx: Transaction, own: OwnTalk) {
	const [found] = await tx.select(talkColumns).from(talk).where(isOwn(own)).for('update');
	return found ?? null;
}
export type TalkRow = NonNullable<Awaited<ReturnType<typeof findTalk>>>;

/** False when this form has begun its talk before. */
export async function addTalk(tx: Transaction, row: typeof talk.$inferInsert): Promise<boolean> {
	const added = await tx.insert(talk).values(row).onConflictDoNothing();
	return added.count === 1;
}

/** When the worker takes it over: see intake/draft/store.ts. */
export type Due = 'unchanged' | 'in_a_while' | 'now';

function dueAt(due: Due, minutes: number) {
	return {
		unchanged: sql`due_at`,
		// what is due already (danger) is not put off by the next answer
		in_a_while: sql`case when due_at <= heard_now() then due_at
			else heard_now() + make_interval(mins => ${minutes}::int) end`,
		now: sql`heard_now()`
	}[due];
}

/** Over the version that was read, and no other. Null when somebody was quicker. */
export async function saveTalk(
	tx: Transaction,
	{
		agencyId,
		talkId,
		version,
		sealed,
		due,
		fileAfterMinutes
	}: InTalk & { version: number; sealed: Uint8Array; due: Due; fileAfterMinutes: number }
): Promise<{ version: number; savedAt: Date } | null> {
	const [saved] = await tx
		.update(talk)
		.set({
			sealed,
			version: sql`version + 1`,
			savedAt: sql`heard_now()`,
			dueAt: dueAt(due, fileAfterMinutes)
		})
		.where(
			and(
				eq(talk.agencyId, agencyId),
				eq(talk.id, talkId),
				eq(talk.version, version),
				eq(talk.state, 'open')
			)
		)
		.returning({ version: talk.version, savedAt: talk.savedAt });
	return saved ?? null;
}

const nothing = new Uint8Array(0);

/** The end of a talk whose answers are elsewhere, or gone: nothing of hers stays in it. */
export async function emptyTalk(
	tx: Transaction,
	{ agencyId, talkId, state }: InTalk & { state: 'sent' | 'stopped' }
): Promise<void> {
	await tx
		.update(talk)
		.set({ state, sealed: nothing, formFacts: null, dueAt: null })
		.where(and(eq(talk.agencyId, agencyId), eq(talk.id, talkId)));
}

/** The end of a talk whose answers the worker still has to file. */
export async function stopTalk(
	tx: Transaction,
	{ agencyId, talkId, version, sealed }: InTalk & { version: number; sealed: Uint8Array }
): Promise<void> {
	await tx
		.update(talk)
		.set({ state: 'stopped', formFacts: null, sealed, version, dueAt: sql`heard_now()` })
		.where(and(eq(talk.agencyId, agencyId), eq(talk.id, talkId)));
}

export async function hasSent(
	tx: Transaction,
	{ agencyId, responseId }: InAgency & { responseId: ResponseId }
): Promise<boolean> {
	const found = await tx
		.select({ id: responseRevision.id })
		.from(responseRevision)
		.where(
			and(
				eq(responseRevision.agencyId, agencyId),
				eq(responseRevision.responseId, responseId),
				eq(responseRevision.kind, 'sent')
			)
		);
	return found.length > 0;
}

/** What a talk has brought: `sent`, or filed beside what was sent. */
export async function findRevisionKind(tx: Transaction, { agencyId, talkId }: InTalk) {
	const [found] = await tx
		.select({ kind: responseRevision.kind })
		.from(responseRevision)
		.where(and(eq(responseRevision.agencyId, agencyId), eq(responseRevision.talkId, talkId)))
		// `sent` before `unsent`
		.orderBy(asc(responseRevision.kind))
		.limit(1);
	return found?.kind ?? null;
}

/** False when the response has a sent one already. */
export async function addRevision(
	tx: Transaction,
	row: Omit<typeof responseRevision.$inferInsert, 'savedAt'>
): Promise<boolean> {
	const added = await tx.insert(responseRevision).values(row).onConflictDoNothing();
	return added.count === 1;
}

export async function countOpenLinks(
	tx: Transaction,
	{ agencyId, caseId }: InCase
): Promise<number> {
	return tx.$count(
		link,
		and(
			eq(link.agencyId, agencyId),
			eq(link.caseId, caseId),
			eq(link.state, 'open'),
			sql`${link.expiresAt} > heard_now()`
		)
	);
}

/** What was saved over them is still read; what was to bring them to her is not sent any more. */
export async function revokeLinks(
	tx: Transaction,
	{ agencyId, checkInId }: InAgency & { checkInId: CheckInId }
): Promise<void> {
	const revoked = await tx
		.update(link)
		.set({ state: 'revoked', formFacts: null })
		.where(and(eq(link.agencyId, agencyId), eq(link.checkInId, checkInId), eq(link.state, 'open')))
		.returning({ id: link.id });
	if (revoked.length === 0) return;
	await tx
		.update(delivery)
		.set({ state: 'cancelled', sealed: null, statusAt: sql`heard_now()` })
		.where(
			and(
				eq(delivery.agencyId, agencyId),
				inArray(
					delivery.linkId,
					revoked.map(({ id }) => id)
				),
				eq(delivery.state, 'waiting'),
				isNull(delivery.handedAt)
			)
		);
}

export async function findCheckInState(
	tx: Transaction,
	{ agencyId, id }: InAgency & { id: CheckInId }
) {
	const [found] = await tx
		.select({ state: checkIn.state })
		.from(checkIn)
		.where(and(eq(checkIn.agencyId, agencyId), eq(checkIn.id, id)));
	return found?.state ?? null;
}

export async function moveCheckIn(
	tx: Transaction,
	{ agencyId, id, state }: InAgency & { id: CheckInId; state: 'sent' | 'declined' }
): Promise<void> {
	await tx
		.update(checkIn)
		.set({ state })
		.where(and(eq(checkIn.agencyId, agencyId), eq(checkIn.id, id)));
}

export async function addTalkHeld(
	tx: Transaction,
	{ agencyId, caseId, by }: InCase & { by: StaffId }
): Promise<void> {
	await tx.insert(caseEvent).values({ agencyId, id: uuid(), caseId, kind: 'talk_held', by });
}

/** The payload is always empty: whoever listens in learns nothing. A lost one costs 15 seconds. */
export async function wakeWorker(tx: Transaction): Promise<void> {
	await tx.execute(sql`select pg_notify('heard_assess', '')`);
}
