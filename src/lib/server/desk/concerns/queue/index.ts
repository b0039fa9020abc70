import type { KeyObject } from 'node:crypto';
import {
	lanesWorkedAs,
	lanesWorkedBy,
	type QueueFilter,
	type QueueRow,
	type QueueView
} from '#lib/domain/access/index.ts';
import { clockWords, type Lane } from '#lib/domain/concern/index.ts';
import { headline, type Headline } from '#lib/domain/response.ts';
import { reasonOf } from '#lib/domain/rules/index.ts';
import { openHeadline } from '#lib/server/platform/crypto/keys/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { personOrNobody, relationIn, type Desk, type Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { findArrived, findLastCheckIn } from './arrived/store.ts';
import { readCursor, writeCursor, type Cursor } from './cursor.ts';
import { countLanes, findCases, findLanes, findNames, type LaneRow } from './store.ts';

const PAGE = 50;

/** What the address says; anything else means the head of the person's own lane. */
export type QueueLook = { lane: string | null; filter: string | null; after: string | null };

const filters: readonly QueueFilter[] = ['all', 'critical', 'high', 'over'];

/**
 * One page of the queue of this person, in the order of queue.md LD1; null for who works no lane.
 * The headlines are opened after COMMIT of one audit event that names the rows: no record, no page.
 */
export async function queue(desk: Desk, staff: Staff, look: QueueLook): Promise<QueueView | null> {
	const lanes = lanesWorkedBy(staff.role);
	const lane = lanes.find((one) => one === look.lane) ?? lanes[0];
	if (!lane) return null;
	const filter = filters.find((one) => one === look.filter) ?? 'all';
	const after = readCursor(look.after);

	const found = await withAgency(desk.db, staff.agencyId, (tx) =>
		find(tx, { desk, staff, lane, filter, after })
	);
	const { now, arrived, shown, last } = found;
	return {
		lane,
		lanes: [...lanes],
		filter,
		counts: found.counts,
		rows: [
			...arrived.map(({ ownerId, ownerName, ...row }): QueueRow => ({
				kind: 'arrived',
				...row,
				owner: personOrNobody(staff, { id: ownerId, name: ownerName })
			})),
			...shown.map((row) => laneRow(row, { ...found, staff, lane }))
		],
		next: last && writeCursor(cursorOf(last)),
		isFirstPage: after === null,
		lastCheckInAt: found.lastCheckInAt,
		now
	};
}

async function find(
	tx: Transaction,
	{
		desk,
		staff,
		lane,
		filter,
		after
	}: { desk: Desk; staff: Staff; lane: Lane; filter: QueueFilter; after: Cursor | null }
) {
	const { agencyId, staffId, role } = staff;
	const now = await databaseNow(tx);
	const rows = await findLanes(tx, staff, { lane, filter, after, most: PAGE + 1 });
	const counts = await countLanes(tx, staff, lane);
	// what has just come stands at the head whatever is filtered: nobody may filter it away
	const arrived = after === null ? await findArrived(tx, staff, PAGE) : [];
	counts.all += arrived.length;
	const isEmpty = rows.length + arrived.length === 0;
	const lastCheckInAt = isEmpty ? await findLastCheckIn(tx, staff) : null;

	const shown = await reachable(tx, { staff, lane, rows: rows.slice(0, PAGE) });
	const boxKey = shown.length > 0 ? await desk.keys.boxKey(tx, agencyId) : null;
	if (shown.length > 0) {
		await audit.append(tx, agencyId, {
			event: 'queue.shown',
			by: staffId,
			purpose: role === 'supervisor' ? 'supervise' : 'show_queue',
			rows: shown.map(({ concernId }) => concernId)
		});
	}
	const last = rows.length > PAGE ? (rows[PAGE - 1] ?? null) : null;
	return { now, shown, last, counts, arrived, lastCheckInAt, boxKey };
}

type ShownRow = LaneRow & { reference: string; ownerName: string | null };

/** A lane may still name who is not on the case any more: the case decides, as it does for a card. */
async function reachable(
	tx: Transaction,
	{ staff, lane, rows }: { staff: Staff; lane: Lane; rows: LaneRow[] }
): Promise<ShownRow[]> {
	if (rows.length === 0) return [];
	const { agencyId } = staff;
	const cases = await findCases(tx, { agencyId, ids: rows.map(({ caseId }) => caseId) });
	const owners = rows.flatMap(({ ownerId }) => ownerId ?? []);
	const names = owners.length > 0 ? await findNames(tx, { agencyId, ids: owners }) : null;
	return rows.flatMap((row) => {
		const found = cases.get(row.caseId);
		const relation = found && relationIn(found.team, staff);
		if (!relation || !lanesWorkedAs(relation).includes(lane)) return [];
		const ownerName = (row.ownerId && names?.get(row.ownerId)) ?? null;
		return [{ ...row, reference: found.reference, ownerName }];
	});
}

function laneRow(
	row: ShownRow,
	{ staff, lane, now, boxKey }: { staff: Staff; lane: Lane; now: Date; boxKey: KeyObject | null }
): QueueRow {
	const { concernId, caseId, reference, severity, state, technical, filedAt } = row;
	const said = boxKey && readHeadline(row, { staff, lane, boxKey });
	return {
		kind: 'lane',
		concernId,
		caseId,
		reference,
		lane,
		severity,
		state,
		technical: technical || !said,
		reason: reasonOf(said ? said.code : 'T-UNREADABLE'),
		others: said ? said.others : 0,
		owner: personOrNobody(staff, { id: row.ownerId, name: row.ownerName }),
		clock: clockWords({
			now,
			filedAt,
			seenBy: row.seeBy,
			seenAt: null,
			actBy: row.actBy,
			actedAt: null,
			severity
		})
	};
}

/** Null for a box that does not open: one row that was tampered with must not hide the others. */
function readHeadline(
	{ concernId, headlineBox: box }: LaneRow,
	{ staff, lane, boxKey }: { staff: Staff; lane: Lane; boxKey: KeyObject }
): Headline | null {
	try {
		return headline.parse(openHeadline({ boxKey, box, agencyId: staff.agencyId, concernId, lane }));
	} catch {
		return null;
	}
}

function cursorOf({ technical, severityRank, limitMicros, concernId }: LaneRow): Cursor {
	return { technical, rank: severityRank, limit: limitMicros, concern: concernId };
}
