import { and, asc, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { v7 as uuid } from 'uuid';
import type { Lane } from '#lib/domain/concern/index.ts';
import type { AgencyId, CaseId, ConcernId, FlagId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseTable,
	checkIn,
	concern,
	concernEvent,
	concernLane,
	flag,
	flagLane,
	judgement,
	link,
	responseRevision,
	share,
	staff,
	talk,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import { ofItsUnit, teamColumns } from '../access/store.ts';

type InAgency = { agencyId: AgencyId };
type InConcern = InAgency & { concernId: ConcernId };
type InCase = InAgency & { caseId: CaseId };

/** The concern with the team of its case. */
export async function findConcern(tx: Transaction, { agencyId, concernId }: InConcern) {
	const [found] = await tx
		.select({
			at: { agencyId: concern.agencyId, concernId: concern.id, caseId: concern.caseId },
			reference: caseTable.reference,
			...teamColumns
		})
		.from(concern)
		.innerJoin(
			caseTable,
			and(eq(caseTable.agencyId, concern.agencyId), eq(caseTable.id, concern.caseId))
		)
		.innerJoin(unit, ofItsUnit)
		.where(and(eq(concern.agencyId, agencyId), eq(concern.id, concernId)));
	return found ?? null;
}
export type ConcernRow = NonNullable<Awaited<ReturnType<typeof findConcern>>>;

const owner = alias(staff, 'owner');
const deputy = alias(staff, 'deputy');

export function findLanes(tx: Transaction, { agencyId, concernId }: InConcern) {
	return tx
		.select({
			lane: concernLane.lane,
			severity: concernLane.severity,
			state: concernLane.state,
			technical: concernLane.technical,
			seeBy: concernLane.seeBy,
			actBy: concernLane.actBy,
			filedAt: concernLane.filedAt,
			owner: { id: owner.id, name: owner.name },
			deputy: { id: deputy.id, name: deputy.name }
		})
		.from(concernLane)
		.leftJoin(
			owner,
			and(eq(owner.agencyId, concernLane.agencyId), eq(owner.id, concernLane.ownerId))
		)
		.leftJoin(
			deputy,
			and(eq(deputy.agencyId, concernLane.agencyId), eq(deputy.id, concernLane.deputyId))
		)
		.where(and(eq(concernLane.agencyId, agencyId), eq(concernLane.concernId, concernId)));
}
export type LaneRow = Awaited<ReturnType<typeof findLanes>>[number];

/** Flags of the concern, and labels that stand on the case without one. Still sealed. */
export function findFlags(tx: Transaction, { agencyId, concernId, caseId }: InConcern & InCase) {
	return (
		tx
			.select({
				id: flag.id,
				concernId: flag.concernId,
				revisionId: flag.revisionId,
				responseId: responseRevision.responseId,
				severity: flag.severity,
				rulesetVersion: flag.rulesetVersion,
				sealed: flag.sealed,
				filedAt: flag.filedAt,
				raisedBy: staff.name
			})
			.from(flag)
			.leftJoin(
				responseRevision,
				and(eq(responseRevision.agencyId, flag.agencyId), eq(responseRevision.id, flag.revisionId))
			)
			// a flag by judgement has the id of its judgement
			.leftJoin(
				judgement,
				and(eq(judgement.agencyId, flag.agencyId), eq(judgement.id, sql`${flag.id}`))
			)
			.leftJoin(staff, and(eq(staff.agencyId, flag.agencyId), eq(staff.id, judgement.by)))
			.where(
				and(
					eq(flag.agencyId, agencyId),
					eq(flag.caseId, caseId),
					or(eq(flag.concernId, concernId), isNull(flag.concernId))
				)
			)
	);
}
export type FlagRow = Awaited<ReturnType<typeof findFlags>>[number];

/** Flags of the case that support has shared with police by a recorded decision. */
export async function findSharedFlags(
	tx: Transaction,
	{ agencyId, caseId }: InCase
): Promise<Set<FlagId>> {
	const rows = await tx
		.select({ flagIds: share.flagIds })
		.from(share)
		.where(and(eq(share.agencyId, agencyId), eq(share.caseId, caseId), isNotNull(share.filedAt)));
	return new Set(rows.flatMap(({ flagIds }) => flagIds));
}

export function findFlagLanes(tx: Transaction, { agencyId, concernId }: InConcern) {
	return tx
		.select({
			flagId: flagLane.flagId,
			lane: flagLane.lane,
			seeBy: flagLane.seeBy,
			seenAt: flagLane.seenAt,
			severity: flag.severity
		})
		.from(flagLane)
		.innerJoin(flag, and(eq(flag.agencyId, flagLane.agencyId), eq(flag.id, flagLane.flagId)))
		.where(and(eq(flagLane.agencyId, agencyId), eq(flagLane.concernId, concernId)));
}
export type FlagLaneRow = Awaited<ReturnType<typeof findFlagLanes>>[number];

/** Enough for every response of the longest schedule several times over. */
export const MOST_REVISIONS = 60;

/** Assessed revisions of the case, the newest first. An unassessed one is opened by nobody by hand. */
export function findRevisions(tx: Transaction, { agencyId, caseId }: InCase) {
	return tx
		.select({
			revisionId: responseRevision.id,
			responseId: responseRevision.responseId,
			kind: responseRevision.kind,
			questionnaireVersion: responseRevision.questionnaireVersion,
			sealed: responseRevision.sealed,
			savedAt: responseRevision.savedAt,
			oneHand: sql<boolean>`coalesce(${link.oneHand}, false)`,
			talkBy: staff.name
		})
		.from(responseRevision)
		.leftJoin(
			link,
			and(eq(link.agencyId, responseRevision.agencyId), eq(link.id, responseRevision.linkId))
		)
		.leftJoin(
			talk,
			and(eq(talk.agencyId, responseRevision.agencyId), eq(talk.id, responseRevision.talkId))
		)
		.leftJoin(staff, and(eq(staff.agencyId, talk.agencyId), eq(staff.id, talk.staffId)))
		.where(
			and(
				eq(responseRevision.agencyId, agencyId),
				eq(responseRevision.caseId, caseId),
				isNotNull(responseRevision.assessedAt)
			)
		)
		.orderBy(desc(responseRevision.savedAt))
		.limit(MOST_REVISIONS);
}
export type RevisionRow = Awaited<ReturnType<typeof findRevisions>>[number];

export function findEvents(
	tx: Transaction,
	{ agencyId, concernId, lane }: InConcern & { lane: Lane }
) {
	return tx
		.select({
			kind: concernEvent.kind,
			at: concernEvent.at,
			by: staff.name,
			ruleset: concernEvent.rulesetVersion
		})
		.from(concernEvent)
		.leftJoin(
			staff,
			and(eq(staff.agencyId, concernEvent.agencyId), eq(staff.id, concernEvent.staffId))
		)
		.where(
			and(
				eq(concernEvent.agencyId, agencyId),
				eq(concernEvent.concernId, concernId),
				eq(concernEvent.lane, lane)
			)
		)
		.orderBy(desc(concernEvent.at), desc(concernEvent.id));
}

/**
 * The lock that the worker takes while it files: what is pressed while a flag is being written
 * waits, and then sees that flag. The same rows in the same order, and before the audit event.
 */
export async function lockCase(tx: Transaction, { agencyId, caseId }: InCase): Promise<void> {
	await tx
		.select({ id: checkIn.id })
		.from(checkIn)
		.where(and(eq(checkIn.agencyId, agencyId), eq(checkIn.caseId, caseId)))
		.orderBy(asc(checkIn.id))
		.for('no key update');
}

type InLane = InConcern & { lane: Lane };

export async function markFlagsSeen(
	tx: Transaction,
	{ agencyId, concernId, lane }: InLane
): Promise<void> {
	await tx
		.update(flagLane)
		.set({ seenAt: sql`heard_now()` })
		.where(
			and(
				eq(flagLane.agencyId, agencyId),
				eq(flagLane.concernId, concernId),
				eq(flagLane.lane, lane),
				isNull(flagLane.seenAt)
			)
		);
}

/** The limit to see is met; where none is left the lane waits behind those that have one. */
export async function markLaneSeen(
	tx: Transaction,
	{ agencyId, concernId, lane }: InLane
): Promise<void> {
	await tx
		.update(concernLane)
		.set({
			state: sql`case when state = 'new' then 'seen' else state end`,
			seeBy: null,
			nextLimitAt: sql`coalesce(act_by, timestamptz '9999-12-31 00:00:00+00')`
		})
		.where(
			and(
				eq(concernLane.agencyId, agencyId),
				eq(concernLane.concernId, concernId),
				eq(concernLane.lane, lane)
			)
		);
}

export async function addSeenEvent(
	tx: Transaction,
	{ agencyId, concernId, lane, staffId }: InLane & { staffId: StaffId }
): Promise<void> {
	await tx
		.insert(concernEvent)
		.values({ agencyId, id: uuid(), concernId, lane, kind: 'seen', staffId });
}
