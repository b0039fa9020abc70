import type { Role } from '../access/index.ts';
import type { OrganisationId, UnitId } from '../ids.ts';

export const organisationKinds = ['police', 'support', 'programme'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

// what a role may read follows from the body that it stands for: an officer of a support organisation
// would be named by nobody on a case, and a support worker of the police would break CN1
const worksFor: Record<Role, OrganisationKind | 'any'> = {
	officer: 'police',
	supervisor: 'police',
	support_worker: 'support',
	programme_worker: 'programme',
	admin: 'any',
	auditor: 'any'
};

/** Officers and supervisors belong to a unit; nobody else does. */
export function needsUnit(role: Role): boolean {
	return role === 'officer' || role === 'supervisor';
}

export type Place = { role: Role; organisationId: OrganisationId; unitId: UnitId | null };

/** What is wrong with a place, by the field that has to change. */
export type PlaceProblems = {
	organisation?: 'organisation_unknown' | 'organisation_kind';
	unit?: 'unit_missing' | 'unit_elsewhere';
};

/**
 * Whether somebody with this role can stand there. `kind`: of the organisation; `unitOf`: the
 * organisation of the unit; each null where the agency has none with that id.
 */
export function placeProblems(
	{ role, organisationId, unitId }: Place,
	{ kind, unitOf }: { kind: OrganisationKind | null; unitOf: OrganisationId | null }
): PlaceProblems {
	const problems: PlaceProblems = {};
	const wanted = worksFor[role];
	if (kind === null) problems.organisation = 'organisation_unknown';
	else if (wanted !== 'any' && wanted !== kind) problems.organisation = 'organisation_kind';
	if (needsUnit(role)) {
		if (unitId === null) problems.unit = 'unit_missing';
		else if (unitOf !== organisationId) problems.unit = 'unit_elsewhere';
	}
	return problems;
}
