import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { AgencyId, CaseId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseTable,
	concern,
	concernEvent,
	concernLane
} from '#lib/server/platform/db/schema/index.ts';

type InCase = { agencyId: AgencyId; caseId: CaseId };

export async function lockTeam(tx: Transaction, { agencyId, caseId }: InCase) {
	const [found] = await tx
		.select({
			reference: caseTable.reference,
			unitId: caseTable.unitId,
			officerId: caseTable.responsibleOfficerId,
			deputyId: caseTable.deputyOfficerId,
			supportOrganisationId: caseTable.supportOrganisationId,
			supportWorkerId: caseTable.supportWorkerId
		})
		.from(caseTable)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)))
		.for('update');
	return found ?? null;
}
export type TeamRow = NonNullable<Awaited<ReturnType<typeof lockTeam>>> & {
	blockedIds: readonly StaffId[];
};

export type NewTeam = { officerId: StaffId; deputyId: StaffId; supportWorkerId: StaffId | null };

export async function changeTeam(
	tx: Transaction,
	{ agencyId, caseId, officerId, deputyId, supportWorkerId }: InCase & NewTeam
): Promise<void> {
	await tx
		.update(caseTable)
		.set({ responsibleOfficerId: officerId, deputyOfficerId: deputyId, supportWorkerId })
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)));
}

/** The open lanes of the case go with it, so that no flag waits for who is not there any more. */
export async function handLanesOver(
	tx: Transaction,
	{
		agencyId,
		caseId,
		officerId,
		deputyId,
		supportWorkerId,
		lanes,
		by
	}: InCase & NewTeam & { lanes: readonly ('police' | 'support')[]; by: StaffId }
): Promise<void> {
	if (lanes.length === 0) return;
	const open = tx
		.select({ id: concern.id })
		.from(concern)
		.where(
			and(eq(concern.agencyId, agencyId), eq(concern.caseId, caseId), isNull(concern.closedAt))
		);
	const changed = await tx
		.update(concernLane)
		.set({
			ownerId: sql`case ${concernLane.lane} when 'police' then ${officerId}::uuid
				else ${supportWorkerId}::uuid end`,
			deputyId: sql`case ${concernLane.lane} when 'police' then ${deputyId}::uuid end`
		})
		.where(
			and(
				eq(concernLane.agencyId, agencyId),
				eq(concernLane.caseId, caseId),
				inArray(concernLane.concernId, open),
				inArray(concernLane.lane, [...lanes]),
				ne(concernLane.state, 'closed')
			)
		)
		.returning({ concernId: concernLane.concernId, lane: concernLane.lane });
	if (changed.length === 0) return;
	await tx.insert(concernEvent).values(
		changed.map(({ concernId, lane }) => ({
			agencyId,
			id: uuid(),
			concernId,
			lane,
			kind: 'reassigned' as const,
			staffId: by
		}))
	);
}
