import { aliasedTable, and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { AgencyId, OrganisationId, StaffId, UnitId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { organisation, staff, unit } from '#lib/server/platform/db/schema/index.ts';

type InAgency = { agencyId: AgencyId };
type OrganisationPlace = InAgency & { id: OrganisationId };
type UnitPlace = InAgency & { id: UnitId };

const lead = aliasedTable(staff, 'lead');
const supervisor = aliasedTable(staff, 'supervisor');

/** `id`: that one alone. With the number of people who are not disabled. */
export function findOrganisations(
	tx: Transaction,
	{ agencyId, id }: InAgency & { id: OrganisationId | null }
) {
	return tx
		.select({
			id: organisation.id,
			name: organisation.name,
			kind: organisation.kind,
			confidential: organisation.confidential,
			leadId: organisation.leadId,
			lead: lead.name,
			people: sql<number>`(select count(*)::int from staff one
				where one.agency_id = ${organisation.agencyId} and one.organisation_id = ${organisation.id}
					and one.disabled_at is null)`
		})
		.from(organisation)
		.leftJoin(lead, and(eq(lead.agencyId, organisation.agencyId), eq(lead.id, organisation.leadId)))
		.where(
			and(eq(organisation.agencyId, agencyId), id === null ? undefined : eq(organisation.id, id))
		)
		.orderBy(asc(organisation.name), asc(organisation.id));
}

/** `of`: those of one organisation. */
export function findUnits(
	tx: Transaction,
	{ agencyId, of }: InAgency & { of: OrganisationId | null }
) {
	return tx
		.select({
			id: unit.id,
			organisationId: unit.organisationId,
			name: unit.name,
			supervisor: supervisor.name,
			people: sql<number>`(select count(*)::int from staff one
				where one.agency_id = ${unit.agencyId} and one.unit_id = ${unit.id}
					and one.disabled_at is null)`
		})
		.from(unit)
		.leftJoin(
			supervisor,
			and(eq(supervisor.agencyId, unit.agencyId), eq(supervisor.id, unit.supervisorId))
		)
		.where(and(eq(unit.agencyId, agencyId), of === null ? undefined : eq(unit.organisationId, of)))
		.orderBy(asc(unit.name), asc(unit.id));
}

export async function findUnit(tx: Transaction, { agencyId, id }: UnitPlace) {
	const [found] = await tx
		.select({
			id: unit.id,
			name: unit.name,
			supervisorId: unit.supervisorId,
			supervisor: supervisor.name,
			organisation: { id: organisation.id, name: organisation.name }
		})
		.from(unit)
		.innerJoin(
			organisation,
			and(eq(organisation.agencyId, unit.agencyId), eq(organisation.id, unit.organisationId))
		)
		.leftJoin(
			supervisor,
			and(eq(supervisor.agencyId, unit.agencyId), eq(supervisor.id, unit.supervisorId))
		)
		.where(and(eq(unit.agencyId, agencyId), eq(unit.id, id)));
	return found ?? null;
}

type Sought = InAgency & { organisationId: OrganisationId; role: 'supervisor' | 'support_worker' };

/** People of an organisation with this role, who are not disabled. */
export function findPeopleOf(tx: Transaction, { agencyId, organisationId, role }: Sought) {
	return tx
		.select({ id: staff.id, name: staff.name })
		.from(staff)
		.where(
			and(
				eq(staff.agencyId, agencyId),
				eq(staff.organisationId, organisationId),
				eq(staff.role, role),
				isNull(staff.disabledAt)
			)
		)
		.orderBy(asc(staff.name), asc(staff.id));
}

/** The same, held until COMMIT: nobody leaves while they are given something to answer for. */
export function lockPeopleOf(tx: Transaction, sought: Sought) {
	return findPeopleOf(tx, sought).for('share');
}

/** False when this id is there already: the form was sent twice. */
export async function addOrganisation(
	tx: Transaction,
	row: typeof organisation.$inferInsert
): Promise<boolean> {
	const added = await tx.insert(organisation).values(row).onConflictDoNothing();
	return added.count === 1;
}

export async function addUnit(tx: Transaction, row: typeof unit.$inferInsert): Promise<boolean> {
	const added = await tx.insert(unit).values(row).onConflictDoNothing();
	return added.count === 1;
}

export async function changeOrganisation(
	tx: Transaction,
	{ agencyId, id }: OrganisationPlace,
	to: { name: string; confidential: boolean; leadId: StaffId | null }
): Promise<void> {
	await tx
		.update(organisation)
		.set(to)
		.where(and(eq(organisation.agencyId, agencyId), eq(organisation.id, id)));
}

export async function changeUnit(
	tx: Transaction,
	{ agencyId, id }: UnitPlace,
	to: { name: string; supervisorId: StaffId | null }
): Promise<void> {
	await tx
		.update(unit)
		.set(to)
		.where(and(eq(unit.agencyId, agencyId), eq(unit.id, id)));
}
