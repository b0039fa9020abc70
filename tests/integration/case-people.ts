import { v7 as uuid } from 'uuid';
import type { Role } from '#lib/domain/access/index.ts';
import type { WantedCase } from '#lib/domain/case/index.ts';
import { caseId, type CaseId, type StaffId, type UnitId } from '#lib/domain/ids.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as team from '#lib/server/desk/team/index.ts';
import type { World } from './desk-world.ts';

// A second unit with people of its own, and the way in which people make cases.

export async function otherUnit(w: World, called = 'South') {
	const where = { ...w.desk, agencyId: w.agencyId };
	const { organisationId } = w.vale;
	const unitId = await team.addUnit(where, { organisationId, name: called });
	const join = async (name: string, role: Role): Promise<Staff & { name: string }> => {
		const staffId = await team.addStaff(where, {
			role,
			name,
			email: `${name.toLowerCase()}@${called.toLowerCase()}.example`,
			password: 'a long enough password',
			organisationId,
			unitId,
			languages: ['en']
		});
		return { agencyId: w.agencyId, staffId, role, organisationId, name };
	};
	const people = {
		unitId,
		officer: await join(`Rowan${called}`, 'officer'),
		deputy: await join(`Sedge${called}`, 'officer'),
		supervisor: await join(`Teal${called}`, 'supervisor')
	};
	await team.setSupervisor(where, { unitId, staffId: people.supervisor.staffId });
	return people;
}

export function wanted(
	reference: string,
	of: { unitId: UnitId; officer: Pick<Staff, 'staffId'>; deputy: Pick<Staff, 'staffId'> },
	changes: Partial<WantedCase> = {}
): WantedCase {
	return {
		reference,
		unitId: of.unitId,
		officerId: of.officer.staffId,
		deputyId: of.deputy.staffId,
		supportOrganisationId: null,
		supportWorkerId: null,
		interventionOn: '2026-11-16',
		intervention: 'call_out',
		facts: {
			hasChildren: false,
			gradedHigh: false,
			baselineSF2: null,
			personPhrase: 'hurt',
			conferenceOn: null
		},
		orders: [],
		programme: null,
		...changes
	};
}

export const newId = (): CaseId => caseId.parse(uuid());

export const north = (w: World) => ({ unitId: w.unitId, officer: w.vale, deputy: w.reed });

/** A case that somebody made over the form. */
export async function made(w: World, staff: Staff, given: WantedCase): Promise<CaseId> {
	const added = await cases.add(w.desk, staff, { id: newId(), wanted: given });
	if (added?.kind !== 'made') throw new Error(`not made: ${JSON.stringify(added)}`);
	return added.caseId;
}

export async function block(
	{ superuser, agencyId }: Pick<World, 'superuser' | 'agencyId'>,
	{ caseId: id, staffId }: { caseId: CaseId; staffId: StaffId }
): Promise<void> {
	await superuser`insert into case_block (agency_id, case_id, staff_id, by, note_id)
		values (${agencyId}, ${id}, ${staffId}, ${staffId}, ${uuid()})`;
}

export async function setAway(
	{ superuser }: Pick<World, 'superuser'>,
	staffId: StaffId,
	isAway = true
): Promise<void> {
	await superuser`update staff set away_from = ${isAway ? superuser`heard_now()` : null}
		where id = ${staffId}`;
}
