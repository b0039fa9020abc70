import type { Place, PlaceProblems } from '#lib/domain/team/index.ts';
import type { Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as session from '../../auth/session.ts';
import { leaveCases } from '../../cases/index.ts';
import type { Asking, StepUp } from '../asking.ts';
import { holds } from './holds.ts';
import { placeIn } from './place.ts';
import * as store from './store.ts';
import { held, withPerson, type HeldBack } from './with-person.ts';

export type Changed =
	| { kind: 'done' }
	/** The place does not fit the role, or is not one of this agency's. */
	| { kind: 'place'; problems: PlaceProblems }
	| HeldBack
	| StepUp;

/**
 * Another role, organisation or unit. All sessions of that person end in the same transaction: the
 * next request finds out what it may do anew.
 */
export function change(
	desk: Desk,
	staff: Asking,
	{ id, place: wanted }: { id: string; place: Place }
): Promise<Changed | null> {
	return withPerson<Changed>(desk, staff, { id, act: 'change' }, async (tx, person) => {
		const { agencyId } = staff;
		const at = { agencyId, staffId: person.staffId };
		const placed = await placeIn(tx, agencyId, wanted);
		if (!placed.ok) return { kind: 'place', problems: placed.problems };

		const { place } = placed;
		const isOtherRole = place.role !== person.role;
		const isElsewhere = place.organisationId !== person.organisationId;
		if (!isOtherRole && !isElsewhere && place.unitId === person.unitId) return { kind: 'done' };
		if (isOtherRole || isElsewhere) {
			const why = await holds(tx, at, { isAdmin: isOtherRole && person.role === 'admin' });
			if (why) return held(why);
			await leaveCases(tx, { ...at, by: staff.staffId });
		}
		await store.change(tx, at, place);
		await session.endAll(tx, at);
		await audit.append(tx, agencyId, {
			event: 'staff.changed',
			by: staff.staffId,
			staff: person.staffId,
			role: place.role,
			roleBefore: person.role,
			organisation: place.organisationId,
			organisationBefore: person.organisationId,
			unit: place.unitId,
			unitBefore: person.unitId
		});
		return { kind: 'done' };
	});
}
