import {
	and,
	eq,
	inArray,
	isNotNull,
	isNull,
	ne,
	notInArray,
	sql,
	type SQLWrapper
} from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { Lane } from '#lib/domain/concern/index.ts';
import type { AgencyId, CaseId, ConcernId, StaffId, UnitId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseTable,
	concern,
	concernEvent,
	concernLane,
	task
} from '#lib/server/platform/db/schema/index.ts';
import { notBlocked } from '../../access/store.ts';

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

/**
 * The open lanes and tasks of the case go with it, so that nothing waits for who is not there any more.
 */
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
	for (const lane of lanes) {
		const stays = lane === 'police' ? [officerId, deputyId] : [supportWorkerId];
		await tx
			.update(task)
			.set({ ownerId: lane === 'police' ? officerId : supportWorkerId })
			.where(
				and(
					eq(task.agencyId, agencyId),
					eq(task.caseId, caseId),
					eq(task.lane, lane),
					isNull(task.doneAt),
					isNotNull(task.ownerId),
					notInArray(
						task.ownerId,
						stays.flatMap((id) => id ?? [])
					)
				)
			);
	}
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
	await addReassigned(tx, changed, { agencyId, by });
}

async function addReassigned(
	tx: Transaction,
	lanes: { concernId: ConcernId; lane: Lane }[],
	{ agencyId, by }: { agencyId: AgencyId; by: StaffId }
): Promise<void> {
	if (lanes.length === 0) return;
	await tx.insert(concernEvent).values(
		lanes.map(({ concernId, lane }) => ({
			agencyId,
			id: uuid(),
			concernId,
			lane,
			kind: 'reassigned' as const,
			staffId: by
		}))
	);
}

/** From now on no case names this support worker. Returns those that did. */
export async function takeOffCases(
	tx: Transaction,
	{ agencyId, staffId }: { agencyId: AgencyId; staffId: StaffId }
): Promise<CaseId[]> {
	const left = await tx
		.update(caseTable)
		.set({ supportWorkerId: null })
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.supportWorkerId, staffId)))
		.returning({ id: caseTable.id });
	return left.map(({ id }) => id);
}

/** Open lanes and tasks of support that were this person's are nobody's own any more. */
export async function releaseSupport(
	tx: Transaction,
	{ agencyId, staffId, by }: { agencyId: AgencyId; staffId: StaffId; by: StaffId }
): Promise<void> {
	const released = await tx
		.update(concernLane)
		.set({ ownerId: null })
		.where(
			and(
				eq(concernLane.agencyId, agencyId),
				eq(concernLane.lane, 'support'),
				eq(concernLane.ownerId, staffId),
				ne(concernLane.state, 'closed')
			)
		)
		.returning({ concernId: concernLane.concernId, lane: concernLane.lane });
	await addReassigned(tx, released, { agencyId, by });
	await tx
		.update(task)
		.set({ ownerId: null })
		.where(
			and(
				eq(task.agencyId, agencyId),
				eq(task.lane, 'support'),
				eq(task.ownerId, staffId),
				isNull(task.doneAt)
			)
		);
}

/**
 * Open lanes `supervisor` of the unit's cases go to the new one, whoever had them, and the tasks that
 * were the old one's. Nothing goes to who is kept from the case. Whether there was anything.
 */
export async function superviseAnew(
	tx: Transaction,
	{
		agencyId,
		unitId,
		from,
		to,
		by
	}: { agencyId: AgencyId; unitId: UnitId; from: StaffId | null; to: StaffId; by: StaffId }
): Promise<boolean> {
	const ofUnit = tx
		.select({ id: caseTable.id })
		.from(caseTable)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.unitId, unitId)));
	const ownerId = (ofCase: SQLWrapper) =>
		sql`case when ${notBlocked({ agencyId, staffId: to }, ofCase)} then ${to}::uuid end`;
	const lanes = await tx
		.update(concernLane)
		.set({ ownerId: ownerId(concernLane.caseId) })
		.where(
			and(
				eq(concernLane.agencyId, agencyId),
				eq(concernLane.lane, 'supervisor'),
				inArray(concernLane.caseId, ofUnit),
				ne(concernLane.state, 'closed'),
				sql`${concernLane.ownerId} is distinct from ${ownerId(concernLane.caseId)}`
			)
		)
		.returning({
			concernId: concernLane.concernId,
			lane: concernLane.lane,
			ownerId: concernLane.ownerId
		});
	await addReassigned(tx, lanes, { agencyId, by });
	if (from === null) return lanes.some((one) => one.ownerId === to);

	const tasks = await tx
		.update(task)
		.set({ ownerId: ownerId(task.caseId) })
		.where(
			and(
				eq(task.agencyId, agencyId),
				eq(task.lane, 'supervisor'),
				eq(task.ownerId, from),
				inArray(task.caseId, ofUnit),
				isNull(task.doneAt)
			)
		)
		.returning({ ownerId: task.ownerId });
	return [...lanes, ...tasks].some((one) => one.ownerId === to);
}
