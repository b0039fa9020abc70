import { v7 as uuid } from 'uuid';
import type { Role } from '#lib/domain/access/index.ts';
import {
	organisationId,
	staffId,
	unitId,
	type AgencyId,
	type OrganisationId,
	type StaffId,
	type UnitId
} from '#lib/domain/ids.ts';
import { signInHash } from '#lib/server/platform/crypto/kdf.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../access/index.ts';
import { hashPassword } from '../auth/password.ts';
import * as store from './store.ts';

// All of these run as heard_desk, in one agency.

type Where = Pick<Desk, 'db'> & { agencyId: AgencyId };

export type NewOrganisation = {
	kind: 'police' | 'support' | 'programme';
	name: string;
	/** Keeps its own confidentiality: she may choose that only it sees her answers (CN1). */
	confidential: boolean;
};

export async function addOrganisation(
	{ db, agencyId }: Where,
	given: NewOrganisation
): Promise<OrganisationId> {
	const id = organisationId.parse(uuid());
	await withAgency(db, agencyId, (tx) => store.addOrganisation(tx, { agencyId, id, ...given }));
	return id;
}

/** A unit of a police organisation, without a supervisor so far. */
export async function addUnit(
	{ db, agencyId }: Where,
	given: { organisationId: OrganisationId; name: string }
): Promise<UnitId> {
	const id = unitId.parse(uuid());
	await withAgency(db, agencyId, (tx) => store.addUnit(tx, { agencyId, id, ...given }));
	return id;
}

/** From now on this person works the lane `supervisor` of the unit's cases. */
export async function setSupervisor(
	{ db, agencyId }: Where,
	given: { unitId: UnitId; staffId: StaffId }
): Promise<void> {
	const isSet = await withAgency(db, agencyId, (tx) =>
		store.setSupervisor(tx, { agencyId, ...given })
	);
	if (!isSet) throw new Error('there is no such unit in this agency');
}

export type NewStaff = {
	role: Role;
	name: string;
	email: string;
	password: string;
	organisationId: OrganisationId;
	unitId: UnitId | null;
	/** Languages that this person reads. */
	languages: string[];
};

/** A person who can sign in. Throws when the e-mail is taken, in whatever agency. */
export async function addStaff(
	{ db, agencyId, pepper }: Where & Pick<Desk, 'pepper'>,
	{ password, ...given }: NewStaff
): Promise<StaffId> {
	const id = staffId.parse(uuid());
	const passwordHash = await hashPassword(password);
	const emailHash = signInHash(given.email, pepper);
	await withAgency(db, agencyId, (tx) =>
		store.addStaff(tx, { agencyId, id, ...given }, { emailHash, passwordHash })
	);
	return id;
}
