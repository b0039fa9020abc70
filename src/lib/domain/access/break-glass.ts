import type { Lane } from '../concern/index.ts';
import type { StaffId } from '../ids.ts';
import type { Scope } from './permissions.ts';
import {
	lanesWorkedAs,
	relationTo,
	type CaseTeam,
	type Member,
	type Relation
} from './relation.ts';

// Somebody of police opens a case that is not theirs, for immediate danger (queue.md 10, BG1). It is
// no relation: whatever asks `relationTo` before it changes something gets null, and only what asks
// `readsAs` here, and so has thought of it, shows them anything.

/** As what a person reads a case: as one of its own, or by break-glass. */
export type Reading = Relation | 'break_glass';

export type ReadTeam = CaseTeam & {
	/** Who has this case open by break-glass at this moment. */
	glassIds: readonly StaffId[];
};

/** Why a case is opened that is not theirs: closed codes, for the trail. */
export const glassPurposes = [
	'immediate_danger',
	'missing_contact',
	'officer_unreachable'
] as const;
export type GlassPurpose = (typeof glassPurposes)[number];

export const glassOutcomes = ['justified', 'not_justified', 'referred'] as const;
export type GlassOutcome = (typeof glassOutcomes)[number];

/** As what this person reads the case; null is "there is no such case". A block stands before all. */
export function readsAs(team: ReadTeam, member: Member): Reading | null {
	if (team.blockedIds.includes(member.staffId)) return null;
	const relation = relationTo(team, member);
	if (relation) return relation;
	const isOfPolice = member.role === 'officer' || member.role === 'supervisor';
	return isOfPolice && team.glassIds.includes(member.staffId) ? 'break_glass' : null;
}

/** The lanes whose card opens, the own one first. Whoever only reads works none of them. */
export function lanesReadAs(reading: Reading): readonly Lane[] {
	return reading === 'break_glass' ? lanesWorkedAs('officer') : lanesWorkedAs(reading);
}

/**
 * What is left of the officer's column (BG3): what is there to be read, and nothing to be made, sent
 * or changed. A worker's note stays away even where she shared it with her own officer.
 */
const left: Partial<Record<Scope, Scope>> = {
	yes: 'yes',
	use: 'use',
	on_contact: 'on_contact',
	read: 'read',
	edit: 'read'
};

export function throughGlass(ofOfficer: Scope): Scope {
	return left[ofOfficer] ?? 'none';
}
