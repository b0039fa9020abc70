import {
	afterFlag,
	headline,
	laneSeverity,
	openLimits,
	type Lane,
	type LaneState
} from '#lib/domain/concern/index.ts';
import type { ConcernId, StaffId } from '#lib/domain/ids.ts';
import { rankOf } from '#lib/domain/rules/index.ts';
import { boxHeadline } from '#lib/server/platform/crypto/keys/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { codeOf, type CaseRow, type OpenedCase } from '../case/index.ts';
import { readLane, readLaneFlags, writeLane } from './store.ts';

/** A lane whose limits are all met stands behind those that wait, and still in the queue. */
const NEVER = new Date('9999-12-31T00:00:00Z');

/**
 * Severity, state, clocks, owner and headline of one lane, from the flags of that lane only: no
 * side learns from a number what it may not read. Says whether the lane was not worked on before.
 */
export async function summarise(
	tx: Transaction,
	{
		found,
		concernId,
		lane,
		now
	}: { found: OpenedCase; concernId: ConcernId; lane: Lane; now: Date }
): Promise<{ isOpened: boolean }> {
	const { row, boxKey } = found;
	const { agencyId, caseId } = row;
	const flags = await readLaneFlags(tx, { agencyId, concernId, lane });
	const severity = laneSeverity(flags);
	if (!severity) return { isOpened: false };

	const before = await readLane(tx, { agencyId, concernId, lane });
	const clocks = openLimits(
		flags.flatMap(({ seeBy, actBy, seenAt, actedAt }) =>
			seeBy && actBy ? [{ seenBy: seeBy, actBy, seenAt, actedAt }] : []
		)
	);
	const coded = await Promise.all(
		flags.map(async (flag) => ({ code: await codeOf(found, flag), severity: flag.severity }))
	);
	const isTechnical = coded.some(({ code }) => code === 'T-UNREADABLE');
	await writeLane(tx, {
		agencyId,
		concernId,
		lane,
		caseId,
		severity,
		severityRank: rankOf(severity),
		state: stateOf(before?.state ?? null, flags),
		...ownerOf(lane, row),
		...clocks,
		nextLimitAt: earlier(clocks.seeBy, clocks.actBy) ?? NEVER,
		filedAt: before?.filedAt ?? now,
		headlineBox: boxHeadline({
			boxKey,
			agencyId,
			concernId,
			lane,
			content: headline(coded) ?? { code: 'T-UNREADABLE', others: 0 }
		}),
		technical: isTechnical
	});
	return { isOpened: before === null || before.state === 'closed' };
}

type LaneFlag = Awaited<ReturnType<typeof readLaneFlags>>[number];

/** Medium and above that nobody has seen ask for new eyes; what is low joins quietly. */
function stateOf(before: LaneState | null, flags: LaneFlag[]): LaneState {
	const unseen = flags.filter(({ seenAt }) => seenAt === null);
	const states = unseen.map(({ severity }) => afterFlag(before, severity));
	return states.includes('new') ? 'new' : (before ?? 'new');
}

function ownerOf(lane: Lane, row: CaseRow): { ownerId: StaffId | null; deputyId: StaffId | null } {
	const unlessBlocked = (id: StaffId | null) => (id && row.blockedIds.includes(id) ? null : id);
	switch (lane) {
		case 'police':
			return { ownerId: unlessBlocked(row.officerId), deputyId: unlessBlocked(row.deputyId) };
		case 'support':
			return { ownerId: unlessBlocked(row.supportWorkerId), deputyId: null };
		case 'supervisor':
			return { ownerId: unlessBlocked(row.supervisorId), deputyId: null };
		case 'other_unit':
			return { ownerId: null, deputyId: null };
	}
}

function earlier(a: Date | null, b: Date | null): Date | null {
	if (!a || !b) return a ?? b;
	return a <= b ? a : b;
}
