export {
	deskRoutes,
	entrances,
	homeOf,
	isMachineRoute,
	isOpenRoute,
	mayEnter,
	type DeskRoute
} from './entrances.ts';
export { roles, role, type Role } from './roles.ts';
export { matrix, scopeOf, standings, type Part, type Scope, type Standing } from './permissions.ts';
export {
	lanesWorkedAs,
	lanesWorkedBy,
	relationTo,
	type CaseTeam,
	type Member,
	type Relation
} from './relation.ts';
export type { GivenFlag, GivenLane, GivenResponse, Reader } from './given.ts';
export { lanesOfLabel } from './flags.ts';
export { whatMayBeRead, type MayBeRead } from './projection.ts';
export { caseFactsFor, mayWorkLinks } from './case-card.ts';
export type * from './views.ts';
