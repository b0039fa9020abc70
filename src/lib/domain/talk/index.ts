export {
	askedIn,
	fieldsOf,
	haltOf,
	lacksConsent,
	replace,
	SKIP,
	skipField,
	take,
	typedFrom,
	valuesOf,
	walkTold,
	type Side,
	type Told
} from './told.ts';
export {
	screenAfter,
	screenAt,
	sectionsOf,
	type AskedQuestion,
	type Screen,
	type Section,
	type SectionName
} from './sections.ts';
export {
	beginTalk,
	hasTold,
	interpreterOf,
	isAlone,
	isWorthFiling,
	revisionOf,
	takenUpAgain,
	talkState,
	toldIn,
	withAnswers,
	type TalkState
} from './state.ts';
export {
	interpreters,
	openingFields,
	readOpening,
	type OpeningField,
	type OpeningProblem
} from './opening.ts';
export {
	talkEnds,
	type Kept,
	type TalkAsk,
	type TalkBegin,
	type TalkEnd,
	type TalkEndKind,
	type TalkPlan,
	type TalkView
} from './views.ts';
