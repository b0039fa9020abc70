import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import { alias, type AnyPgColumn } from 'drizzle-orm/pg-core';
import { EVENT_NEAR } from '#lib/domain/case/index.ts';
import type { Lane } from '#lib/domain/concern/index.ts';
import type { AgencyId, CaseId, ClosingId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseClosing,
	caseTable,
	checkIn,
	concern,
	concernLane,
	flag,
	flagLane,
	link,
	note,
	order,
	programme,
	responseRevision,
	staff as staffTable,
	talk,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import { ofItsUnit, teamColumns } from '../../access/store.ts';

type InAgency = { agencyId: AgencyId };
type InCase = InAgency & { caseId: CaseId };

/** The case, locked, as whoever issues a link locks it: neither overlooks the other. */
export async function lockCase(tx: Transaction, { agencyId, caseId }: InCase) {
	const [found] = await tx
		.select({
			reference: caseTable.reference,
			closedAt: caseTable.closedAt,
			supportOrganisationId: caseTable.supportOrganisationId
		})
		.from(caseTable)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)))
		.for('update');
	return found ?? null;
}

/** What `obstaclesTo` has to know, but for a contact that is recorded now. Of other lanes nothing. */
export async function findStanding(
	tx: Transaction,
	{ agencyId, caseId }: InCase,
	lanes: readonly Lane[]
) {
	const isThere = async (found: Promise<unknown[]>) => (await found).length > 0;
	const one = { one: sql`1` };
	const openConcern = await isThere(
		tx
			.select(one)
			.from(concern)
			.innerJoin(
				concernLane,
				and(eq(concernLane.agencyId, concern.agencyId), eq(concernLane.concernId, concern.id))
			)
			.where(
				and(
					eq(concern.agencyId, agencyId),
					eq(concern.caseId, caseId),
					isNull(concern.closedAt),
					ne(concernLane.state, 'closed'),
					inArray(concernLane.lane, [...lanes])
				)
			)
			.limit(1)
	);
	const openLink = await isThere(
		tx
			.select(one)
			.from(link)
			.innerJoin(checkIn, and(eq(checkIn.agencyId, link.agencyId), eq(checkIn.id, link.checkInId)))
			.where(
				and(
					eq(link.agencyId, agencyId),
					eq(checkIn.caseId, caseId),
					eq(link.state, 'open'),
					gt(link.triesLeft, 0),
					sql`${link.expiresAt} > heard_now()`
				)
			)
			.limit(1)
	);
	const openTalk = await isThere(
		tx
			.select(one)
			.from(talk)
			.where(and(eq(talk.agencyId, agencyId), eq(talk.caseId, caseId), eq(talk.state, 'open')))
			.limit(1)
	);
	const ofCase = and(eq(responseRevision.agencyId, agencyId), eq(responseRevision.caseId, caseId));
	const unassessed = await isThere(
		tx
			.select(one)
			.from(responseRevision)
			.where(and(ofCase, isNull(responseRevision.assessedAt)))
			.limit(1)
	);
	const isNear = (at: AnyPgColumn) =>
		sql`abs(extract(epoch from ${at} - heard_now())) <= ${EVENT_NEAR / 1000}`;
	const orderNear = await isThere(
		tx
			.select(one)
			.from(order)
			.where(
				and(
					eq(order.agencyId, agencyId),
					eq(order.caseId, caseId),
					inArray(order.state, ['live', 'ended']),
					or(isNear(order.fromAt), isNear(order.toAt))
				)
			)
			.limit(1)
	);
	const dropOutNear = await isThere(
		tx
			.select(one)
			.from(programme)
			.where(
				and(
					eq(programme.agencyId, agencyId),
					eq(programme.caseId, caseId),
					eq(programme.status, 'dropped'),
					isNear(programme.statusAt)
				)
			)
	);
	const [lastAnswer] = await tx
		.select({ at: responseRevision.savedAt })
		.from(responseRevision)
		.where(and(ofCase, eq(responseRevision.kind, 'sent')))
		.orderBy(desc(responseRevision.savedAt))
		.limit(1);
	const [lastFlag] = await tx
		.select({ at: flag.filedAt })
		.from(flag)
		.innerJoin(flagLane, and(eq(flagLane.agencyId, flag.agencyId), eq(flagLane.flagId, flag.id)))
		.where(
			and(
				eq(flag.agencyId, agencyId),
				eq(flag.caseId, caseId),
				ne(flag.severity, 'label'),
				inArray(flagLane.lane, [...lanes])
			)
		)
		.orderBy(desc(flag.filedAt))
		.limit(1);
	return {
		openConcern,
		openLink,
		openTalk,
		unassessed,
		eventNear: orderNear || dropOutNear,
		lastAnswerAt: lastAnswer?.at ?? null,
		lastFlagAt: lastFlag?.at ?? null
	};
}

