export {
	CONSENT_VERSION,
	QUESTIONNAIRE_VERSION,
	isQuestionId,
	questionIds,
	questions
} from './definition.ts';
export type { CodeOf, Part, Question, QuestionId } from './definition.ts';
export { formFacts } from './facts.ts';
export type { FormFacts } from './facts.ts';
export type { KeptAnswers, StoredAnswers, TextId, Typed } from './stored.ts';
export { textId } from './stored.ts';

export { slots } from './slots.ts';
export type { HelpAfter, Slot } from './slots.ts';
export { h2Event, isEvent, r1Event, told } from './conditions.ts';
export { readAnswer } from './normalise.ts';
export { walk, walkNotAlone } from './walk.ts';
export type { PlacedQuestion, State, Walk } from './walk.ts';

export {
	allAnswers,
	answersToSend,
	begin,
	course,
	hasSomethingToAssess,
	secondsOn,
	stoppedAt
} from './course.ts';
export type { Answer, Course } from './course.ts';
export { asOffered, page, resume, shown } from './page.ts';
export { step } from './step.ts';
export type { Action, Posted, Step } from './step.ts';
export type { IntakeView, Page, Problem, Words } from './view.ts';

export {
	observed,
	observedAtOpening,
	opening,
	openingQuestions,
	talkAfter,
	workerNote
} from './assisted.ts';
export type { Observed, Opening, Talk } from './assisted.ts';
