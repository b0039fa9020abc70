import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AgencyId, CaseId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseEvent,
	caseTable,
	organisation,
	staff as staffTable,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import { ofItsUnit, teamColumns } from '../../access/store.ts';

type InAgency = { agencyId: AgencyId };

/** Supervisors of the agency's units who can sign in. */
export async function findSupervisors(tx: Transaction, agencyId: AgencyId): Promise<StaffId[]> {
	const found = await tx
		.selectDistinct({ id: staffTable.id })
		.from(unit)
		.innerJoin(
			staffTable,
			and(eq(staffTable.agencyId, unit.agencyId), eq(staffTable.id, unit.supervisorId))
		)
		.where(
			and(
				eq(unit.agencyId, agencyId),
				eq(staffTable.role, 'supervisor'),
				isNull(staffTable.disabledAt)
			)
		);
	return found.map(({ id }) => id);
}

const officer = alias(staffTable, 'officer');
const deputy = alias(staffTable, 'deputy');

const side = {
	caseId: caseTable.id,
	reference: caseTable.reference,
	interventionOn: caseTable.interventionOn,
	intervention: caseTable.intervention,
	unit: unit.name,
	officer: officer.name,
	deputy: deputy.name,
	supportOrganisation: organisation.name,
	openedAt: caseTable.openedAt,
	closedAt: caseTable.closedAt,
	team: teamColumns
};

function sides(tx: Transaction) {
	return tx
		.select({
			...side,
			makerId: sql<StaffId | null>`(
				select made.by from ${caseEvent} made
				where made.agency_id = ${caseTable.agencyId} and made.case_id = ${caseTable.id}
					and made.kind in ('created', 'imported') limit 1
			)`
		})
		.from(caseTable)
		.innerJoin(unit, ofItsUnit)
		.innerJoin(
			officer,
			and(eq(officer.agencyId, caseTable.agencyId), eq(officer.id, caseTable.responsibleOfficerId))
		)
		.leftJoin(
			deputy,
			and(eq(deputy.agencyId, caseTable.agencyId), eq(deputy.id, caseTable.deputyOfficerId))
		)
		.leftJoin(
			organisation,
			and(
				eq(organisation.agencyId, caseTable.agencyId),
				eq(organisation.id, caseTable.supportOrganisationId)
			)
		);
}

/** Parked cases that nobody has decided about; a closed one needs no decision. */
export function findParked(tx: Transaction, agencyId: AgencyId) {
	return sides(tx)
		.where(
			and(
				eq(caseTable.agencyId, agencyId),
				isNotNull(caseTable.parkedAt),
				isNull(caseTable.closedAt)
			)
		)
		.orderBy(asc(caseTable.parkedAt), asc(caseTable.id))
		.limit(200);
}
export type SideRow = Awaited<ReturnType<typeof findParked>>[number];

/** The cases that hold these references. */
export function findHolders(
	tx: Transaction,
	{ agencyId, references }: InAgency & { references: readonly string[] }
) {
	return sides(tx).where(
		and(
			eq(caseTable.agencyId, agencyId),
			inArray(caseTable.reference, [...references]),
			isNull(caseTable.parkedAt)
		)
	);
}

/** From here on it is a case like any other, unless its new reference is one that another holds. */
export async function renameCase(
	tx: Transaction,
	{
		agencyId,
		caseId,
		reference,
		isParked
	}: InAgency & { caseId: CaseId; reference: string; isParked: boolean }
): Promise<void> {
	await tx
		.update(caseTable)
		.set({ reference, parkedAt: isParked ? sql`heard_now()` : null })
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)));
}
