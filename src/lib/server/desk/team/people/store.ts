import { and, asc, eq, inArray, isNotNull, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Role } from '#lib/domain/access/index.ts';
import type { AgencyId, OrganisationId, StaffId, UnitId } from '#lib/domain/ids.ts';
import type { StaffStatus, TeamFilter, TeamScope } from '#lib/domain/team/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	concernLane,
	organisation,
	setupLink,
	signIn,
	staff as staffTable,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import type { Staff } from '../../access/index.ts';

type PersonPlace = { agencyId: AgencyId; staffId: StaffId };

const status = sql<StaffStatus>`case
	when ${staffTable.disabledAt} is not null then 'disabled'
	when ${signIn.passwordHash} is null then 'invited'
	when ${staffTable.awayFrom} <= heard_now()
		and (${staffTable.awayUntil} is null or ${staffTable.awayUntil} > heard_now()) then 'away'
	else 'active' end`;

/** Marked as away, now or later, and not back yet. */
const isMarkedAway = sql<boolean>`coalesce(${staffTable.awayFrom} is not null
	and (${staffTable.awayUntil} is null or ${staffTable.awayUntil} > heard_now()), false)`;

const ofItsOrganisation = and(
	eq(organisation.agencyId, staffTable.agencyId),
	eq(organisation.id, staffTable.organisationId)
);
const ofItsUnit = and(eq(unit.agencyId, staffTable.agencyId), eq(unit.id, staffTable.unitId));
const ofItsSignIn = and(
	eq(signIn.agencyId, staffTable.agencyId),
	eq(signIn.staffId, staffTable.id)
);

/** Whose accounts somebody sees who reaches so far: a supervisor those of the units that are theirs. */
function within({ agencyId, staffId }: Staff, scope: TeamScope): SQL | undefined {
	if (scope !== 'unit') return undefined;
	return sql`${staffTable.unitId} in (select own.id from unit own
		where own.agency_id = ${agencyId} and own.supervisor_id = ${staffId})`;
}

/** A part of a name, with nothing in it that LIKE would read as a pattern. */
function hasInName(part: string): SQL | undefined {
	if (part === '') return undefined;
	return sql`${staffTable.name} ilike ${`%${part.replaceAll(/[\\%_]/g, '\\$&')}%`}`;
}

/** People by name. `after`: the id of the last one of the page before; an unknown one begins anew. */
export async function findPeople(
	tx: Transaction,
	staff: Staff,
	{
		scope,
		filter,
		after,
		most
	}: { scope: TeamScope; filter: TeamFilter; after: StaffId | null; most: number }
) {
	const { agencyId } = staff;
	const seen = and(eq(staffTable.agencyId, agencyId), within(staff, scope));
	const [last] = after
		? await tx
				.select({ name: staffTable.name })
				.from(staffTable)
				.where(and(seen, eq(staffTable.id, after)))
		: [];
	const rows = await tx
		.select({
			staffId: staffTable.id,
			name: staffTable.name,
			role: staffTable.role,
			organisation: organisation.name,
			unit: unit.name,
			status
		})
		.from(staffTable)
		.innerJoin(organisation, ofItsOrganisation)
		.leftJoin(unit, ofItsUnit)
		.leftJoin(signIn, ofItsSignIn)
		.where(
			and(
				seen,
				hasInName(filter.name),
				filter.role === null ? undefined : eq(staffTable.role, filter.role),
				filter.status === null
					? isNull(staffTable.disabledAt)
					: sql`(${status}) = ${filter.status}`,
				last && sql`(lower(${staffTable.name}), ${staffTable.id}) > (lower(${last.name}), ${after})`
			)
		)
		.orderBy(sql`lower(${staffTable.name})`, asc(staffTable.id))
		.limit(most);
	return { rows, isFirstPage: last === undefined };
}

/** Names of the units whose roster this supervisor keeps. */
export async function findOwnUnits(
	tx: Transaction,
	{ agencyId, staffId }: PersonPlace
): Promise<string[]> {
	const rows = await tx
		.select({ name: unit.name })
		.from(unit)
		.where(and(eq(unit.agencyId, agencyId), eq(unit.supervisorId, staffId)))
		.orderBy(asc(unit.name));
	return rows.map(({ name }) => name);
}

export async function findPerson(
	tx: Transaction,
	staff: Staff,
	{ scope, id }: { scope: TeamScope; id: StaffId }
) {
	const [found] = await tx
		.select({
			staffId: staffTable.id,
			name: staffTable.name,
			email: staffTable.email,
			role: staffTable.role,
			organisationId: staffTable.organisationId,
			organisation: organisation.name,
			unitId: staffTable.unitId,
			unit: unit.name,
			languages: staffTable.languages,
			status,
			isMarkedAway,
			awayFrom: staffTable.awayFrom,
			awayUntil: staffTable.awayUntil
		})
		.from(staffTable)
		.innerJoin(organisation, ofItsOrganisation)
		.leftJoin(unit, ofItsUnit)
		.leftJoin(signIn, ofItsSignIn)
		.where(
			and(eq(staffTable.agencyId, staff.agencyId), eq(staffTable.id, id), within(staff, scope))
		);
	return found ?? null;
}
export type PersonRow = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

/**
 * Holds this person and every admin until COMMIT, always in the same order: two admins who disable
 * each other at once must not both succeed, and nothing is assigned to who is just leaving.
 */
export async function lockPeople(
	tx: Transaction,
	{ agencyId, staffId }: PersonPlace
): Promise<void> {
	await tx
		.select({ id: staffTable.id })
		.from(staffTable)
		.where(
			and(
				eq(staffTable.agencyId, agencyId),
				or(eq(staffTable.id, staffId), eq(staffTable.role, 'admin'))
			)
		)
		.orderBy(asc(staffTable.id))
		.for('update');
}

