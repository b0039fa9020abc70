import { v7 as uuid } from 'uuid';
import { breakGlassId, staffId as staffIdOf } from '../../../src/lib/domain/ids.ts';
import type { SteppingStaff } from '../../../src/lib/server/desk/access/index.ts';
import * as blocks from '../../../src/lib/server/desk/blocks/index.ts';
import * as glass from '../../../src/lib/server/desk/break-glass/index.ts';
import * as cases from '../../../src/lib/server/desk/cases/index.ts';
import * as team from '../../../src/lib/server/desk/team/index.ts';
import type { Stage } from '../browser.ts';
import type { Cast, Place } from './cast.ts';
import { asReason, payloads } from './payloads.ts';

export async function namesAndBlocks({ stage, people: { supervisor } }: Cast): Promise<Place[]> {
	const { world, agency } = stage;
	const caseId = await world.case(agency);
	const by = await withSession(stage, supervisor);
	for (const name of payloads) {
		const { staffId } = await officerCalled(stage, name);
		const reason = asReason(name);
		const done = await blocks.set(world.desk, by, { caseId, staffId, reason });
		if (done !== 'set') throw new Error(`not blocked: ${done}`);
		// and asked for it: the page says who did
		await cases.read(world.desk, { ...by, staffId, role: 'officer' }, caseId);
	}
	const path = `/desk/cases/${caseId}/block`;
	return [{ who: 'supervisor', path, texts: [...payloads, ...payloads.map(asReason)] }];
}

export async function emergencies({ stage }: Cast): Promise<Place[]> {
	const { world, agency } = stage;
	const reference = 'LF-3300';
	await world.case(agency, { reference });
	for (const name of payloads) {
		const opening = await glass.open(world.desk, await officerCalled(stage, name), {
			id: breakGlassId.parse(uuid()),
			reference,
			purpose: 'immediate_danger',
			reason: asReason(name)
		});
		if (opening.kind !== 'opened') throw new Error(`not opened: ${opening.why}`);
	}
	const texts = [...payloads, ...payloads.map(asReason)];
	return [{ who: 'reviewer', path: '/desk/break-glass/review', texts }];
}

/** An officer of this name, who has shown a second factor and never sits at a browser. */
async function officerCalled(stage: Stage, name: string): Promise<SteppingStaff> {
	const { agency, ground } = stage;
	const staffId = staffIdOf.parse(uuid());
	const organisationId = agency.organisations.police;
	await ground.superuser`
		insert into staff (agency_id, id, organisation_id, unit_id, role, name, email)
		values (${agency.id}, ${staffId}, ${organisationId}, ${agency.unit}, 'officer', ${name},
			${`${staffId}@larkfield.example`})`;
	return withSession(stage, { agencyId: agency.id, staffId, organisationId, role: 'officer' });
}

async function withSession(
	{ ground: { superuser } }: Stage,
	who: Omit<SteppingStaff, 'session'>
): Promise<SteppingStaff> {
	const session = uuid();
	await superuser`
		insert into session (id_hash, handle, agency_id, staff_id, stepped_up_at)
		values (${`of ${session}`}, ${session}, ${who.agencyId}, ${who.staffId}, heard_now())`;
	return { ...who, session };
}

/** Names of organisations, and of units, wherever one is chosen. */
export async function bodies({ stage: { world, agency } }: Cast): Promise<Place[]> {
	const where = { ...world.desk, agencyId: agency.id };
	const { police } = agency.organisations;
	const unitOf = (name: string) => `Unit ${name}`;
	for (const name of payloads) {
		await team.addOrganisation(where, { kind: 'support', name, confidential: false });
		await team.addUnit(where, { organisationId: police, name: unitOf(name) });
	}
	const units = payloads.map(unitOf);
	const path = '/desk/team/organisations';
	return [
		{ who: 'admin', path, texts: payloads },
		{ who: 'admin', path: `${path}/${police}`, texts: units },
		{ who: 'admin', path: '/desk/team/new', texts: [...payloads, ...units] },
		{ who: 'officer', path: '/desk/cases/new', texts: payloads }
	];
}

/** The names of `namesAndBlocks` and `emergencies` in the lists of the team. */
export async function colleagues(cast: Cast): Promise<Place[]> {
	for (const name of payloads) await officerCalled(cast.stage, name);
	const list = { path: '/desk/team', texts: payloads, isList: true };
	return [
		{ who: 'admin', ...list },
		{ who: 'supervisor', ...list }
	];
}
