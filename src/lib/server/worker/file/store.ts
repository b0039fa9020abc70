import { and, eq, inArray, isNull, notExists, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { Lane } from '#lib/domain/concern/index.ts';
import type { CasePlace } from '../case/index.ts';
import {
	concernId,
	type AgencyId,
	type OrganisationId,
	type StaffId,
	type ConcernId,
	type FlagId,
	type ResponseId,
	type RevisionId
} from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	concern,
	concernEvent,
	concernLane,
	caseBlock,
	flag,
	flagLane,
	responseRevision,
	staff
} from '#lib/server/platform/db/schema/index.ts';

export async function openConcern(
	tx: Transaction,
	{ agencyId, caseId }: CasePlace
): Promise<ConcernId> {
	const known = await readOpenConcern(tx, { agencyId, caseId });
	if (known) return known;
	// a case without a check-in has no row that `lockCase` could hold: another worker may be opening
	// its first concern, and then this waits for that one and goes on in it
	const id = concernId.parse(uuid());
	await tx.insert(concern).values({ agencyId, id, caseId }).onConflictDoNothing();
	const opened = await readOpenConcern(tx, { agencyId, caseId });
	if (!opened) throw new Error('a concern was closed while it was opened');
	return opened;
}

export async function readOpenConcern(
	tx: Transaction,
	{ agencyId, caseId }: CasePlace
): Promise<ConcernId | null> {
	const [known] = await tx
		.select({ id: concern.id })
		.from(concern)
		.where(
			and(eq(concern.agencyId, agencyId), eq(concern.caseId, caseId), isNull(concern.closedAt))
		)
		.for('update');
	return known?.id ?? null;
}

/** Flags that other revisions of the same response have brought already. */
export function readFlagsOfResponse(
	tx: Transaction,
	{ agencyId, responseId }: { agencyId: AgencyId; responseId: ResponseId }
) {
	return tx
		.select({
			id: flag.id,
			concernId: flag.concernId,
			revisionId: flag.revisionId,
			severity: flag.severity,
			rulesetVersion: flag.rulesetVersion,
			sealed: flag.sealed
		})
		.from(flag)
		.innerJoin(
			responseRevision,
			and(eq(responseRevision.agencyId, flag.agencyId), eq(responseRevision.id, flag.revisionId))
		)
		.where(and(eq(flag.agencyId, agencyId), eq(responseRevision.responseId, responseId)));
}

/** False when the flag without a revision was filed before. */
export async function addFlag(tx: Transaction, row: typeof flag.$inferInsert): Promise<boolean> {
	const added = await tx.insert(flag).values(row).onConflictDoNothing();
	return added.count === 1;
}

export async function raiseFlag(
	tx: Transaction,
	{
		agencyId,
		id,
		...set
	}: {
		agencyId: AgencyId;
		id: FlagId;
		severity: 'critical' | 'high' | 'medium' | 'low' | 'label';
		revisionId: RevisionId;
		sealed: Uint8Array | null;
	}
): Promise<void> {
	await tx
		.update(flag)
		.set(set)
		.where(and(eq(flag.agencyId, agencyId), eq(flag.id, id)));
}

/** A flag enters a lane, or starts again there with tighter limits when it was raised. */
export async function putInLane(tx: Transaction, row: typeof flagLane.$inferInsert): Promise<void> {
	await tx
		.insert(flagLane)
		.values(row)
		.onConflictDoUpdate({
			target: [flagLane.agencyId, flagLane.flagId, flagLane.lane],
			set: {
				// raising starts the tighter limits; it never lengthens a limit that runs
				seeBy: sql`least(flag_lane.see_by, excluded.see_by)`,
				actBy: sql`least(flag_lane.act_by, excluded.act_by)`,
				seenAt: null,
				actedAt: null
			}
		});
}

/** Flags of one lane with their clocks there, for its summary. */
export function readLaneFlags(
	tx: Transaction,
	{ agencyId, concernId: id, lane }: { agencyId: AgencyId; concernId: ConcernId; lane: Lane }
) {
	return tx
		.select({
			id: flag.id,
			concernId: flag.concernId,
			revisionId: flag.revisionId,
			severity: flag.severity,
			rulesetVersion: flag.rulesetVersion,
			sealed: flag.sealed,
			filedAt: flag.filedAt,
			seeBy: flagLane.seeBy,
			actBy: flagLane.actBy,
			seenAt: flagLane.seenAt,
			actedAt: flagLane.actedAt
		})
		.from(flagLane)
		.innerJoin(flag, and(eq(flag.agencyId, flagLane.agencyId), eq(flag.id, flagLane.flagId)))
		.where(
			and(eq(flagLane.agencyId, agencyId), eq(flagLane.concernId, id), eq(flagLane.lane, lane))
		)
		.orderBy(flag.filedAt, flag.id);
}

export async function readLane(
	tx: Transaction,
	{ agencyId, concernId: id, lane }: { agencyId: AgencyId; concernId: ConcernId; lane: Lane }
) {
	const [found] = await tx
		.select()
		.from(concernLane)
		.where(
			and(
				eq(concernLane.agencyId, agencyId),
				eq(concernLane.concernId, id),
				eq(concernLane.lane, lane)
			)
		);
	return found ?? null;
}

export async function writeLane(
	tx: Transaction,
	row: typeof concernLane.$inferInsert
): Promise<void> {
	const { severity, severityRank, state, ownerId, deputyId } = row;
	const { seeBy, actBy, nextLimitAt, headlineBox, technical } = row;
	// where it is filed and since when stays as it was
	const set = {
		severity,
		severityRank,
		state,
		ownerId,
		deputyId,
		seeBy,
		actBy,
		nextLimitAt,
		headlineBox,
		technical
	};
	await tx
		.insert(concernLane)
		.values(row)
		.onConflictDoUpdate({
			target: [concernLane.agencyId, concernLane.concernId, concernLane.lane],
			set
		});
}

export async function addEvent(
	tx: Transaction,
	row: Omit<typeof concernEvent.$inferInsert, 'id'>
): Promise<void> {
	await tx.insert(concernEvent).values({ ...row, id: uuid() });
}

/** Of these people, those who work here and may know of this case. */
export async function whoMayKnow(
	tx: Transaction,
	{ agencyId, caseId }: CasePlace,
	people: readonly StaffId[]
): Promise<StaffId[]> {
	if (people.length === 0) return [];
	const isBlocked = tx
		.select({ one: sql`1` })
		.from(caseBlock)
		.where(
			and(
				eq(caseBlock.agencyId, agencyId),
				eq(caseBlock.caseId, caseId),
				eq(caseBlock.staffId, staff.id),
				isNull(caseBlock.liftedAt)
			)
		);
	const rows = await tx
		.select({ id: staff.id })
		.from(staff)
		.where(
			and(
				eq(staff.agencyId, agencyId),
				inArray(staff.id, [...people]),
				isNull(staff.disabledAt),
				notExists(isBlocked)
			)
		);
	return rows.map(({ id }) => id);
}

/** The support workers of an organisation: a case that none of them has is everybody's. */
export async function supportWorkersOf(
	tx: Transaction,
	{ agencyId, organisationId }: { agencyId: AgencyId; organisationId: OrganisationId }
): Promise<StaffId[]> {
	const rows = await tx
		.select({ id: staff.id })
		.from(staff)
		.where(
			and(
				eq(staff.agencyId, agencyId),
				eq(staff.organisationId, organisationId),
				eq(staff.role, 'support_worker'),
				isNull(staff.disabledAt)
			)
		);
	return rows.map(({ id }) => id);
}
