export {
	deskRoutes,
	entrances,
	homeOf,
	isMachineRoute,
	isOpenRoute,
	mayEnter,
	type DeskRoute
} from './entrances.ts';
export { leadingRoles, roles, role, type Role } from './roles.ts';
export { matrix, scopeOf, standings, type Part, type Scope, type Standing } from './permissions.ts';
export {
	lanesWorkedAs,
	lanesWorkedBy,
	relationTo,
	type CaseTeam,
	type Member,
	type Relation
} from './relation.ts';
export {
	glassOutcomes,
	glassPurposes,
	lanesReadAs,
	readsAs,
	type GlassOutcome,
	type GlassPurpose,
	type Reading,
	type ReadTeam
} from './break-glass.ts';
export { reviewersOf, type Leader, type Opened } from './reviewers.ts';
export type { GivenFlag, GivenLane, GivenResponse, Reader } from './given.ts';
export { asksToBeShared, lanesOfLabel, mayBeShared } from './flags.ts';
export { whatMayBeRead, type MayBeRead } from './projection.ts';
export { caseFactsFor, mayWorkLinks } from './case-card.ts';
export { contactRulesFor, mayEditPlan, reasonFor } from './contact.ts';
export { briefAnswer } from './brief.ts';
export type * from './glass-views.ts';
export type * from './views.ts';
