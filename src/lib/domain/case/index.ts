export { caseReference } from './reference.ts';
export {
	contactKinds,
	interventions,
	orderKinds,
	orderStates,
	programmeStates,
	type ContactKind,
	type Intervention
} from './kinds.ts';
export {
	closingSides,
	contactDayIn,
	isAgreed,
	EVENT_NEAR,
	isChallenged,
	keepsDuplicate,
	lanesOfSide,
	mayBeChallenged,
	obstacles,
	obstaclesTo,
	reasonWithContact,
	type Attempt,
	type ClosingSide,
	type NotedContact,
	type Obstacle,
	type Standing
} from './closing.ts';
export { isToldTo, mayReadReason, type CaseEventKind } from './history.ts';
export { decidersOf, type ParkedCase } from './parked.ts';
export { neutralCell, toCsv } from './csv.ts';
export {
	importColumns,
	lineProblems,
	MOST_LINES,
	neededColumns,
	readImport,
	type BadLine,
	type ImportColumn,
	type LineProblem,
	type Rec
} from './import.ts';
export {
	isProgrammeKnown,
	mayBeNamed,
	supportProblem,
	teamProblem,
	type CaseChoices,
	type TeamProblem,
	type WantedCase,
	type WantedFacts,
	type WantedOrder,
	type WantedProgramme,
	type WantedTeam
} from './wanted.ts';
export { caseFilters, caseSorts, usualFilter } from './views.ts';
export type * from './views.ts';
