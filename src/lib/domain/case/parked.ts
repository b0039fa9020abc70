import type { StaffId } from '../ids.ts';

/** A case whose maker may not see the other one with its reference (queue.md 10, CO2). */
export type ParkedCase = {
	/** Supervisors of all units of the agency, who can sign in. */
	supervisors: readonly StaffId[];
	/** Of the parked case's unit; null when it has none. */
	ofItsUnit: StaffId | null;
	makerId: StaffId | null;
	/** Named on the parked case: they work with it and never see the mark. */
	namedIds: readonly StaffId[];
	/** Blocked on either of the two cases. */
	blockedIds: readonly StaffId[];
};

/**
 * Who decides about it: the supervisor of its unit. Where that one made it, works on it or must not
 * know of the other case, nobody of that unit does, but any supervisor of another one.
 */
export function decidersOf(parked: ParkedCase): StaffId[] {
	const mayDecide = (id: StaffId) =>
		id !== parked.makerId && !parked.namedIds.includes(id) && !parked.blockedIds.includes(id);
	const own = parked.ofItsUnit;
	if (own !== null && parked.supervisors.includes(own) && mayDecide(own)) return [own];
	return parked.supervisors.filter((id) => id !== own && mayDecide(id));
}
