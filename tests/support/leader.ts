import * as team from '../../src/lib/server/desk/team/index.ts';
import type { Agency, Colleague, World } from './world.ts';

/** A supervisor who leads the agency's other unit. */
export async function leaderOfSouth(
	{ world, agency }: { world: World; agency: Agency },
	person: string
): Promise<Colleague> {
	const { id: agencyId, otherUnit: unitId } = agency;
	const organisationId = agency.organisations.police;
	const leader = await world.hire({
		agencyId,
		organisationId,
		unitId,
		person,
		role: 'supervisor'
	});
	await team.setSupervisor({ ...world.desk, agencyId }, { unitId, staffId: leader.staffId });
	return leader;
}
