import { decidersOf } from '#lib/domain/case/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Staff } from '../../access/index.ts';
import { findHolders, findParked, findSupervisors, type SideRow } from './store.ts';

export type Pair = { made: SideRow; existing: SideRow | null };

/** Parked cases that this person decides about. Few are ever parked, so all are looked through. */
export async function findPairs(tx: Transaction, staff: Staff): Promise<Pair[]> {
	if (staff.role !== 'supervisor') return [];
	const { agencyId } = staff;
	const parked = await findParked(tx, agencyId);
	if (parked.length === 0) return [];
	const references = parked.map(({ reference }) => reference);
	const holders = await findHolders(tx, { agencyId, references });
	const supervisors = await findSupervisors(tx, agencyId);
	return parked
		.map((made) => ({
			made,
			existing: holders.find(({ reference }) => reference === made.reference) ?? null
		}))
		.filter((pair) => deciders(pair, supervisors).includes(staff.staffId));
}

function deciders(
	{ made, existing }: Pair,
	supervisors: Awaited<ReturnType<typeof findSupervisors>>
) {
	const { team } = made;
	return decidersOf({
		supervisors,
		ofItsUnit: team.supervisorId,
		makerId: made.makerId,
		namedIds: [team.responsibleOfficerId, team.deputyOfficerId].filter((id) => id !== null),
		blockedIds: [...team.blockedIds, ...(existing?.team.blockedIds ?? [])]
	});
}

export async function countParked(tx: Transaction, staff: Staff): Promise<number> {
	return (await findPairs(tx, staff)).length;
}
