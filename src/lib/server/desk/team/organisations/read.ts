import { v7 as uuid } from 'uuid';
import { organisationId, unitId } from '#lib/domain/ids.ts';
import {
	teamScopeOf,
	type OrganisationsView,
	type OrganisationView,
	type TeamScope,
	type UnitView
} from '#lib/domain/team/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { deny, type Desk, type Staff } from '../../access/index.ts';
import * as store from './store.ts';

/** A supervisor has the roster of the unit, and no part in what the agency is made of. */
export function seesBodies(staff: Staff): Exclude<TeamScope, 'unit'> | null {
	const scope = teamScopeOf(staff.role);
	return scope === 'unit' ? null : scope;
}

/** What the agency is made of. Null for who does not see it. */
export async function list(desk: Desk, staff: Staff): Promise<OrganisationsView | null> {
	const scope = seesBodies(staff);
	if (!scope) return null;
	const { agencyId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const organisations = await store.findOrganisations(tx, { agencyId, id: null });
		const units = await store.findUnits(tx, { agencyId, of: null });
		return {
			mayEdit: scope === 'edit',
			newId: uuid(),
			organisations: organisations.map((one) => ({
				...one,
				units: units.filter((of) => of.organisationId === one.id)
			}))
		};
	});
}

export async function read(desk: Desk, staff: Staff, id: string): Promise<OrganisationView | null> {
	const scope = seesBodies(staff);
	const parsed = organisationId.safeParse(id);
	if (!scope || !parsed.success) return null;
	const { agencyId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const [found] = await store.findOrganisations(tx, { agencyId, id: parsed.data });
		if (!found) {
			return deny(tx, staff, { object: parsed.data, route: '/desk/team/organisations/[id]' });
		}
		const of = { agencyId, organisationId: found.id };
		return {
			mayEdit: scope === 'edit',
			organisation: {
				...found,
				units: await store.findUnits(tx, { agencyId, of: found.id })
			},
			leads:
				found.kind === 'support'
					? await store.findPeopleOf(tx, { ...of, role: 'support_worker' })
					: [],
			newUnitId: uuid()
		};
	});
}

export async function readUnit(desk: Desk, staff: Staff, id: string): Promise<UnitView | null> {
	const scope = seesBodies(staff);
	const parsed = unitId.safeParse(id);
	if (!scope || !parsed.success) return null;
	const { agencyId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const found = await store.findUnit(tx, { agencyId, id: parsed.data });
		if (!found) return deny(tx, staff, { object: parsed.data, route: '/desk/team/units/[id]' });
		const { organisation, ...unit } = found;
		return {
			mayEdit: scope === 'edit',
			unit,
			organisation,
			supervisors: await store.findPeopleOf(tx, {
				agencyId,
				organisationId: organisation.id,
				role: 'supervisor'
			})
		};
	});
}
