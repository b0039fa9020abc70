import { staffId, type StaffId } from '#lib/domain/ids.ts';
import {
	actsFor,
	isForOthersOnly,
	mayEver,
	needsStepUp,
	teamScopeOf,
	type Held,
	type StaffAct
} from '#lib/domain/team/index.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, type Desk } from '../../access/index.ts';
import { hasSteppedUp, type Asking, type StepUp } from '../asking.ts';
import { findPerson, lockPeople, type PersonRow } from './store.ts';

export const ROUTE = '/desk/team/[id]';

export type HeldBack = { kind: 'held'; held: Held };

export function held(why: Held): HeldBack {
	return { kind: 'held', held: why };
}

/**
 * Does something with a person, who is held until COMMIT. Null for who may not, and for whom there is
 * not: both are on record. Asks the table of acts once more, whatever the page offered.
 */
export async function withPerson<Result>(
	desk: Desk,
	staff: Asking,
	{ id, act }: { id: string; act: StaffAct },
	work: (tx: Transaction, person: PersonRow) => Promise<Result>
): Promise<Result | HeldBack | StepUp | null> {
	const scope = teamScopeOf(staff.role);
	const parsed = staffId.safeParse(id);
	if (!scope || !parsed.success) return null;
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const object: StaffId = parsed.data;
		if (!mayEver(scope, act)) return deny(tx, staff, { object, route: ROUTE });
		await lockPeople(tx, { agencyId: staff.agencyId, staffId: object });
		const person = await findPerson(tx, staff, { scope, id: object });
		if (!person) return deny(tx, staff, { object, route: ROUTE });

		const isYou = person.staffId === staff.staffId;
		if (isYou && isForOthersOnly(act)) return held({ why: 'own' });
		if (needsStepUp(act) && !hasSteppedUp(staff)) return { kind: 'step_up' };
		// somebody else was faster
		if (!actsFor(scope, { ...person, isYou }).includes(act)) {
			return held({ why: 'status' });
		}
		return work(tx, person);
	});
}
