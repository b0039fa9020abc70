import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { leadingRoles } from '#lib/domain/access/index.ts';
import type { AgencyId, UnitId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { organisation, staff as staffTable, unit } from '#lib/server/platform/db/schema/index.ts';
import type { Staff } from '../../access/index.ts';

/** Somebody who is there: can sign in, and is not away now. */
export const isOnDuty = sql<boolean>`(${staffTable.disabledAt} is null and not coalesce(
	${staffTable.awayFrom} <= heard_now()
		and (${staffTable.awayUntil} is null or ${staffTable.awayUntil} > heard_now()), false))`;

/** One's own unit, and those one supervises. */
export function findUnits(tx: Transaction, { agencyId, staffId }: Staff) {
	const own = tx
		.select({ id: staffTable.unitId })
		.from(staffTable)
		.where(and(eq(staffTable.agencyId, agencyId), eq(staffTable.id, staffId)));
	return tx
		.select({ id: unit.id, name: unit.name, supervisorId: unit.supervisorId })
		.from(unit)
		.where(
			and(eq(unit.agencyId, agencyId), or(eq(unit.supervisorId, staffId), inArray(unit.id, own)))
		)
		.orderBy(asc(unit.name), unit.id);
}

/** Who may lead a case of these units. */
export async function findOfficers(
	tx: Transaction,
	{ agencyId, unitIds }: { agencyId: AgencyId; unitIds: readonly UnitId[] }
) {
	const found = await tx
		.select({
			id: staffTable.id,
			name: staffTable.name,
			email: staffTable.email,
			unitId: staffTable.unitId,
			isOnDuty
		})
		.from(staffTable)
		.where(
			and(
				eq(staffTable.agencyId, agencyId),
				inArray(staffTable.unitId, [...unitIds]),
				inArray(staffTable.role, [...leadingRoles]),
				isNull(staffTable.disabledAt)
			)
		)
		.orderBy(asc(staffTable.name), staffTable.id);
	return found.flatMap(({ unitId, ...one }) => (unitId ? [{ ...one, unitId }] : []));
}

export function findOrganisations(tx: Transaction, agencyId: AgencyId) {
	return tx
		.select({ id: organisation.id, name: organisation.name, kind: organisation.kind })
		.from(organisation)
		.where(eq(organisation.agencyId, agencyId))
		.orderBy(asc(organisation.name), organisation.id);
}

export function findOtherWorkers(tx: Transaction, agencyId: AgencyId) {
	return tx
		.select({
			id: staffTable.id,
			name: staffTable.name,
			email: staffTable.email,
			role: staffTable.role,
			organisationId: staffTable.organisationId
		})
		.from(staffTable)
		.where(
			and(
				eq(staffTable.agencyId, agencyId),
				inArray(staffTable.role, ['support_worker', 'programme_worker']),
				isNull(staffTable.disabledAt)
			)
		)
		.orderBy(asc(staffTable.name), staffTable.id);
}
