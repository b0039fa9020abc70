import { and, eq, inArray, sql } from 'drizzle-orm';
import type { AgencyId, CaseId, OrganisationId, StaffId } from '#lib/domain/ids.ts';
import type { CaseOrder } from '#lib/domain/case-facts.ts';
import type { Intervention } from '#lib/domain/case/index.ts';
import type { PlannedRound } from '#lib/domain/schedule/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { caseTable, checkIn, order, programme } from '#lib/server/platform/db/schema/index.ts';

type InCase = { agencyId: AgencyId; caseId: CaseId };

export async function lockForEdit(tx: Transaction, { agencyId, caseId }: InCase) {
	const [found] = await tx
		.select({
			reference: caseTable.reference,
			interventionOn: caseTable.interventionOn,
			intervention: caseTable.intervention,
			officerId: caseTable.responsibleOfficerId,
			deputyId: caseTable.deputyOfficerId,
			supportOrganisationId: caseTable.supportOrganisationId,
			supportWorkerId: caseTable.supportWorkerId,
			closedAt: caseTable.closedAt
		})
		.from(caseTable)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)))
		.for('update');
	return found ?? null;
}
export type LockedRow = NonNullable<Awaited<ReturnType<typeof lockForEdit>>>;

export async function changeCase(
	tx: Transaction,
	{
		agencyId,
		caseId,
		...changed
	}: InCase & {
		interventionOn: string;
		intervention: Intervention;
		supportOrganisationId: OrganisationId | null;
		supportWorkerId: StaffId | null;
	}
): Promise<void> {
	await tx
		.update(caseTable)
		.set(changed)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)));
}

export async function changeOrder(
	tx: Transaction,
	{ agencyId, caseId, id, ...changed }: InCase & CaseOrder
): Promise<void> {
	await tx
		.update(order)
		.set(changed)
		.where(and(eq(order.agencyId, agencyId), eq(order.caseId, caseId), eq(order.id, id)));
}

/** Locked: its provider changes it without the case. */
export async function findWholeProgramme(tx: Transaction, { agencyId, caseId }: InCase) {
	const [found] = await tx
		.select({
			organisationId: programme.organisationId,
			workerId: programme.workerId,
			status: programme.status,
			reference: programme.reference,
			orderedByCourt: programme.orderedByCourt,
			referredOn: programme.referredOn
		})
		.from(programme)
		.where(and(eq(programme.agencyId, agencyId), eq(programme.caseId, caseId)))
		.for('update');
	return found ?? null;
}
export type ProgrammeRow = NonNullable<Awaited<ReturnType<typeof findWholeProgramme>>>;

/** The status keeps its time unless it is another one. */
export async function changeProgramme(
	tx: Transaction,
	{ agencyId, caseId, ...changed }: InCase & ProgrammeRow
): Promise<void> {
	await tx
		.update(programme)
		.set({
			...changed,
			statusAt: sql`case when ${programme.status} = ${changed.status}
				then ${programme.statusAt} else heard_now() end`
		})
		.where(and(eq(programme.agencyId, agencyId), eq(programme.caseId, caseId)));
}

export function findPlanned(tx: Transaction, { agencyId, caseId }: InCase) {
	return tx
		.select({ id: checkIn.id, point: checkIn.point, state: checkIn.state })
		.from(checkIn)
		.where(
			and(
				eq(checkIn.agencyId, agencyId),
				eq(checkIn.caseId, caseId),
				inArray(checkIn.point, ['T3', 'T14', 'T30', 'T90', 'T182', 'T365'])
			)
		);
}

/** A round that nobody was asked in yet moves with the day that it counts from. */
export async function moveRound(
	tx: Transaction,
	{ agencyId, caseId, point, dueAt }: InCase & PlannedRound
): Promise<void> {
	await tx
		.update(checkIn)
		.set({ dueAt, state: 'planned' })
		.where(
			and(
				eq(checkIn.agencyId, agencyId),
				eq(checkIn.caseId, caseId),
				eq(checkIn.point, point),
				inArray(checkIn.state, ['planned', 'cancelled'])
			)
		);
}

export async function cancelRound(
	tx: Transaction,
	{ agencyId, caseId, point }: InCase & Pick<PlannedRound, 'point'>
): Promise<void> {
	await tx
		.update(checkIn)
		.set({ state: 'cancelled' })
		.where(
			and(
				eq(checkIn.agencyId, agencyId),
				eq(checkIn.caseId, caseId),
				eq(checkIn.point, point),
				eq(checkIn.state, 'planned')
			)
		);
}