const asker = alias(staffTable, 'asker');
const supervisor = alias(staffTable, 'supervisor');
const support = alias(staffTable, 'support');
const challenger = alias(staffTable, 'challenger');
const answerer = alias(staffTable, 'answerer');
const askNote = alias(note, 'ask_note');
const challengeNote = alias(note, 'challenge_note');
const answerNote = alias(note, 'answer_note');

type Columns<Name extends string> = Record<Name, AnyPgColumn>;

function closings(tx: Transaction) {
	const names = (one: Columns<'agencyId' | 'id'>, id: AnyPgColumn) =>
		and(eq(one.agencyId, caseClosing.agencyId), eq(one.id, id));
	const text = (one: Columns<'agencyId' | 'id' | 'caseId'>, id: AnyPgColumn) =>
		and(names(one, id), eq(one.caseId, caseClosing.caseId));
	return tx
		.select({
			id: sql<ClosingId>`${caseClosing.id}`.as('closing_id'),
			caseId: caseClosing.caseId,
			reference: caseTable.reference,
			unit: unit.name,
			team: teamColumns,
			askedBy: { id: asker.id, name: asker.name },
			askedAt: caseClosing.askedAt,
			note: { id: askNote.id, authorId: askNote.authorId, sealed: askNote.sealed },
			supervisor: { id: supervisor.id, name: supervisor.name },
			supervisorAt: caseClosing.supervisorAt,
			support: { id: support.id, name: support.name },
			supportAt: caseClosing.supportAt,
			challenger: { id: challenger.id, name: challenger.name },
			challengedAt: caseClosing.challengedAt,
			challengeNote: {
				id: challengeNote.id,
				authorId: challengeNote.authorId,
				sealed: challengeNote.sealed
			},
			answerer: { id: answerer.id, name: answerer.name },
			answeredAt: caseClosing.answeredAt,
			answerNote: { id: answerNote.id, authorId: answerNote.authorId, sealed: answerNote.sealed },
			answer: caseClosing.answer,
			closedAt: caseClosing.closedAt,
			caseClosedAt: caseTable.closedAt,
			needsSupport: sql<boolean>`${caseTable.supportOrganisationId} is not null`.as('needs_support')
		})
		.from(caseClosing)
		.innerJoin(
			caseTable,
			and(eq(caseTable.agencyId, caseClosing.agencyId), eq(caseTable.id, caseClosing.caseId))
		)
		.innerJoin(unit, ofItsUnit)
		.innerJoin(asker, names(asker, caseClosing.askedBy))
		.leftJoin(supervisor, names(supervisor, caseClosing.supervisorId))
		.leftJoin(support, names(support, caseClosing.supportId))
		.leftJoin(challenger, names(challenger, caseClosing.challengedBy))
		.leftJoin(answerer, names(answerer, caseClosing.answeredBy))
		.leftJoin(askNote, text(askNote, caseClosing.noteId))
		.leftJoin(challengeNote, text(challengeNote, caseClosing.challengeNoteId))
		.leftJoin(answerNote, text(answerNote, caseClosing.answerNoteId));
}
export type ClosingRow = Awaited<ReturnType<typeof findLastClosing>> & object;

