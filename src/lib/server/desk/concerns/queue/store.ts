import { and, asc, eq, gt, inArray, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import type { QueueFilter } from '#lib/domain/access/index.ts';
import type { Lane } from '#lib/domain/concern/index.ts';
import type { AgencyId, CaseId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseTable,
	concernLane,
	staff as staffTable,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import { notBlocked, ofItsUnit, teamColumns, worksIn } from '../../access/store.ts';
import type { Staff } from '../../access/index.ts';
import type { Cursor } from './cursor.ts';

/** Exact, where a JavaScript date would lose what is finer than a millisecond. */
const limitMicros = sql<string>`(extract(epoch from ${concernLane.nextLimitAt}) * 1000000)::bigint::text`;

const inFilter: Record<QueueFilter, SQL | undefined> = {
	all: undefined,
	critical: eq(concernLane.severityRank, 3),
	high: eq(concernLane.severityRank, 2),
	over: sql`${concernLane.nextLimitAt} < heard_now()`
};

type Look = { lane: Lane; filter: QueueFilter; after: Cursor | null; most: number };

/**
 * Where a person's lanes come from. Those that name them are a walk along an index that has the
 * order of the queue, however many others there are. No lane is in two of them.
 */
function sources(staff: Staff, lane: Lane): (SQL | undefined)[] {
	const isOwner = eq(concernLane.ownerId, staff.staffId);
	const notOwner = or(isNull(concernLane.ownerId), ne(concernLane.ownerId, staff.staffId));
	if (lane === 'support' || lane === 'supervisor')
		return [isOwner, and(isNull(concernLane.ownerId), isTheirCase(staff, lane))];
	if (lane !== 'police') return [isOwner];

	const isDeputy = eq(concernLane.deputyId, staff.staffId);
	const notDeputy = or(isNull(concernLane.deputyId), ne(concernLane.deputyId, staff.staffId));
	const named = [isOwner, and(isDeputy, notOwner)];
	if (staff.role !== 'supervisor') return named;
	return [...named, and(notOwner, notDeputy, isTheirCase(staff, lane))];
}

function isTheirCase(staff: Staff, lane: Lane): SQL {
	return sql`exists (select 1 from ${caseTable}
		join ${unit} on ${unit.agencyId} = ${caseTable.agencyId} and ${unit.id} = ${caseTable.unitId}
		where ${caseTable.agencyId} = ${concernLane.agencyId} and ${caseTable.id} = ${concernLane.caseId}
			and ${worksIn(staff, lane)})`;
}

// written out, not a parameter: only so may a prepared statement use the index of open lanes
const isOpen = sql`${concernLane.state} <> 'closed'`;

const isWaiting = (staff: Staff, lane: Lane, source: SQL | undefined) =>
	and(
		eq(concernLane.agencyId, staff.agencyId),
		eq(concernLane.lane, lane),
		isOpen,
		source,
		// a lane may still name who was blocked since: neither a row, nor a number, nor a cursor tells
		notBlocked(staff, concernLane.caseId)
	);

// letter by letter as in the index, or every lane of the person is sorted for one page
const urgency = [
	sql`${concernLane.technical} desc nulls last`,
	sql`${concernLane.severityRank} desc nulls last`,
	asc(concernLane.nextLimitAt),
	asc(concernLane.concernId)
];

/**
 * The first `most` lanes after the cursor, of all sources together, in the order of the queue. The
 * caller still asks of each whether this person reaches its case now.
 */
export async function findLanes(tx: Transaction, staff: Staff, look: Look): Promise<LaneRow[]> {
	const found: LaneRow[] = [];
	for (const source of sources(staff, look.lane)) {
		found.push(...(await findFrom(tx, { staff, look, source })));
	}
	return found.toSorted(inOrder).slice(0, look.most);
}

export type LaneRow = Awaited<ReturnType<typeof findFrom>>[number];

function findFrom(
	tx: Transaction,
	{ staff, look, source }: { staff: Staff; look: Look; source: SQL | undefined }
) {
	return tx
		.select({
			concernId: concernLane.concernId,
			caseId: concernLane.caseId,
			severity: concernLane.severity,
			severityRank: concernLane.severityRank,
			state: concernLane.state,
			technical: concernLane.technical,
			seeBy: concernLane.seeBy,
			actBy: concernLane.actBy,
			limitMicros,
			filedAt: concernLane.filedAt,
			headlineBox: concernLane.headlineBox,
			ownerId: concernLane.ownerId
		})
		.from(concernLane)
		.where(and(isWaiting(staff, look.lane, source), inFilter[look.filter], isAfter(look.after)))
		.orderBy(...urgency)
		.limit(look.most);
}

function isAfter(cursor: Cursor | null): SQL | undefined {
	if (!cursor) return undefined;
	const limit = sql`timestamptz 'epoch' + ${cursor.limit}::bigint * interval '1 microsecond'`;
	const later = or(
		gt(concernLane.nextLimitAt, limit),
		and(eq(concernLane.nextLimitAt, limit), gt(concernLane.concernId, cursor.concern))
	);
	return or(
		lt(concernLane.technical, cursor.technical),
		and(
			eq(concernLane.technical, cursor.technical),
			or(
				lt(concernLane.severityRank, cursor.rank),
				and(eq(concernLane.severityRank, cursor.rank), later)
			)
		)
	);
}

// the same order once more, to put the sources together
function inOrder(a: LaneRow, b: LaneRow): number {
	return (
		Number(b.technical) - Number(a.technical) ||
		b.severityRank - a.severityRank ||
		compare(BigInt(a.limitMicros), BigInt(b.limitMicros)) ||
		compare(a.concernId, b.concernId)
	);
}

function compare<Value extends bigint | string>(a: Value, b: Value): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}

/** The cases of these lanes: reference and team. */
export async function findCases(
	tx: Transaction,
	{ agencyId, ids }: { agencyId: AgencyId; ids: CaseId[] }
) {
	const rows = await tx
		.select({ id: caseTable.id, reference: caseTable.reference, team: teamColumns })
		.from(caseTable)
		.innerJoin(unit, ofItsUnit)
		.where(and(eq(caseTable.agencyId, agencyId), inArray(caseTable.id, ids)));
	return new Map(rows.map((row) => [row.id, row]));
}

export async function findNames(
	tx: Transaction,
	{ agencyId, ids }: { agencyId: AgencyId; ids: StaffId[] }
): Promise<Map<StaffId, string>> {
	const rows = await tx
		.select({ id: staffTable.id, name: staffTable.name })
		.from(staffTable)
		.where(and(eq(staffTable.agencyId, agencyId), inArray(staffTable.id, ids)));
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** From here on a number says "a thousand or more": nobody reads on, and nobody waits for a count. */
const COUNTED = 1000;

export async function countLanes(
	tx: Transaction,
	staff: Staff,
	lane: Lane
): Promise<Record<QueueFilter, number>> {
	const counts = { all: 0, critical: 0, high: 0, over: 0 };
	for (const source of sources(staff, lane)) {
		const waiting = tx
			.select({ rank: concernLane.severityRank, limit: concernLane.nextLimitAt })
			.from(concernLane)
			.where(isWaiting(staff, lane, source))
			.orderBy(...urgency)
			.limit(COUNTED)
			.as('waiting');
		const [found] = await tx
			.select({
				all: sql<number>`count(*)::int`,
				critical: sql<number>`(count(*) filter (where ${waiting.rank} = 3))::int`,
				high: sql<number>`(count(*) filter (where ${waiting.rank} = 2))::int`,
				over: sql<number>`(count(*) filter (where ${waiting.limit} < heard_now()))::int`
			})
			.from(waiting);
		if (!found) continue;
		counts.all += found.all;
		counts.critical += found.critical;
		counts.high += found.high;
		counts.over += found.over;
	}
	return counts;
}