/** Whether somebody else could still do what this admin does. */
export async function hasOtherAdmin(
	tx: Transaction,
	{ agencyId, staffId }: PersonPlace
): Promise<boolean> {
	const [other] = await tx
		.select({ id: staffTable.id })
		.from(staffTable)
		.innerJoin(signIn, ofItsSignIn)
		.where(
			and(
				eq(staffTable.agencyId, agencyId),
				eq(staffTable.role, 'admin'),
				ne(staffTable.id, staffId),
				isNull(staffTable.disabledAt),
				isNotNull(signIn.passwordHash)
			)
		)
		.limit(1);
	return other !== undefined;
}

/** Open lanes, high or critical, that this person owns. */
export async function countOwnedLanes(
	tx: Transaction,
	{ agencyId, staffId }: PersonPlace
): Promise<number> {
	const [row] = await tx
		.select({ count: sql<number>`count(*)::int` })
		.from(concernLane)
		.where(
			and(
				eq(concernLane.agencyId, agencyId),
				eq(concernLane.ownerId, staffId),
				ne(concernLane.state, 'closed'),
				inArray(concernLane.severity, ['high', 'critical'])
			)
		);
	return row?.count ?? 0;
}

/** Names of the organisations that this person leads. */
export async function findLed(
	tx: Transaction,
	{ agencyId, staffId }: PersonPlace
): Promise<string[]> {
	const rows = await tx
		.select({ name: organisation.name })
		.from(organisation)
		.where(and(eq(organisation.agencyId, agencyId), eq(organisation.leadId, staffId)))
		.orderBy(asc(organisation.name));
	return rows.map(({ name }) => name);
}

export async function findKind(
	tx: Transaction,
	{ agencyId, id }: { agencyId: AgencyId; id: OrganisationId }
) {
	const [found] = await tx
		.select({ kind: organisation.kind })
		.from(organisation)
		.where(and(eq(organisation.agencyId, agencyId), eq(organisation.id, id)));
	return found?.kind ?? null;
}

export async function findOrganisationOf(
	tx: Transaction,
	{ agencyId, unitId }: { agencyId: AgencyId; unitId: UnitId | null }
): Promise<OrganisationId | null> {
	if (unitId === null) return null;
	const [found] = await tx
		.select({ organisationId: unit.organisationId })
		.from(unit)
		.where(and(eq(unit.agencyId, agencyId), eq(unit.id, unitId)));
	return found?.organisationId ?? null;
}

/** Every organisation and unit, for the fields of a form. */
export async function findPlaces(tx: Transaction, agencyId: AgencyId) {
	const organisations = await tx
		.select({ id: organisation.id, name: organisation.name, kind: organisation.kind })
		.from(organisation)
		.where(eq(organisation.agencyId, agencyId))
		.orderBy(asc(organisation.name), asc(organisation.id));
	const units = await tx
		.select({ id: unit.id, name: unit.name, organisation: organisation.name })
		.from(unit)
		.innerJoin(
			organisation,
			and(eq(organisation.agencyId, unit.agencyId), eq(organisation.id, unit.organisationId))
		)
		.where(eq(unit.agencyId, agencyId))
		.orderBy(asc(organisation.name), asc(unit.name), asc(unit.id));
	return { organisations, units };
}

export async function hasPerson(
	tx: Transaction,
	{ agencyId, staffId }: PersonPlace
): Promise<boolean> {
	const [found] = await tx
		.select({ id: staffTable.id })
		.from(staffTable)
		.where(and(eq(staffTable.agencyId, agencyId), eq(staffTable.id, staffId)));
	return found !== undefined;
}

export async function addInvited(
	tx: Transaction,
	row: typeof staffTable.$inferInsert
): Promise<void> {
	await tx.insert(staffTable).values(row);
}

/** Nobody signs in by it before a password is set. False when the address signs in somebody already. */
export async function addSignIn(
	tx: Transaction,
	row: PersonPlace & { emailHash: Uint8Array }
): Promise<boolean> {
	const added = await tx
		.insert(signIn)
		.values({ ...row, passwordHash: null })
		.onConflictDoNothing();
	return added.count === 1;
}

type Changes = {
	role?: Role;
	organisationId?: OrganisationId;
	unitId?: UnitId | null;
	awayFrom?: Date | null;
	awayUntil?: Date | null;
};

export async function change(
	tx: Transaction,
	{ agencyId, staffId }: PersonPlace,
	to: Changes
): Promise<void> {
	await tx
		.update(staffTable)
		.set(to)
		.where(and(eq(staffTable.agencyId, agencyId), eq(staffTable.id, staffId)));
}

export async function setDisabled(
	tx: Transaction,
	{ agencyId, staffId }: PersonPlace
): Promise<void> {
	await tx
		.update(staffTable)
		.set({ disabledAt: sql`heard_now()` })
		.where(and(eq(staffTable.agencyId, agencyId), eq(staffTable.id, staffId)));
}

export async function setEnabled(
	tx: Transaction,
	{ agencyId, staffId }: PersonPlace
): Promise<void> {
	await tx
		.update(staffTable)
		.set({ disabledAt: null })
		.where(and(eq(staffTable.agencyId, agencyId), eq(staffTable.id, staffId)));
}

/** Set-up links that were not used lead nowhere any more. */
export async function endSetupLinks(
	tx: Transaction,
	{ agencyId, staffId }: PersonPlace
): Promise<void> {
	await tx
		.update(setupLink)
		.set({ expiresAt: sql`least(${setupLink.expiresAt}, heard_now())` })
		.where(
			and(
				eq(setupLink.agencyId, agencyId),
				eq(setupLink.staffId, staffId),
				isNull(setupLink.usedAt)
			)
		);
}
