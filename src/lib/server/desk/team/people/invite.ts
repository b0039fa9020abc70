import { v7 as uuid } from 'uuid';
import type { Role } from '#lib/domain/access/index.ts';
import { staffId as staffIdOf, type StaffId } from '#lib/domain/ids.ts';
import {
	teamScopeOf,
	type NewStaffView,
	type Place,
	type PlaceProblems,
	type SetupCard
} from '#lib/domain/team/index.ts';
import { signInHash } from '#lib/server/platform/crypto/kdf.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, type Desk, type Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { findSettings } from '../../cases/index.ts';
import { hasSteppedUp, type Asking, type StepUp } from '../asking.ts';
import { mailLink, printLink, type Way } from './hand-over.ts';
import { placeIn } from './place.ts';
import * as store from './store.ts';
import { withPerson, type HeldBack } from './with-person.ts';

const ROUTE = '/desk/team/new';

/** The form that invites somebody. Null for who may not. */
export async function prepare(desk: Desk, staff: Staff): Promise<NewStaffView | null> {
	if (teamScopeOf(staff.role) !== 'edit') return null;
	return withAgency(desk.db, staff.agencyId, async (tx) => ({
		staffId: uuid(),
		choices: await store.findPlaces(tx, staff.agencyId),
		languages: (await findSettings(tx, staff.agencyId)).intake.languages
	}));
}

export type Invitation = Place & {
	/** Minted with the form: the same form sent twice invites once. */
	staffId: StaffId;
	role: Role;
	name: string;
	email: string;
	/** Languages that this person reads, of those that the agency offers. */
	languages: string[];
	way: Way;
};

export type Invited =
	| { kind: 'invited'; card: SetupCard | null }
	/** This form invited before. */
	| { kind: 'repeated' }
	| { kind: 'place'; problems: PlaceProblems }
	/** The address signs in somebody already. It is not said whom, nor where. */
	| { kind: 'email' }
	| { kind: 'languages' }
	| StepUp;

class EmailTaken extends Error {
	override readonly name = 'EmailTaken';
}

/** A new account, and a one-time link for its owner to set it up. Null for who may not. */
export async function invite(
	desk: Desk,
	staff: Asking,
	given: Invitation
): Promise<Invited | null> {
	const { agencyId } = staff;
	try {
		return await withAgency(desk.db, agencyId, (tx) => make(tx, { desk, staff, given }));
	} catch (error) {
		if (!(error instanceof EmailTaken)) throw error;
		// who tries addresses here learns which ones work at some agency: each try is on record
		await withAgency(desk.db, agencyId, (tx) =>
			audit.append(tx, agencyId, { event: 'staff.invitation_refused', by: staff.staffId })
		);
		return { kind: 'email' };
	}
}

async function make(
	tx: Transaction,
	{ desk, staff, given }: { desk: Desk; staff: Asking; given: Invitation }
): Promise<Invited | null> {
	const { agencyId } = staff;
	const { staffId, name, email, languages, way } = given;
	if (teamScopeOf(staff.role) !== 'edit') return deny(tx, staff, { object: staffId, route: ROUTE });
	if (!hasSteppedUp(staff)) return { kind: 'step_up' };
	if (await store.hasPerson(tx, { agencyId, staffId })) return { kind: 'repeated' };

	const placed = await placeIn(tx, agencyId, given);
	if (!placed.ok) return { kind: 'place', problems: placed.problems };
	const offered = (await findSettings(tx, agencyId)).intake.languages;
	if (languages.some((one) => !offered.includes(one))) return { kind: 'languages' };

	const { role, organisationId, unitId } = placed.place;
	await store.addInvited(tx, {
		agencyId,
		id: staffId,
		name,
		email,
		languages,
		role,
		organisationId,
		unitId
	});
	const emailHash = signInHash(email, desk.pepper);
	// also undoes the row above
	if (!(await store.addSignIn(tx, { agencyId, staffId, emailHash }))) throw new EmailTaken();

	const card = await handOver(tx, desk, { staff, staffId, name, way });
	await audit.append(tx, agencyId, {
		event: 'staff.invited',
		by: staff.staffId,
		staff: staffId,
		printed: way === 'print',
		role,
		organisation: organisationId,
		unit: unitId
	});
	return { kind: 'invited', card };
}

async function handOver(
	tx: Transaction,
	desk: Desk,
	{ staff, way, ...to }: { staff: Staff; staffId: StaffId; name: string; way: Way }
): Promise<SetupCard | null> {
	const wanted = { ...to, purpose: 'invitation' as const };
	if (way === 'print') return printLink(tx, desk, staff, wanted);
	await mailLink(tx, desk, staff, wanted);
	return null;
}

export type InvitedAgain = { kind: 'done'; card: SetupCard | null } | HeldBack | StepUp;

/** A new link for who has not set up the account yet; the earlier one leads nowhere any more. */
export function inviteAgain(
	desk: Desk,
	staff: Asking,
	{ id, way }: { id: string; way: Way }
): Promise<InvitedAgain | null> {
	return withPerson<InvitedAgain>(desk, staff, { id, act: 'link' }, async (tx, person) => {
		const { staffId, name } = person;
		const card = await handOver(tx, desk, { staff, staffId, name, way });
		await audit.append(tx, staff.agencyId, {
			event: 'staff.invited_again',
			by: staff.staffId,
			staff: staffIdOf.parse(staffId),
			printed: way === 'print'
		});
		return { kind: 'done', card };
	});
}
