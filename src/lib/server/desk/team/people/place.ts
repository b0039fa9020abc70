import type { AgencyId } from '#lib/domain/ids.ts';
import {
	needsUnit,
	placeProblems,
	type Place,
	type PlaceProblems
} from '#lib/domain/team/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { findKind, findOrganisationOf } from './store.ts';

export type Placed = { ok: true; place: Place } | { ok: false; problems: PlaceProblems };

/** A place of this agency that fits the role, or what is wrong with it. */
export async function placeIn(tx: Transaction, agencyId: AgencyId, wanted: Place): Promise<Placed> {
	const unitId = needsUnit(wanted.role) ? wanted.unitId : null;
	const place = { ...wanted, unitId };
	const problems = placeProblems(place, {
		kind: await findKind(tx, { agencyId, id: wanted.organisationId }),
		unitOf: await findOrganisationOf(tx, { agencyId, unitId })
	});
	return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, place };
}
