import { createHash } from 'node:crypto';
import { lanesWorkedAs } from '#lib/domain/access/index.ts';
import { lanes, type Lane } from '#lib/domain/concern/index.ts';
import { concernId, type ConcernId } from '#lib/domain/ids.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, relationIn, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import {
	addSeenEvent,
	findConcern,
	findFlagLanes,
	findLanes,
	lockCase,
	markFlagsSeen,
	markLaneSeen,
	type FlagLaneRow
} from './store.ts';

const ROUTE = '/desk/concerns/[id]';

export type Seen = { id: string; lane: string; mark: string };

/**
 * Names the flags of a lane that nobody has seen, as a page showed them. It comes back with the
 * button: "Seen" must never cover a flag that was filed or raised after the page was made.
 */
export function markOf(flagLanes: readonly FlagLaneRow[], lane: Lane): string {
	const unseen = flagLanes.filter((one) => one.lane === lane && one.seenAt === null && one.seeBy);
	const names = unseen.map(({ flagId, severity }) => `${flagId} ${severity}`).toSorted();
	return createHash('sha256').update(names.join('\n')).digest('base64url').slice(0, 22);
}

/**
 * A named person has seen all flags of the lane (queue.md 1). `again`: something came meanwhile,
 * nothing was marked, the page is to be read again. Pressing twice writes nothing the second time.
 * Null for who does not work the lane.
 */
export async function markSeen(
	desk: Desk,
	staff: Staff,
	{ id, lane, mark }: Seen
): Promise<'seen' | 'again' | null> {
	const parsed = concernId.safeParse(id);
	const named = lanes.find((one) => one === lane);
	if (!parsed.success || !named) return null;
	return withAgency(desk.db, staff.agencyId, (tx) =>
		press(tx, staff, { id: parsed.data, lane: named, mark })
	);
}

async function press(
	tx: Transaction,
	staff: Staff,
	{ id, lane, mark }: { id: ConcernId; lane: Lane; mark: string }
): Promise<'seen' | 'again' | null> {
	const { agencyId, staffId } = staff;
	const row = await findConcern(tx, { agencyId, concernId: id });
	const relation = relationIn(row, staff);
	if (!row || !relation || !lanesWorkedAs(relation).includes(lane)) {
		return deny(tx, staff, { object: id, route: ROUTE });
	}
	await lockCase(tx, row.at);
	const current = (await findLanes(tx, row.at)).find((one) => one.lane === lane);
	if (!current) return deny(tx, staff, { object: id, route: ROUTE });

	const flagLanes = await findFlagLanes(tx, row.at);
	const unseen = markOf(flagLanes, lane);
	if (current.state === 'closed' || unseen === markOf([], lane)) return 'seen';
	if (unseen !== mark) return 'again';

	const at = { ...row.at, lane };
	await markFlagsSeen(tx, at);
	await markLaneSeen(tx, at);
	await addSeenEvent(tx, { ...at, staffId });
	await audit.append(tx, agencyId, { event: 'concern.seen', by: staffId, concern: id, lane });
	return 'seen';
}
