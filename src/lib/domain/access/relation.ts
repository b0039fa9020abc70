import type { Lane } from '../concern/index.ts';
import type { OrganisationId, StaffId } from '../ids.ts';
import type { Role } from './roles.ts';

/** Everybody who is named on a case, or stands behind it. */
export type CaseTeam = {
	responsibleOfficerId: StaffId;
	deputyOfficerId: StaffId | null;
	/** Supervisor of the case's unit. */
	supervisorId: StaffId | null;
	supportOrganisationId: OrganisationId | null;
	supportWorkerId: StaffId | null;
	/** Who must never see this case, nor that it exists (queue.md 10, CO2). */
	blockedIds: readonly StaffId[];
};

export type Member = { staffId: StaffId; role: Role; organisationId: OrganisationId };

const workedAs = {
	officer: ['police'],
	// the unit's police lane is theirs to look at and to press Seen in; their own comes first
	supervisor: ['supervisor', 'police'],
	support_worker: ['support']
} as const satisfies Partial<Record<Role, readonly Lane[]>>;

/** As what a person reaches a case: the column of the matrix that holds. */
export type Relation = keyof typeof workedAs;

/** The lanes that somebody works who reaches a case like this (queue.md 1), the own one first. */
export function lanesWorkedAs(relation: Relation): readonly Lane[] {
	return workedAs[relation];
}

/** The lanes in the queue of a role; none for those who never reach a case. */
export function lanesWorkedBy(role: Role): readonly Lane[] {
	return role === 'officer' || role === 'supervisor' || role === 'support_worker'
		? workedAs[role]
		: [];
}

/**
 * As what this person reaches the case; null is "there is no such case". A programme worker, an
 * administrator and an auditor never reach one, whatever is written on it. Who is blocked does not
 * reach it whatever their role: the block is looked at before anything else.
 *
 * A supervisor who is named as the officer of a case is its officer here: what she says about the
 * police must not reach the one it may be about. A case without a named support worker is worked
 * by its support organisation (rules.md 2).
 */
export function relationTo(
	team: CaseTeam,
	{ staffId, role, organisationId }: Member
): Relation | null {
	if (team.blockedIds.includes(staffId)) return null;
	const isNamedOfficer = team.responsibleOfficerId === staffId || team.deputyOfficerId === staffId;
	const isSupport =
		team.supportWorkerId === staffId ||
		(team.supportWorkerId === null && team.supportOrganisationId === organisationId);

	if (role === 'officer') return isNamedOfficer ? 'officer' : null;
	if (role === 'supervisor') {
		if (isNamedOfficer) return 'officer';
		return team.supervisorId === staffId ? 'supervisor' : null;
	}
	if (role === 'support_worker') return isSupport ? 'support_worker' : null;
	return null;
}
