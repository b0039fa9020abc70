import { allAnswers, answersOf, answersSeenBy } from './course.ts';
import type { Course, Place } from './course.ts';
import { questions } from './definition.ts';
import type { Question, QuestionId } from './definition.ts';
import type { FormFacts } from './facts.ts';
import { textId } from './stored.ts';
import type { StoredAnswers } from './stored.ts';
import type { Page } from './view.ts';
import { walk } from './walk.ts';
import type { PlacedQuestion } from './walk.ts';

/** Who is looking: the ordinal of the visit (from 1) and the facts frozen with the link. */
export type Looking = { visit: number; facts: FormFacts };

// a link has at most three live visits; more places would let the box grow with every opening
const placesKept = 10;

/**
 * A new visit goes on with the draft of an earlier one (same link and PIN). It starts at CN2,
 * or at CN0 while that has no `yes`; help, danger and delete pages of the earlier visit stay
 * behind. For a visit that is under way it changes nothing.
 */
export function resume(course: Course, { visit }: Looking): Course {
	return withPlace(course, visit, placeOf(course, visit));
}

export function placeOf(course: Course, visit: number): Place {
	const known = course.places[String(visit)];
	if (known !== undefined) return known;
	const hasAgreed = course.answers.CN0?.value === 'yes';
	return hasAgreed ? { at: 'question', question: 'CN2' } : { at: 'next' };
}

export function withPlace(course: Course, visit: number, place: Place): Course {
	const places = { ...course.places, [String(visit)]: place };
	const newest = Object.keys(places)
		.sort((a, b) => Number(b) - Number(a))
		.slice(0, placesKept);
	return {
		...course,
		places: Object.fromEntries(
			Object.entries(places).filter(([ordinal]) => newest.includes(ordinal))
		)
	};
}

/** What this visit sees now. */
export function page(course: Course, looking: Looking): Page {
	return pageAt(course, looking, placeOf(course, looking.visit));
}

/** The values that this visit may see again on the page: only those it gave itself. */
export function shown(
	course: Course,
	{ visit, page }: { visit: number; page: Page }
): StoredAnswers {
	if (page.kind !== 'question') return {};
	const { id } = page.question;
	const answer = course.answers[id];
	if (answer?.visit !== visit) return {};
	return answer.text === undefined
		? { [id]: answer.value }
		: { [id]: answer.value, [textId(id)]: answer.text };
}

export function pageAt(course: Course, looking: Looking, place: Place): Page {
	switch (place.at) {
		case 'help':
			return { kind: 'help', after: place.after };
		case 'danger':
		case 'delete':
			return { kind: place.at };
		case 'question': {
			const question = questions[place.question];
			return questionPage(course, looking, question);
		}
		case 'next': {
			const next = openQuestions(course, looking).find(({ follows }) => follows);
			return next ? questionPage(course, looking, next.question) : { kind: 'send' };
		}
	}
}

export function questionPage(
	course: Course,
	{ visit, facts }: Looking,
	question: Question
): Page & { kind: 'question' } {
	const counted = walk(answersOf(course, visit), facts)
		.placed.filter(({ question }) => question.part !== 'gate')
		.map((placed) => placed.question.id);
	return {
		kind: 'question',
		question: asOffered(question, facts),
		number: counted.indexOf(question.id) + 1,
		about: counted.length
	};
}

/** "My support worker" is a choice only where there is one; a stored one is kept all the same. */
export function asOffered(question: Question, facts: FormFacts): Question {
	if (question.id !== 'N2' || facts.hasSupportWorker) return question;
	return { ...question, codes: question.codes.filter((code) => code !== 'worker') };
}

/**
 * The placed questions without an answer, in order. `follows` is true when the slot that placed
 * one is open to this visit's answers and the case facts alone. The others must not be shown: a
 * question that an earlier visit's answer called for would tell its reader what was answered.
 */
export function openQuestions(
	course: Course,
	{ visit, facts }: Looking
): (PlacedQuestion & { follows: boolean })[] {
	const everything = walk(answersSeenBy(course, visit), facts);
	const mine = new Set(walk(answersOf(course, visit), facts).placed.map(({ slot }) => slot));
	return everything.placed
		.filter(({ question }) => everything.states[question.id] === 'open')
		.map((placed) => ({ ...placed, follows: mine.has(placed.slot) }));
}

/**
 * The page before: the nearest earlier question that this visit answered. From `null`, the Send
 * page, the last of them.
 */
export function before(
	course: Course,
	{ visit, facts }: Looking,
	from: QuestionId | null
): QuestionId | null {
	const placed = walk(allAnswers(course), facts).placed.map(({ question }) => question.id);
	// a later visit begins at CN2, whatever comes before it in the order
	const isFirstVisit = course.answers.CN0 === undefined || course.answers.CN0.visit === visit;
	const order = isFirstVisit ? placed : ['CN2' as const, ...placed.filter((id) => id !== 'CN2')];
	// the Send page, and a page that a changed answer has taken away, stand behind all others
	const at = from === null ? -1 : order.indexOf(from);
	const answered = (at < 0 ? order : order.slice(0, at)).filter(
		(id) => course.answers[id]?.visit === visit
	);
	return answered.at(-1) ?? null;
}
