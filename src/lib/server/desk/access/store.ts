import { and, desc, eq, isNull, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { ReadTeam } from '#lib/domain/access/index.ts';
import type { Lane } from '#lib/domain/concern/index.ts';
import type { AgencyId, CaseId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { breakGlass, caseTable, session, unit } from '#lib/server/platform/db/schema/index.ts';
import type { Staff } from './staff.ts';

/** The columns of `relationTo` and `readsAs`, for a query that joins `case` and its unit. */
export const teamColumns = {
	responsibleOfficerId: caseTable.responsibleOfficerId,
	deputyOfficerId: caseTable.deputyOfficerId,
	supervisorId: unit.supervisorId,
	supportOrganisationId: caseTable.supportOrganisationId,
	supportWorkerId: caseTable.supportWorkerId,
	blockedIds: sql<StaffId[]>`array(
		select block.staff_id from case_block block
		where block.agency_id = ${caseTable.agencyId} and block.case_id = ${caseTable.id}
			and block.lifted_at is null
	)`,
	glassIds: sql<StaffId[]>`array(
		select glass.staff_id from break_glass glass
		where glass.agency_id = ${caseTable.agencyId} and glass.case_id = ${caseTable.id}
			and glass.until > heard_now()
	)`
};

export const ofItsUnit = and(eq(unit.agencyId, caseTable.agencyId), eq(unit.id, caseTable.unitId));

export async function findTeam(
	tx: Transaction,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
): Promise<ReadTeam | null> {
	const [found] = await tx
		.select(teamColumns)
		.from(caseTable)
		.innerJoin(unit, ofItsUnit)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)));
	return found ?? null;
}

const nobody = sql`false`;

/**
 * `relationTo` as a condition, for lists: the cases in which this person works the lane, or any lane.
 * For a query that joins `case` and its unit. A test holds the two against each other.
 */
export function worksIn(staff: Staff, lane: Lane | 'any'): SQL {
	return sql`(${worksInByRole(staff, lane)} and ${notBlocked(staff, caseTable.id)})`;
}

/**
 * For every list that is not asked by `worksIn`, such as lanes that name a person: what names
 * somebody must not show them a case from which they were blocked later. The few cases of one person
 * are read once for the whole list, so that an index keeps its order.
 */
export function notBlocked(
	{ agencyId, staffId }: Pick<Staff, 'agencyId' | 'staffId'>,
	caseId: SQLWrapper
): SQL {
	return sql`${caseId} <> all (array(
		select block.case_id from case_block block
		where block.agency_id = ${agencyId} and block.staff_id = ${staffId}
			and block.lifted_at is null
	))`;
}

function worksInByRole(staff: Staff, lane: Lane | 'any'): SQL {
	const isOfficer = or(
		eq(caseTable.responsibleOfficerId, staff.staffId),
		eq(caseTable.deputyOfficerId, staff.staffId)
	);
	const isSupervisor = eq(unit.supervisorId, staff.staffId);
	const isSupport = or(
		eq(caseTable.supportWorkerId, staff.staffId),
		and(
			isNull(caseTable.supportWorkerId),
			eq(caseTable.supportOrganisationId, staff.organisationId)
		)
	);

	switch (staff.role) {
		case 'officer':
			return (lane === 'police' || lane === 'any' ? isOfficer : null) ?? nobody;
		case 'supervisor':
			if (lane === 'police' || lane === 'any') return or(isOfficer, isSupervisor) ?? nobody;
			// who leads a case is its officer, and does not supervise it
			return lane === 'supervisor' ? sql`(${isSupervisor} and (${isOfficer}) is not true)` : nobody;
		case 'support_worker':
			return (lane === 'support' || lane === 'any' ? isSupport : null) ?? nobody;
		default:
			return nobody;
	}
}

/** The team of a case, and what a page calls the case by. */
export async function findNamedTeam(
	tx: Transaction,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
) {
	const [found] = await tx
		.select({ reference: caseTable.reference, team: teamColumns })
		.from(caseTable)
		.innerJoin(unit, ofItsUnit)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)));
	return found ?? null;
}

/** A second factor was shown in this session within five minutes (threats.md 6). The database judges. */
export async function hasSteppedUp(
	tx: Transaction,
	{ agencyId, staffId, session: handle }: Pick<Staff, 'agencyId' | 'staffId'> & { session: string }
): Promise<boolean> {
	const found = await tx
		.select({ handle: session.handle })
		.from(session)
		.where(
			and(
				eq(session.agencyId, agencyId),
				eq(session.staffId, staffId),
				eq(session.handle, handle),
				sql`${session.steppedUpAt} > heard_now() - interval '5 minutes'`
			)
		);
	return found.length > 0;
}

/** Until when this person has the case open by break-glass; null when they have not. */
export async function findGlass(
	tx: Transaction,
	{ agencyId, staffId }: Pick<Staff, 'agencyId' | 'staffId'>,
	caseId: CaseId
): Promise<Date | null> {
	const [found] = await tx
		.select({ until: breakGlass.until })
		.from(breakGlass)
		.where(
			and(
				eq(breakGlass.agencyId, agencyId),
				eq(breakGlass.staffId, staffId),
				eq(breakGlass.caseId, caseId),
				sql`${breakGlass.until} > heard_now()`
			)
		)
		.orderBy(desc(breakGlass.until))
		.limit(1);
	return found?.until ?? null;
}
