import type { StaffId, UnitId } from '../ids.ts';
import type { CaseTeam } from './relation.ts';

export type Leader = { staffId: StaffId; leads: readonly UnitId[]; isAway: boolean };

export type Opened = {
	/** Unit of the case. */
	unitId: UnitId;
	team: Pick<CaseTeam, 'responsibleOfficerId' | 'deputyOfficerId' | 'blockedIds'>;
	openedBy: StaffId;
	/** Unit of the one who opened it. */
	openersUnitId: UnitId | null;
};

/**
 * Who may review a break-glass, the first choice first: a supervisor of another unit (queue.md 10,
 * BG2), who has no part in the case and did not open it. Better one who is here, and who does not
 * lead the person whose deed it was. Only where there is no other unit, the case's own supervisor.
 */
export function reviewersOf(
	leaders: readonly Leader[],
	{ unitId, team, openedBy, openersUnitId }: Opened
): StaffId[] {
	const { responsibleOfficerId, deputyOfficerId, blockedIds } = team;
	const apart = leaders.filter(
		({ staffId, leads }) =>
			leads.length > 0 &&
			staffId !== openedBy &&
			staffId !== responsibleOfficerId &&
			staffId !== deputyOfficerId &&
			!blockedIds.includes(staffId)
	);
	const elsewhere = apart.filter(({ leads }) => !leads.includes(unitId));
	const leadsOpener = ({ leads }: Leader) =>
		openersUnitId !== null && leads.includes(openersUnitId);
	return (elsewhere.length > 0 ? elsewhere : apart)
		.toSorted(
			(a, b) =>
				Number(a.isAway) - Number(b.isAway) ||
				Number(leadsOpener(a)) - Number(leadsOpener(b)) ||
				(a.staffId < b.staffId ? -1 : 1)
		)
		.map(({ staffId }) => staffId);
}