/** The last attempt at closing this case that nobody has taken back. */
export async function findLastClosing(tx: Transaction, { agencyId, caseId }: InCase) {
	const [found] = await closings(tx)
		.where(
			and(
				eq(caseClosing.agencyId, agencyId),
				eq(caseClosing.caseId, caseId),
				isNull(caseClosing.withdrawnAt)
			)
		)
		.orderBy(desc(caseClosing.askedAt), desc(caseClosing.id))
		.limit(1);
	return found ?? null;
}

/** Challenges of other units' cases that wait for an answer. */
export function findChallenges(
	tx: Transaction,
	{ agencyId, staffId }: InAgency & { staffId: StaffId }
) {
	return closings(tx)
		.where(
			and(
				eq(caseClosing.agencyId, agencyId),
				isNotNull(caseClosing.challengedAt),
				isNull(caseClosing.answeredAt),
				isNull(caseClosing.withdrawnAt),
				sql`${unit.supervisorId} is distinct from ${staffId}`,
				sql`${caseTable.responsibleOfficerId} <> ${staffId}`,
				sql`${caseTable.deputyOfficerId} is distinct from ${staffId}`,
				sql`not exists (
					select 1 from case_block block
					where block.agency_id = ${caseTable.agencyId} and block.case_id = ${caseTable.id}
						and block.staff_id = ${staffId} and block.lifted_at is null
				)`
			)
		)
		.orderBy(asc(caseClosing.challengedAt), asc(caseClosing.id))
		.limit(100);
}

/** Whether this person supervises a unit. */
export async function supervisesAny(
	tx: Transaction,
	{ agencyId, staffId }: InAgency & { staffId: StaffId }
): Promise<boolean> {
	const found = await tx
		.select({ id: unit.id })
		.from(unit)
		.where(and(eq(unit.agencyId, agencyId), eq(unit.supervisorId, staffId)))
		.limit(1);
	return found.length > 0;
}

export async function addClosing(
	tx: Transaction,
	row: Omit<typeof caseClosing.$inferInsert, 'askedAt'>
): Promise<void> {
	await tx.insert(caseClosing).values({ ...row, askedAt: sql`heard_now()` });
}

type Moment = ReturnType<typeof sql>;
type Change = {
	[Column in keyof typeof caseClosing.$inferInsert]?:
		(typeof caseClosing.$inferInsert)[Column] | Moment;
};

export async function changeClosing(
	tx: Transaction,
	{ agencyId, id }: InAgency & { id: ClosingId },
	change: Change
): Promise<void> {
	await tx
		.update(caseClosing)
		.set(change)
		.where(and(eq(caseClosing.agencyId, agencyId), eq(caseClosing.id, id)));
}

export const now = sql`heard_now()`;

export async function setClosed(
	tx: Transaction,
	{ agencyId, caseId, isClosed }: InCase & { isClosed: boolean }
): Promise<void> {
	await tx
		.update(caseTable)
		.set({ closedAt: isClosed ? now : null })
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)));
}

/** Rounds that nobody was asked in will not be asked. */
export async function cancelRounds(tx: Transaction, { agencyId, caseId }: InCase): Promise<void> {
	await tx
		.update(checkIn)
		.set({ state: 'cancelled' })
		.where(
			and(eq(checkIn.agencyId, agencyId), eq(checkIn.caseId, caseId), eq(checkIn.state, 'planned'))
		);
}

/** Rounds that were cancelled with the closing and are still to come are planned again. */
export async function planRoundsAgain(
	tx: Transaction,
	{ agencyId, caseId }: InCase
): Promise<void> {
	await tx
		.update(checkIn)
		.set({ state: 'planned' })
		.where(
			and(
				eq(checkIn.agencyId, agencyId),
				eq(checkIn.caseId, caseId),
				eq(checkIn.state, 'cancelled'),
				sql`${checkIn.dueAt} > heard_now()`
			)
		);
}
