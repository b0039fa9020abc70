import { z } from 'zod';
import { QUESTIONNAIRE_VERSION, questionIds } from './definition.ts';
import type { QuestionId } from './definition.ts';
import type { FormFacts } from './facts.ts';
import { textId } from './stored.ts';
import type { StoredAnswers } from './stored.ts';
import { walk } from './walk.ts';

const visitOrdinal = z.int().min(1);
const questionId = z.enum(questionIds);
const helpAfter = z.enum(['R1', 'W1']);

const answer = z.strictObject({
	value: z.union([z.string(), z.array(z.string()), z.null()]),
	text: z.string().optional(),
	/** The visit that gave it, and the only one that may see it again. */
	visit: visitOrdinal
});

const resting = z.discriminatedUnion('at', [
	/** Wherever the order leads: the first question without an answer, else the Send page. */
	z.strictObject({ at: z.literal('next') }),
	/** Back was pressed, or a new visit asks CN2 again. */
	z.strictObject({ at: z.literal('question'), question: questionId }),
	z.strictObject({ at: z.literal('help'), after: helpAfter }),
	z.strictObject({ at: z.literal('danger') })
]);

const place = z.union([
	resting,
	/** `over` is the page that "Back" returns to. */
	z.strictObject({ at: z.literal('delete'), over: resting })
]);

/**
 * The course of one check-in: what is kept in the draft's box. Plain JSON. Every visit that may
 * still be live has its own place; answers are shared and carry the visit that gave them.
 */
export const course = z.strictObject({
	questionnaire: z.literal(QUESTIONNAIRE_VERSION),
	answers: z.partialRecord(questionId, answer),
	/** Questions that followed from another visit's answers, and the visit that passed them over. */
	unseen: z.partialRecord(questionId, visitOrdinal),
	/**
	 * CN2 = danger was saved once. Kept apart from `answers.CN2`, which a later visit answers
	 * again, so that a "yes" (perhaps of somebody else) can never take the call for help back.
	 */
	danger: z.boolean(),
	/** Help pages that were shown and left. */
	helped: z.array(helpAfter),
	/** Where each visit is, by its ordinal. */
	places: z.record(z.string().regex(/^[1-9]\d*$/), place),
	/** Sum of the time on form pages over all visits, whole seconds. */
	seconds: z.int().min(0)
});

export type Course = z.infer<typeof course>;
export type Answer = z.infer<typeof answer>;
export type Resting = z.infer<typeof resting>;
export type Place = z.infer<typeof place>;

/** The course of a check-in that nobody has answered yet. */
export function begin(): Course {
	return {
		questionnaire: QUESTIONNAIRE_VERSION,
		answers: {},
		unseen: {},
		danger: false,
		helped: [],
		places: {},
		seconds: 0
	};
}

/** Everything that any visit gave so far; what visits passed over counts as skipped. */
export function allAnswers(course: Course): StoredAnswers {
	return answersSeenBy(course, Infinity);
}

/**
 * The same as it stands for one visit: a question that only a later visit passed over is still
 * open to this one. So who opens the link a second time cannot close the first one's questions.
 */
export function answersSeenBy(course: Course, visit: number): StoredAnswers {
	const given = answersWhere(course, () => true);
	const passedOver = questionIds.filter((id) => (course.unseen[id] ?? visit) < visit);
	const skips = Object.fromEntries(passedOver.map((id) => [id, null]));
	return { ...skips, ...given, ...(course.danger && { CN2: 'danger' }) };
}

/**
 * The answers of one visit, as if they and the consent were all there is. What this visit may be
 * shown (questions, values, counts) follows from these and the case facts alone.
 */
export function answersOf(course: Course, visit: number): StoredAnswers {
	return { ...answersWhere(course, (answer) => answer.visit === visit), CN0: 'yes' };
}

function answersWhere(course: Course, isWanted: (answer: Answer) => boolean): StoredAnswers {
	const stored: StoredAnswers = {};
	for (const id of questionIds) {
		const answer = course.answers[id];
		if (answer === undefined || !isWanted(answer)) continue;
		stored[id] = answer.value;
		if (answer.text !== undefined) stored[textId(id)] = answer.text;
	}
	return stored;
}

/** What is sealed: the answers of placed questions. CN2 is `danger` if any visit ever said so. */
export function answersToSend(course: Course, facts: FormFacts): StoredAnswers {
	return walk(allAnswers(course), facts).pruned;
}

/** At least one answer or skip after CN2 was saved: who stops at the gate leaves nothing to assess. */
export function hasSomethingToAssess(course: Course, facts: FormFacts): boolean {
	return walk(allAnswers(course), facts).placed.some(
		({ question }) => question.part !== 'gate' && course.answers[question.id] !== undefined
	);
}

/** The first question without an answer or skip; null when the Send page was reached. */
export function stoppedAt(course: Course, facts: FormFacts): QuestionId | null {
	const { placed, states } = walk(allAnswers(course), facts);
	return placed.find(({ question }) => states[question.id] === 'open')?.question.id ?? null;
}

/** Time on form pages over all visits, whole seconds. */
export function secondsOn(course: Course): number {
	return course.seconds;
}
