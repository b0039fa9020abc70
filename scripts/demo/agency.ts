import { randomBytes } from 'node:crypto';
import { demoSettings } from '#lib/domain/settings/index.ts';
import type { AgencyId, OrganisationId, StaffId, UnitId } from '#lib/domain/ids.ts';
import type { Desk } from '#lib/server/desk/access/index.ts';
import * as team from '#lib/server/desk/team/index.ts';
import type { KeyProvider } from '#lib/server/platform/crypto/keys/index.ts';
import type { Database } from '#lib/server/platform/db/client.ts';
import { AGENCY, emailOf, organisations, people, units, type PersonKey } from './cast.ts';

type OrganisationKey = keyof typeof organisations;
type UnitKey = keyof typeof units;

export type Cast = {
	agencyId: AgencyId;
	organisations: Record<OrganisationKey, OrganisationId>;
	units: Record<UnitKey, UnitId>;
	staff: Record<PersonKey, StaffId>;
	passwords: Record<PersonKey, string>;
};

/** The invented agency with its people, made by the verbs that make a real one. */
export async function makeAgency({
	owner,
	desk,
	provider
}: {
	owner: Database;
	desk: Desk;
	provider: KeyProvider;
}): Promise<Cast> {
	const agencyId = await team.createAgency(owner, {
		name: AGENCY,
		settings: demoSettings,
		provider,
		recoveryPublicKey: null,
		isDemo: true
	});
	const at = { db: desk.db, pepper: desk.pepper, agencyId };
	const made = {
		organisations: await eachOf(organisations, (given) => team.addOrganisation(at, given))
	};
	const madeUnits = await eachOf(units, ({ organisation, name }) =>
		team.addUnit(at, { organisationId: made.organisations[organisation], name })
	);
	const passwords = await eachOf(people, async () => randomBytes(9).toString('base64url'));
	const staff = await eachOf(people, ({ organisation, unit, name, role }, key) =>
		team.addStaff(at, {
			name,
			role,
			email: emailOf(key),
			password: passwords[key],
			organisationId: made.organisations[organisation],
			unitId: unit && madeUnits[unit],
			languages: ['en']
		})
	);
	await eachOf(units, ({ supervisor }, key) =>
		team.setSupervisor(at, { unitId: madeUnits[key], staffId: staff[supervisor] })
	);
	// she signs what a colleague of hers decides to share
	const { name, confidential } = organisations.lantern;
	await team.organisations.change(
		desk,
		{
			agencyId,
			staffId: staff.sorrel,
			role: 'admin',
			organisationId: made.organisations.police,
			steppedUp: true
		},
		{ id: made.organisations.lantern, name, confidential, leadId: staff.linden }
	);
	return { agencyId, ...made, units: madeUnits, staff, passwords };
}

/** The same keys with what was made for each, one after the other. */
async function eachOf<Key extends string, Given, Made>(
	things: Record<Key, Given>,
	make: (given: Given, key: Key) => Promise<Made>
): Promise<Record<Key, Made>> {
	const made: Partial<Record<Key, Made>> = {};
	for (const key of Object.keys(things) as Key[]) made[key] = await make(things[key], key);
	return made as Record<Key, Made>; // every key was gone through
}
