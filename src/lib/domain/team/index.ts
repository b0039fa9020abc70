export { actsFor, isForOthersOnly, mayEver, needsStepUp, type Standing } from './acts.ts';
export {
	needsUnit,
	organisationKinds,
	placeProblems,
	type OrganisationKind,
	type Place,
	type PlaceProblems
} from './place.ts';
export { teamScopeOf, type TeamScope } from './scope.ts';
export { staffStatuses } from './views.ts';
export type * from './views.ts';
