import type { KeyObject } from 'node:crypto';
import { lanesWorkedBy } from '#lib/domain/access/index.ts';
import type { Lane } from '#lib/domain/concern/index.ts';
import { taskId, type CaseId } from '#lib/domain/ids.ts';
import { signBy, type TaskLane, type TaskRow, type TasksView } from '#lib/domain/work/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { personOrNobody, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { readTask } from './read.ts';
import { countOpen, findOpen, findToSign, type OpenRow, type ToSignRow } from './store.ts';

/** What one person can keep in view. Those that are due later come up as these are done. */
const MOST = 100;

/** These end when somebody did what they ask for, and not by a tick. */
const endsByItself: readonly TaskRow['kind'][] = [
	'tell_her_of_share',
	'sign_share',
	'review_break_glass'
];

/** Lanes with tasks that somebody works, the own one first. */
function lanesOf(staff: Staff): TaskLane[] {
	return lanesWorkedBy(staff.role).flatMap((lane) => (lane === 'other_unit' ? [] : lane));
}

/**
 * What is to be done in one lane, due first; null for who works none. What the tasks are is opened
 * after COMMIT of one audit event that names the rows. `done`: what was ticked off just now.
 */
export async function list(
	desk: Desk,
	staff: Staff,
	look: { lane: string | null; done: string | null }
): Promise<TasksView | null> {
	const lanes = lanesOf(staff);
	const lane = lanes.find((one) => one === look.lane) ?? lanes[0];
	if (!lane) return null;
	const found = await withAgency(desk.db, staff.agencyId, (tx) => find(tx, { desk, staff, lane }));
	const { rows, toSign, now, boxKey } = found;
	const shown = [
		...toSign.map((row) => signRow(row, now)),
		...rows.map((row) => taskRow(row, { staff, boxKey }))
	].toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
	return {
		lane,
		lanes,
		rows: shown,
		hasMore: found.hasMore,
		done: taskId.safeParse(look.done).data ?? null,
		now
	};
}

async function find(
	tx: Transaction,
	{ desk, staff, lane }: { desk: Desk; staff: Staff; lane: TaskLane }
) {
	const { agencyId, staffId, role } = staff;
	const open = await findOpen(tx, staff, { lane, most: MOST + 1 });
	const rows = open.slice(0, MOST);
	const toSign = lane === 'support' ? await findToSign(tx, staff, MOST) : [];
	const now = await databaseNow(tx);
	const boxKey = rows.length > 0 ? await desk.keys.boxKey(tx, agencyId) : null;
	if (rows.length > 0) {
		await audit.append(tx, agencyId, {
			event: 'tasks.shown',
			by: staffId,
			purpose: role === 'supervisor' ? 'supervise' : 'show_queue',
			rows: rows.map(({ id }) => id)
		});
	}
	return { rows, toSign, now, boxKey, hasMore: open.length > MOST };
}

function taskRow(
	row: OpenRow,
	{ staff, boxKey }: { staff: Staff; boxKey: KeyObject | null }
): TaskRow {
	const { id, caseId, reference, dueAt, isOverdue, owner } = row;
	const said = boxKey && readTask({ ...row, agencyId: staff.agencyId }, boxKey);
	const { kind, reason, about } = said ?? { kind: 'unreadable', reason: null, about: null };
	return {
		id,
		kind,
		reason,
		about,
		caseId,
		reference,
		dueAt,
		isOverdue,
		owner: personOrNobody(staff, owner),
		mayFinish: !endsByItself.includes(kind)
	};
}

function signRow({ id, caseId, reference, ...row }: ToSignRow, now: Date): TaskRow {
	const dueAt = signBy(row);
	return {
		id,
		kind: 'sign_share',
		reason: null,
		about: id,
		caseId,
		reference,
		dueAt,
		isOverdue: dueAt < now,
		owner: null,
		mayFinish: false
	};
}

/** How much is to be done in all lanes of this person; `MOST` says "or more". Null for who has no list. */
export async function count(desk: Desk, staff: Staff): Promise<number | null> {
	const lanes = lanesOf(staff);
	if (lanes.length === 0) return null;
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const open = await countOpen(tx, staff, { lanes, most: MOST });
		const toSign = lanes.includes('support') ? await findToSign(tx, staff, MOST) : [];
		return Math.min(MOST, open + toSign.length);
	});
}

/** What is open of one case in lanes that this person works there, as their list shows it. */
export function countOfCase(
	tx: Transaction,
	staff: Staff,
	{ caseId, lanes }: { caseId: CaseId; lanes: readonly Lane[] }
): Promise<number> {
	const own = lanesOf(staff).filter((lane) => lanes.includes(lane));
	return own.length > 0
		? countOpen(tx, staff, { lanes: own, most: MOST, caseId })
		: Promise.resolve(0);
}
