import { v7 as uuid } from 'uuid';
import * as team from '../../src/lib/server/desk/team/index.ts';
import type { Agency, Colleague, World } from './world.ts';

/** A supervisor who leads the agency's other unit. */
export async function leaderOfSouth(
	{ world, agency }: { world: World; agency: Agency },
	name: string
): Promise<Colleague> {
	const at = { ...world.desk, agencyId: agency.id };
	const email = `${uuid()}@larkfield.example`;
	const password = `of ${name}, made for a test`;
	const organisationId = agency.organisations.police;
	const given = { role: 'supervisor', name, email, password, organisationId } as const;
	const unitId = agency.otherUnit;
	const staffId = await team.addStaff(at, { ...given, unitId, languages: ['en'] });
	await team.setSupervisor(at, { unitId, staffId });
	return { ...given, agencyId: agency.id, staffId };
}
