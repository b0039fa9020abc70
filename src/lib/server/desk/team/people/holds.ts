import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import type { Held } from '#lib/domain/team/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { countOwnedLanes, findLed, findOwnUnits, hasOtherAdmin } from './store.ts';

type PersonPlace = { agencyId: AgencyId; staffId: StaffId };

/**
 * What keeps somebody in their place: a critical flag must never lie with a person who is gone
 * (queue.md OW5). Null when nothing does.
 */
export async function ownedLanes(tx: Transaction, at: PersonPlace): Promise<Held | null> {
	const count = await countOwnedLanes(tx, at);
	return count > 0 ? { why: 'owns_lanes', count } : null;
}

/** The same for who loses the account or the role: nothing may be left without its person. */
export async function holds(
	tx: Transaction,
	at: PersonPlace,
	{ isAdmin }: { isAdmin: boolean }
): Promise<Held | null> {
	if (isAdmin && !(await hasOtherAdmin(tx, at))) return { why: 'last_admin' };
	const lanes = await ownedLanes(tx, at);
	if (lanes) return lanes;
	const supervised = await findOwnUnits(tx, at);
	if (supervised.length > 0) return { why: 'supervises', names: supervised };
	const led = await findLed(tx, at);
	return led.length > 0 ? { why: 'leads', names: led } : null;
}
