import { and, asc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { AgencyId, CaseId, ShareId, StaffId, TaskId } from '#lib/domain/ids.ts';
import type { TaskLane } from '#lib/domain/work/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseTable,
	share,
	staff as staffTable,
	task,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import { notBlocked, ofItsUnit, teamColumns, worksIn } from '../access/store.ts';
import type { Staff } from '../access/index.ts';
import { waitsForSignatureOf } from '../shares/store.ts';

/** False when the same cause has made a task before. */
export async function addTask(
	tx: Transaction,
	row: Omit<typeof task.$inferInsert, 'madeAt'>
): Promise<boolean> {
	const added = await tx
		.insert(task)
		.values({ ...row, madeAt: sql`heard_now()` })
		.onConflictDoNothing();
	return added.count === 1;
}

const ofItsCase = and(eq(caseTable.agencyId, task.agencyId), eq(caseTable.id, task.caseId));
const isTheirs = (staff: Staff, lane: TaskLane) =>
	and(
		eq(task.agencyId, staff.agencyId),
		eq(task.lane, lane),
		lane === 'supervisor' ? isForSupervisor(staff) : worksIn(staff, lane)
	);

/**
 * Of supervisors, one who is named need not lead the unit of the case: an opening is judged by
 * somebody of another one, and then the unit's own has nothing to do with it.
 */
const isForSupervisor = (staff: Staff) =>
	or(
		and(isNull(task.ownerId), worksIn(staff, 'supervisor')),
		and(eq(task.ownerId, staff.staffId), notBlocked(staff, task.caseId))
	);
const isOpen = sql`${task.doneAt} is null`;

/** What is to be done in a lane of the cases in which this person works it, due first. Still boxed. */
export function findOpen(
	tx: Transaction,
	staff: Staff,
	{ lane, most }: { lane: TaskLane; most: number }
) {
	return tx
		.select({
			id: task.id,
			caseId: task.caseId,
			reference: caseTable.reference,
			box: task.box,
			dueAt: task.dueAt,
			isOverdue: sql<boolean>`${task.dueAt} < heard_now()`,
			owner: { id: staffTable.id, name: staffTable.name }
		})
		.from(task)
		.innerJoin(caseTable, ofItsCase)
		.innerJoin(unit, ofItsUnit)
		.leftJoin(
			staffTable,
			and(eq(staffTable.agencyId, task.agencyId), eq(staffTable.id, task.ownerId))
		)
		.where(and(isTheirs(staff, lane), isOpen))
		.orderBy(asc(task.dueAt), asc(task.id))
		.limit(most);
}
export type OpenRow = Awaited<ReturnType<typeof findOpen>>[number];

/** Decisions to share that this person may sign. They are no rows of `task`: signing ends them. */
export function findToSign(tx: Transaction, staff: Staff, most: number) {
	return tx
		.select({
			id: share.id,
			caseId: share.caseId,
			reference: caseTable.reference,
			at: share.at,
			inDangerNow: share.inDangerNow
		})
		.from(share)
		.innerJoin(
			caseTable,
			and(eq(caseTable.agencyId, share.agencyId), eq(caseTable.id, share.caseId))
		)
		.where(and(eq(share.agencyId, staff.agencyId), waitsForSignatureOf(staff)))
		.orderBy(asc(share.at), asc(share.id))
		.limit(most);
}
export type ToSignRow = { id: ShareId } & Awaited<ReturnType<typeof findToSign>>[number];

/** No further than `most`: nobody waits for a count. */
export async function countOpen(
	tx: Transaction,
	staff: Staff,
	{ lanes, most, caseId }: { lanes: readonly TaskLane[]; most: number; caseId?: CaseId }
): Promise<number> {
	const open = tx
		.select({ id: task.id })
		.from(task)
		.innerJoin(caseTable, ofItsCase)
		.innerJoin(unit, ofItsUnit)
		.where(
			and(
				eq(task.agencyId, staff.agencyId),
				isOpen,
				caseId && eq(task.caseId, caseId),
				anyOf(lanes.map((lane) => isTheirs(staff, lane)))
			)
		)
		.limit(most)
		.as('open');
	const [found] = await tx.select({ count: sql<number>`count(*)::int` }).from(open);
	return found?.count ?? 0;
}

const anyOf = (conditions: (SQL | undefined)[]): SQL => or(...conditions) ?? sql`false`;

/** A task with the team of its case, whoever it is for. */
export async function findTask(
	tx: Transaction,
	{ agencyId, taskId }: { agencyId: AgencyId; taskId: TaskId }
) {
	const [found] = await tx
		.select({ lane: task.lane, doneAt: task.doneAt, doneBy: task.doneBy, team: teamColumns })
		.from(task)
		.innerJoin(caseTable, ofItsCase)
		.innerJoin(unit, ofItsUnit)
		.where(and(eq(task.agencyId, agencyId), eq(task.id, taskId)));
	return found ?? null;
}

type Ticking = { agencyId: AgencyId; taskId: TaskId; by: StaffId };

/** False when it was done before. */
export async function markDone(
	tx: Transaction,
	{ agencyId, taskId, by }: Ticking
): Promise<boolean> {
	const marked = await tx
		.update(task)
		.set({ doneAt: sql`heard_now()`, doneBy: by })
		.where(and(eq(task.agencyId, agencyId), eq(task.id, taskId), isNull(task.doneAt)));
	return marked.count === 1;
}

/** False when it was not this person who ticked it off. */
export async function markOpen(
	tx: Transaction,
	{ agencyId, taskId, by }: Ticking
): Promise<boolean> {
	const marked = await tx
		.update(task)
		.set({ doneAt: null, doneBy: null })
		.where(
			and(
				eq(task.agencyId, agencyId),
				eq(task.id, taskId),
				eq(task.doneBy, by),
				isNotNull(task.doneAt)
			)
		);
	return marked.count === 1;
}

/** What is open of one case, in every lane. Still boxed. */
export function findOpenOfCase(
	tx: Transaction,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
) {
	return tx
		.select({ id: task.id, lane: task.lane, box: task.box })
		.from(task)
		.where(and(eq(task.agencyId, agencyId), eq(task.caseId, caseId), isNull(task.doneAt)));
}

/** Ends these tasks, those that are open. */
export async function finishAll(
	tx: Transaction,
	{ agencyId, ids, by }: { agencyId: AgencyId; ids: readonly TaskId[]; by: StaffId }
): Promise<void> {
	await tx
		.update(task)
		.set({ doneAt: sql`heard_now()`, doneBy: by })
		.where(and(eq(task.agencyId, agencyId), inArray(task.id, [...ids]), isNull(task.doneAt)));
}

/** Ends the task of one cause, if there is one that is open. */
export async function finishByCause(
	tx: Transaction,
	{ agencyId, onceMac, by }: { agencyId: AgencyId; onceMac: Uint8Array; by: StaffId }
): Promise<void> {
	await tx
		.update(task)
		.set({ doneAt: sql`heard_now()`, doneBy: by })
		.where(and(eq(task.agencyId, agencyId), eq(task.onceMac, onceMac), isNull(task.doneAt)));
}

/** Opens the task of one cause again, if it was done. */
export async function reopenByCause(
	tx: Transaction,
	{ agencyId, onceMac, dueAt }: { agencyId: AgencyId; onceMac: Uint8Array; dueAt: Date }
): Promise<void> {
	await tx
		.update(task)
		.set({ doneAt: null, doneBy: null, dueAt })
		.where(and(eq(task.agencyId, agencyId), eq(task.onceMac, onceMac), isNotNull(task.doneAt)));
}
