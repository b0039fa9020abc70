import type { OrganisationId, StaffId, UnitId } from '#lib/domain/ids.ts';
import { organisationId, unitId } from '#lib/domain/ids.ts';
import { teamScopeOf, type OrganisationKind } from '#lib/domain/team/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { deny, type Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { handSupervisionOver } from '../../cases/index.ts';
import { hasSteppedUp, type Asking, type StepUp } from '../asking.ts';
import * as store from './store.ts';

type Done = { kind: 'done' };

/** A body of the agency. `id` is minted with the form: sent twice it makes one. */
export function add(
	desk: Desk,
	staff: Asking,
	given: { id: OrganisationId; kind: OrganisationKind; name: string; confidential: boolean }
): Promise<Done | null> {
	const { agencyId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		if (teamScopeOf(staff.role) !== 'edit') {
			return deny(tx, staff, { object: given.id, route: '/desk/team/organisations' });
		}
		if (await store.addOrganisation(tx, { agencyId, ...given, ...only(given) })) {
			await audit.append(tx, agencyId, {
				event: 'organisation.added',
				by: staff.staffId,
				organisation: given.id
			});
		}
		return { kind: 'done' };
	});
}

/** She may choose that only a support organisation sees her answers: no other body keeps them from police. */
function only({ kind, confidential }: { kind: OrganisationKind; confidential: boolean }) {
	return { confidential: kind === 'support' && confidential };
}

export type OrganisationChanged = Done | { kind: 'lead' } | StepUp;

/** Name, confidentiality, and who signs a sharing. `kind: 'lead'`: that person cannot lead it. */
export async function change(
	desk: Desk,
	staff: Asking,
	{ id, ...to }: { id: string; name: string; confidential: boolean; leadId: StaffId | null }
): Promise<OrganisationChanged | null> {
	const parsed = organisationId.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId } = staff;
	return withAgency<OrganisationChanged | null>(desk.db, agencyId, async (tx) => {
		const [found] = await store.findOrganisations(tx, { agencyId, id: parsed.data });
		if (!found || teamScopeOf(staff.role) !== 'edit') {
			return deny(tx, staff, { object: parsed.data, route: '/desk/team/organisations/[id]' });
		}
		if (to.leadId !== found.leadId && !hasSteppedUp(staff)) return { kind: 'step_up' };
		if (to.leadId !== null) {
			const of = { agencyId, organisationId: found.id, role: 'support_worker' } as const;
			const leads = found.kind === 'support' ? await store.lockPeopleOf(tx, of) : [];
			if (!leads.some((one) => one.id === to.leadId)) return { kind: 'lead' };
		}
		const { confidential } = only({ ...found, ...to });
		await store.changeOrganisation(tx, { agencyId, id: found.id }, { ...to, confidential });
		await audit.append(tx, agencyId, {
			event: 'organisation.changed',
			by: staff.staffId,
			organisation: found.id,
			confidential,
			lead: to.leadId
		});
		return { kind: 'done' };
	});
}

/** A unit of a police organisation. `unit.id` is minted with the form. */
export async function addUnit(
	desk: Desk,
	staff: Asking,
	{ id, unit }: { id: string; unit: { id: UnitId; name: string } }
): Promise<Done | null> {
	const parsed = organisationId.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const [found] = await store.findOrganisations(tx, { agencyId, id: parsed.data });
		if (found?.kind !== 'police' || teamScopeOf(staff.role) !== 'edit') {
			return deny(tx, staff, { object: parsed.data, route: '/desk/team/organisations/[id]' });
		}
		if (await store.addUnit(tx, { agencyId, organisationId: found.id, ...unit })) {
			await audit.append(tx, agencyId, {
				event: 'unit.added',
				by: staff.staffId,
				unit: unit.id,
				organisation: found.id
			});
		}
		return { kind: 'done' };
	});
}

export type UnitChanged = Done | { kind: 'supervisor' } | StepUp;

/** Name and supervisor, who from then on works the lane `supervisor` of the unit's cases, what waits there too. */
export async function changeUnit(
	desk: Desk,
	staff: Asking,
	{ id, ...to }: { id: string; name: string; supervisorId: StaffId | null }
): Promise<UnitChanged | null> {
	const parsed = unitId.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId } = staff;
	return withAgency<UnitChanged | null>(desk.db, agencyId, async (tx) => {
		const found = await store.findUnit(tx, { agencyId, id: parsed.data });
		if (!found || teamScopeOf(staff.role) !== 'edit') {
			return deny(tx, staff, { object: parsed.data, route: '/desk/team/units/[id]' });
		}
		if (to.supervisorId !== found.supervisorId && !hasSteppedUp(staff)) return { kind: 'step_up' };
		// a unit that has a supervisor keeps one: critical flags escalate to that person
		if (to.supervisorId === null && found.supervisorId !== null) return { kind: 'supervisor' };
		if (to.supervisorId !== null) {
			const organisation = found.organisation.id;
			const of = { agencyId, organisationId: organisation, role: 'supervisor' } as const;
			const known = await store.lockPeopleOf(tx, of);
			if (!known.some((one) => one.id === to.supervisorId)) return { kind: 'supervisor' };
		}
		await store.changeUnit(tx, { agencyId, id: found.id }, to);
		if (to.supervisorId !== null) {
			await handSupervisionOver(tx, desk, {
				agencyId,
				unitId: found.id,
				from: found.supervisorId,
				to: to.supervisorId,
				by: staff.staffId
			});
		}
		await audit.append(tx, agencyId, {
			event: 'unit.changed',
			by: staff.staffId,
			unit: found.id,
			supervisor: to.supervisorId
		});
		return { kind: 'done' };
	});
}
