import { z } from 'zod';
import type { StaffId } from '../ids.ts';
import {
	allAnswers,
	answersToSend,
	begin,
	CONSENT_VERSION,
	course,
	formFacts,
	hasSomethingToAssess,
	isQuestionId,
	observed,
	observedAtOpening,
	opening,
	textId,
	workerNote,
	type Answer,
	type FormFacts,
	type Opening,
	type QuestionId,
	type StoredAnswers
} from '../questionnaire/index.ts';
import type { SealedResponse } from '../response.ts';
import { haltOf, walkTold, type Side, type Told } from './told.ts';

/**
 * What a talk's envelope holds until it is sent. The form facts are copied into it when the talk
 * begins: the row forgets them at its end, while something may still have to be filed.
 */
export const talkState = z.object({
	opening,
	course,
	facts: formFacts,
	observed,
	/** Goes to the notes when the talk ends: never part of an answer. */
	note: workerNote,
	side: z.enum(['police', 'support'])
});
export type TalkState = z.infer<typeof talkState>;

/** A talk has one sitting, whoever looks at it again. */
const VISIT = 1;

export function beginTalk(made: { opening: Opening; facts: FormFacts; side: Side }): TalkState {
	const state = { ...made, course: begin(), observed: observed.parse({}), note: '' };
	const { opening } = made;
	return 'AM6' in opening ? withAnswers(state, { CN0: opening.AM6 }) : state;
}

/** The same talk after a pause: as it is held now. Whether it is safe to answer now is asked again. */
export function takenUpAgain(state: TalkState, now: Opening): TalkState {
	const answers = { ...state.course.answers };
	delete answers.CN2;
	return { ...state, opening: now, course: { ...state.course, answers } };
}

export function isAlone({ opening }: TalkState): boolean {
	return observedAtOpening(opening).alone;
}

export function toldIn(state: TalkState): Told {
	const { side, facts, course } = state;
	return { isAlone: isAlone(state), side, facts, answers: allAnswers(course) };
}

/** "In danger now" stays once it was saved, as over a link: no later answer takes the call back. */
export function withAnswers(state: TalkState, answers: StoredAnswers): TalkState {
	const kept: Partial<Record<QuestionId, Answer>> = {};
	for (const [id, value] of Object.entries(answers)) {
		if (!isQuestionId(id)) continue;
		const text = answers[textId(id)];
		kept[id] = { value, visit: VISIT, ...(typeof text === 'string' && { text }) };
	}
	const danger = state.course.danger || answers.CN2 === 'danger';
	return { ...state, course: { ...state.course, answers: kept, danger } };
}

/** Whether she told something that a person must read, should nobody come back to this talk. */
export function hasTold(state: TalkState): boolean {
	if (isAlone(state)) {
		return state.course.danger || hasSomethingToAssess(state.course, state.facts);
	}
	return Object.keys(walkTold(toldIn(state)).pruned).length > 0;
}

/** Signs that somebody else was there: the rules read them without any answer (F-COERCED). */
const signs = ['heardSomeone', 'whispered', 'cutOff', 'coached'] as const;

/** Whether anything must be done, should nobody come back to this talk. */
export function isWorthFiling(state: TalkState): boolean {
	const isForSupport = haltOf(toldIn(state)) === 'handover';
	return hasTold(state) || isForSupport || signs.some((sign) => state.observed[sign]);
}

/** What is sealed as a revision. `isWhole`: what was not asked counts as skipped. */
export function revisionOf(
	state: TalkState,
	{ by, isWhole }: { by: StaffId; isWhole: boolean }
): SealedResponse {
	const { opening, facts } = state;
	const { placed, pruned, states } = walkTold(toldIn(state));
	const left = placed.filter(({ question }) => states[question.id] === 'open');
	const skips = isWhole ? Object.fromEntries(left.map(({ question }) => [question.id, null])) : {};
	return {
		answers: { ...skips, ...(isAlone(state) ? answersToSend(state.course, facts) : pruned) },
		facts,
		language: 'AM5' in opening ? opening.AM5 : 'en',
		mode: opening.AM1,
		// a worker types: the time on the form says nothing of her
		secondsOnForm: null,
		consentVersion: CONSENT_VERSION,
		observations: { ...state.observed, ...observedAtOpening(opening) },
		talk: { by, interpreter: interpreterOf(opening) }
	};
}

export function interpreterOf(opening: Opening): string | null {
	return 'AM4' in opening && opening.AM4.kind === 'professional' ? opening.AM4.id : null;
}
