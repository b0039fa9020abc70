import { lanesWorkedAs } from '#lib/domain/access/index.ts';
import { taskId, type TaskId } from '#lib/domain/ids.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, relationIn, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { findTask, markDone, markOpen } from './store.ts';

const ROUTE = '/desk/tasks';

/** Ticks a task off. Twice is once. Null for who does not work its lane of its case. */
export function done(desk: Desk, staff: Staff, id: string): Promise<'done' | null> {
	return onTask<'done'>(desk, staff, id, async (tx, at) => {
		if (await markDone(tx, at)) {
			await audit.append(tx, staff.agencyId, {
				event: 'task.done',
				by: staff.staffId,
				task: at.taskId
			});
		}
		return 'done';
	});
}

/** Takes that back, for the one who ticked it off. */
export function undo(desk: Desk, staff: Staff, id: string): Promise<'open' | null> {
	return onTask<'open'>(desk, staff, id, async (tx, at) => {
		if (await markOpen(tx, at)) {
			await audit.append(tx, staff.agencyId, {
				event: 'task.reopened',
				by: staff.staffId,
				task: at.taskId
			});
		}
		return 'open';
	});
}

type At = { agencyId: Staff['agencyId']; taskId: TaskId; by: Staff['staffId'] };

async function onTask<Result>(
	desk: Desk,
	staff: Staff,
	id: string,
	act: (tx: Transaction, at: At) => Promise<Result>
): Promise<Result | null> {
	const parsed = taskId.safeParse(id);
	if (!parsed.success) return null;
	const at = { agencyId: staff.agencyId, taskId: parsed.data, by: staff.staffId };
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const row = await findTask(tx, at);
		const relation = relationIn(row && row.team, staff);
		if (!row || !relation || !lanesWorkedAs(relation).includes(row.lane)) {
			return deny(tx, staff, { object: parsed.data, route: ROUTE });
		}
		return act(tx, at);
	});
}
