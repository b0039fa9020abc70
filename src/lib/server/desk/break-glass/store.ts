import { and, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { v7 as uuid } from 'uuid';
import type { GlassOutcome, Leader } from '#lib/domain/access/index.ts';
import type {
	AgencyId,
	BreakGlassId,
	CaseId,
	NoteId,
	OrganisationId,
	StaffId,
	UnitId
} from '#lib/domain/ids.ts';
import type { Runner, Transaction } from '#lib/server/platform/db/client.ts';
import {
	breakGlass,
	caseEvent,
	caseTable,
	staff,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import { notBlocked, ofItsUnit, teamColumns } from '../access/store.ts';

type InAgency = { agencyId: AgencyId };
type InCase = InAgency & { caseId: CaseId };
type OfStaff = InAgency & { staffId: StaffId };

/** Counts one try and returns how many there were within an hour of the first. */
export async function countTry(db: Runner, key: Uint8Array): Promise<number> {
	const [row] = await db.execute<{ count: number }>(sql`
		insert into sign_in_throttle (key, count, expires_at)
		values (${key}, 1, heard_now() + interval '1 hour')
		on conflict (key) do update set
			count = case when sign_in_throttle.expires_at <= heard_now()
				then 1 else sign_in_throttle.count + 1 end,
			expires_at = case when sign_in_throttle.expires_at <= heard_now()
				then excluded.expires_at else sign_in_throttle.expires_at end
		returning count`);
	if (!row) throw new Error('the try was not counted');
	return row.count;
}

/** A case that was opened costs nothing: only misses count. */
export async function giveBack(tx: Transaction, key: Uint8Array): Promise<void> {
	await tx.execute(
		sql`update sign_in_throttle set count = greatest(count - 1, 0) where key = ${key}`
	);
}

const isAwayNow = sql<boolean>`coalesce(${staff.awayFrom} <= heard_now()
	and (${staff.awayUntil} is null or ${staff.awayUntil} > heard_now()), false)`;

export async function findOpener(tx: Transaction, { agencyId, staffId }: OfStaff) {
	const [found] = await tx
		.select({ unitId: staff.unitId, isAway: isAwayNow })
		.from(staff)
		.where(and(eq(staff.agencyId, agencyId), eq(staff.id, staffId), isNull(staff.disabledAt)));
	return found ?? null;
}

/** The cases with exactly this reference; more than one where somebody made it twice (parked). */
export function findByReference(
	tx: Transaction,
	{ agencyId, reference }: InAgency & { reference: string }
) {
	return tx
		.select({
			caseId: caseTable.id,
			unitId: caseTable.unitId,
			isParked: isNotNull(caseTable.parkedAt).mapWith(Boolean),
			team: teamColumns
		})
		.from(caseTable)
		.innerJoin(unit, ofItsUnit)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.reference, reference)))
		.orderBy(caseTable.id);
}
export type FoundCase = Awaited<ReturnType<typeof findByReference>>[number];

/** False when a row with this id is there already. */
export async function addOpening(
	tx: Transaction,
	row: Omit<typeof breakGlass.$inferInsert, 'until'>
): Promise<boolean> {
	const added = await tx
		.insert(breakGlass)
		.values({ ...row, until: sql`heard_now() + interval '60 minutes'` })
		.onConflictDoNothing();
	return added.count === 1;
}

export async function addCaseEvent(
	tx: Transaction,
	row: InCase & { by: StaffId; noteId: NoteId }
): Promise<void> {
	await tx.insert(caseEvent).values({ ...row, id: uuid(), kind: 'break_glass' });
}

/** What this person has open now, the latest end last. */
export function findOpenings(tx: Transaction, who: OfStaff) {
	const { agencyId, staffId } = who;
	return tx
		.select({
			caseId: breakGlass.caseId,
			reference: caseTable.reference,
			until: sql<Date>`max(${breakGlass.until})`.mapWith(breakGlass.until)
		})
		.from(breakGlass)
		.innerJoin(
			caseTable,
			and(eq(caseTable.agencyId, breakGlass.agencyId), eq(caseTable.id, breakGlass.caseId))
		)
		.where(
			and(
				eq(breakGlass.agencyId, agencyId),
				eq(breakGlass.staffId, staffId),
				sql`${breakGlass.until} > heard_now()`,
				notBlocked(who, breakGlass.caseId)
			)
		)
		.groupBy(breakGlass.caseId, caseTable.reference)
		.orderBy(sql`max(${breakGlass.until})`);
}

