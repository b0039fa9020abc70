import { and, eq, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { CaseTeam } from '#lib/domain/access/index.ts';
import type { Lane } from '#lib/domain/concern/index.ts';
import type { AgencyId, CaseId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { caseTable, unit } from '#lib/server/platform/db/schema/index.ts';
import type { Staff } from './staff.ts';

/** The columns of `relationTo`, for a query that joins `case` and its unit. */
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
	)`
};

export const ofItsUnit = and(eq(unit.agencyId, caseTable.agencyId), eq(unit.id, caseTable.unitId));

export async function findTeam(
	tx: Transaction,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
): Promise<CaseTeam | null> {
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
	const isBlocked = sql`exists (
		select 1 from case_block block
		where block.agency_id = ${caseTable.agencyId} and block.case_id = ${caseTable.id}
			and block.staff_id = ${staff.staffId} and block.lifted_at is null
	)`;
	return sql`(${worksInByRole(staff, lane)} and not ${isBlocked})`;
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
