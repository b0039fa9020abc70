import { relationTo, type CaseTeam } from '#lib/domain/access/index.ts';
import type { Staff } from '../../access/index.ts';

/** What of a case's team this person may change: all of it, the deputy alone, or nothing. */
export function reassignScope(team: CaseTeam, staff: Staff): 'team' | 'deputy' | null {
	if (!relationTo(team, staff)) return null;
	if (team.supervisorId === staff.staffId && staff.role === 'supervisor') return 'team';
	return team.responsibleOfficerId === staff.staffId ? 'deputy' : null;
}
