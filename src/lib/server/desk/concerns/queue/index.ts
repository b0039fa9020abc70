import type { KeyObject } from 'node:crypto';
import {
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
import { personOrNobody, type Desk, type Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { readCursor, writeCursor, type Cursor } from './cursor.ts';
import { countLanes, findArrived, findLanes, findLastCheckIn, type LaneRow } from './store.ts';

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
	const { now, arrived, rows, boxKey } = found;
	const shown = rows.slice(0, PAGE);
	const last = shown.at(-1);
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
			...shown.map((row) => laneRow(row, { staff, lane, now, boxKey }))
		],
		next: last && rows.length > PAGE ? writeCursor(cursorOf(last)) : null,
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
	const now = await databaseNow(tx);
	const rows = await findLanes(tx, staff, { lane, filter, after, most: PAGE + 1 });
	const counts = await countLanes(tx, staff, lane);
	// what has just come stands at the head whatever is filtered: nobody may filter it away
	const arrived = after === null ? await findArrived(tx, staff, PAGE) : [];
	counts.all += arrived.length;
	const isEmpty = rows.length + arrived.length === 0;
	const lastCheckInAt = isEmpty ? await findLastCheckIn(tx, staff) : null;

	const boxKey = rows.length > 0 ? await desk.keys.boxKey(tx, staff.agencyId) : null;
	if (rows.length > 0) {
		await audit.append(tx, staff.agencyId, {
			event: 'queue.shown',
			by: staff.staffId,
			purpose: staff.role === 'supervisor' ? 'supervise' : 'show_queue',
			rows: rows.slice(0, PAGE).map(({ concernId }) => concernId)
		});
	}
	return { now, rows, counts, arrived, lastCheckInAt, boxKey };
}

function laneRow(
	row: LaneRow,
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