/** Those of support who work a case: the named one, or all of an organisation that named nobody. */
export async function findSupport(
	tx: Transaction,
	{
		agencyId,
		supportWorkerId,
		supportOrganisationId
	}: InAgency & { supportWorkerId: StaffId | null; supportOrganisationId: OrganisationId | null }
): Promise<StaffId[]> {
	if (supportWorkerId) return [supportWorkerId];
	if (!supportOrganisationId) return [];
	const rows = await tx
		.select({ id: staff.id })
		.from(staff)
		.where(
			and(
				eq(staff.agencyId, agencyId),
				eq(staff.organisationId, supportOrganisationId),
				eq(staff.role, 'support_worker'),
				isNull(staff.disabledAt)
			)
		);
	return rows.map(({ id }) => id);
}

/** The supervisors of the agency with the units that they lead. */
export async function findLeaders(tx: Transaction, agencyId: AgencyId): Promise<Leader[]> {
	return tx
		.select({
			staffId: staff.id,
			leads: sql<UnitId[]>`array_agg(${unit.id})`,
			isAway: isAwayNow
		})
		.from(staff)
		.innerJoin(unit, and(eq(unit.agencyId, staff.agencyId), eq(unit.supervisorId, staff.id)))
		.where(
			and(eq(staff.agencyId, agencyId), eq(staff.role, 'supervisor'), isNull(staff.disabledAt))
		)
		.groupBy(staff.agencyId, staff.id, staff.awayFrom, staff.awayUntil);
}

const opener = alias(staff, 'opener');
const reviewer = alias(staff, 'reviewer');

const openingColumns = {
	id: breakGlass.id,
	caseId: breakGlass.caseId,
	reference: caseTable.reference,
	unitId: caseTable.unitId,
	team: teamColumns,
	opener: { id: opener.id, name: opener.name, role: opener.role, unitId: opener.unitId },
	openedAt: breakGlass.openedAt,
	until: breakGlass.until,
	purpose: breakGlass.purpose,
	noteId: breakGlass.noteId,
	reviewedBy: reviewer.name,
	reviewedAt: breakGlass.reviewedAt,
	outcome: breakGlass.outcome
};

function openings(tx: Transaction) {
	return tx
		.select(openingColumns)
		.from(breakGlass)
		.innerJoin(
			caseTable,
			and(eq(caseTable.agencyId, breakGlass.agencyId), eq(caseTable.id, breakGlass.caseId))
		)
		.innerJoin(unit, ofItsUnit)
		.innerJoin(
			opener,
			and(eq(opener.agencyId, breakGlass.agencyId), eq(opener.id, breakGlass.staffId))
		)
		.leftJoin(
			reviewer,
			and(eq(reviewer.agencyId, breakGlass.agencyId), eq(reviewer.id, breakGlass.reviewedBy))
		);
}

/** What waits for its review, the oldest first, and what was reviewed in the last 30 days. */
export function findReviews(tx: Transaction, agencyId: AgencyId, most: number) {
	return openings(tx)
		.where(
			and(
				eq(breakGlass.agencyId, agencyId),
				or(
					isNull(breakGlass.reviewedAt),
					sql`${breakGlass.reviewedAt} > heard_now() - interval '30 days'`
				)
			)
		)
		.orderBy(sql`${breakGlass.reviewedAt} is not null`, breakGlass.openedAt, breakGlass.id)
		.limit(most);
}
export type OpeningRow = Awaited<ReturnType<typeof findReviews>>[number];

export async function findOpening(
	tx: Transaction,
	{ agencyId, id }: InAgency & { id: BreakGlassId }
): Promise<OpeningRow | null> {
	const [found] = await openings(tx)
		.where(and(eq(breakGlass.agencyId, agencyId), eq(breakGlass.id, id)))
		.limit(1);
	return found ?? null;
}

/** Still open, and of this person and case. */
export async function isOpen(
	tx: Transaction,
	{ agencyId, caseId, staffId }: InCase & OfStaff
): Promise<boolean> {
	const found = await tx
		.select({ id: breakGlass.id })
		.from(breakGlass)
		.where(
			and(
				eq(breakGlass.agencyId, agencyId),
				eq(breakGlass.caseId, caseId),
				eq(breakGlass.staffId, staffId),
				sql`${breakGlass.until} > heard_now()`
			)
		)
		.orderBy(desc(breakGlass.until))
		.limit(1);
	return found.length > 0;
}

/** False when somebody else was quicker: one review for each opening. */
export async function markReviewed(
	tx: Transaction,
	{
		agencyId,
		id,
		by,
		outcome,
		noteId
	}: InAgency & { id: BreakGlassId; by: StaffId; outcome: GlassOutcome; noteId: NoteId }
): Promise<boolean> {
	const marked = await tx
		.update(breakGlass)
		.set({ reviewedBy: by, reviewedAt: sql`heard_now()`, outcome, reviewNoteId: noteId })
		.where(
			and(eq(breakGlass.agencyId, agencyId), eq(breakGlass.id, id), isNull(breakGlass.reviewedAt))
		);
	return marked.count === 1;
}
