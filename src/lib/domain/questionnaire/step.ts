import { allAnswers } from './course.ts';
import type { Answer, Course, Place } from './course.ts';
import { isQuestionId, questions } from './definition.ts';
import type { Question } from './definition.ts';
import { readAnswer, skipped } from './normalise.ts';
import { before, openQuestions, page, pageAt, placeOf, questionPage, withPlace } from './page.ts';
import type { Looking } from './page.ts';
import type { HelpAfter } from './slots.ts';
import { textId } from './stored.ts';
import type { StoredAnswers, Typed } from './stored.ts';
import type { Page, Problem } from './view.ts';
import { walk } from './walk.ts';

export type Action = 'continue' | 'skip' | 'back' | 'delete' | 'delete-confirm' | 'send';

/** One posted form. */
export type Posted = Looking & {
	/** The question of the form that was posted (`q`); null on a page that is not a question. */
	q: string | null;
	action: Action;
	typed: Typed;
	/** Time on the page, whole seconds; a negative one counts as none. */
	seconds: number;
};

export type Step =
	/** Nothing changes: the same page again with the sentence and what was typed. */
	| { kind: 'problem'; problem: Problem; page: Page }
	/** `saved`: an answer or a skip was saved, not only the place. */
	| { kind: 'moved'; course: Course; saved: boolean }
	/** CN2 = danger was saved now: assess at once; the danger page is next. */
	| { kind: 'danger'; course: Course }
	/** CN2 = not_now: the visit ends, the link lives. */
	| { kind: 'not_now'; course: Course }
	/** CN0: file at once as a sent response of this one answer. */
	| { kind: 'declined'; course: Course; answer: 'no' | 'never' }
	| { kind: 'deleted' }
	| { kind: 'send'; course: Course };

/**
 * What one posted form does. A form of a page that is neither this visit's current one nor one
 * that it answered before (a stale tab, a forged `q`) changes nothing; the same form posted twice
 * gives the same result.
 */
export function step(course: Course, posted: Posted): Step {
	const timed = { ...course, seconds: course.seconds + wholeSeconds(posted.seconds) };
	switch (posted.action) {
		case 'continue':
			return goOn(timed, posted);
		case 'skip':
			return skip(timed, posted);
		case 'back':
			return goBack(timed, posted);
		case 'delete':
			return askToDelete(timed, posted);
		case 'delete-confirm':
			return page(timed, posted).kind === 'delete'
				? { kind: 'deleted' }
				: askToDelete(timed, posted);
		case 'send':
			return page(timed, posted).kind === 'send'
				? { kind: 'send', course: timed }
				: stay(timed, posted);
	}
}

function goOn(course: Course, posted: Posted): Step {
	const question = questionOf(course, posted);
	if (question !== null) {
		const read = readAnswer(question, posted.typed);
		return read.ok
			? save(course, posted, question, read.stored)
			: refuse(course, posted, question, read.problem);
	}
	const place = placeOf(course, posted.visit);
	if (isQuestionId(posted.q)) return stay(course, posted);
	if (place.at === 'help') return move(leaveHelp(course, place.after), posted, { at: 'next' });
	return place.at === 'danger' ? move(course, posted, { at: 'next' }) : stay(course, posted);
}

function skip(course: Course, posted: Posted): Step {
	const question = questionOf(course, posted);
	if (question === null) return stay(course, posted);
	if (question.required) return refuse(course, posted, question, 'choose_to_go_on');
	return save(course, posted, question, skipped(question).stored);
}

function goBack(course: Course, posted: Posted): Step {
	const place = placeOf(course, posted.visit);
	if (place.at === 'delete') return move(course, posted, place.over);

	const question = questionOf(course, posted);
	if (question !== null) {
		const previous = before(course, posted, question.id);
		return previous === null
			? refuse(course, posted, question, 'first_page')
			: move(course, posted, { at: 'question', question: previous });
	}
	if (isQuestionId(posted.q)) return stay(course, posted);

	const here = page(course, posted);
	if (here.kind === 'help') {
		return move(leaveHelp(course, here.after), posted, { at: 'question', question: here.after });
	}
	if (here.kind === 'danger') return move(course, posted, { at: 'question', question: 'CN2' });
	const last = here.kind === 'send' ? before(course, posted, null) : null;
	return last === null
		? stay(course, posted)
		: move(course, posted, { at: 'question', question: last });
}

function askToDelete(course: Course, posted: Posted): Step {
	const over = placeOf(course, posted.visit);
	return over.at === 'delete' ? stay(course, posted) : move(course, posted, { at: 'delete', over });
}

/**
 * The question whose form was posted, if its answer counts: the current page's (also while the
 * delete page lies over it) or one that this visit answered. A question of another visit never
 * does, so a guessed `q` can neither read nor overwrite what was saved before.
 */
function questionOf(course: Course, posted: Posted): Question | null {
	const { q, visit } = posted;
	if (!isQuestionId(q)) return null;
	if (course.answers[q]?.visit === visit) return questions[q];

	const place = placeOf(course, visit);
	const current = pageAt(course, posted, place.at === 'delete' ? place.over : place);
	return current.kind === 'question' && current.question.id === q ? questions[q] : null;
}

function save(course: Course, posted: Posted, question: Question, stored: StoredAnswers): Step {
	const { id } = question;
	const value = stored[id] ?? null;
	const text = stored[textId(id)];
	const answer: Answer = { value, visit: posted.visit };
	if (typeof text === 'string') answer.text = text;

	const isDanger = id === 'CN2' && value === 'danger';
	const answers = { ...course.answers, [id]: answer };
	const danger = course.danger || isDanger;
	const saved = passOver({ ...course, answers, danger }, posted);
	const at = (place: Place) => withPlace(saved, posted.visit, place);

	if (isDanger) return { kind: 'danger', course: at({ at: 'danger' }) };
	if (id === 'CN2' && value === 'not_now') {
		return { kind: 'not_now', course: at({ at: 'question', question: 'CN2' }) };
	}
	if (id === 'CN0' && (value === 'no' || value === 'never')) {
		return { kind: 'declined', course: at({ at: 'next' }), answer: value };
	}
	const help = walk(allAnswers(saved), posted.facts).help.find((after) => after === id);
	const isNew = help !== undefined && !saved.helped.includes(help);
	return {
		kind: 'moved',
		course: at(isNew ? { at: 'help', after: help } : { at: 'next' }),
		saved: true
	};
}

/**
 * Questions that come before this visit's next page but follow from another visit's answers become
 * skipped, unseen. Worked out anew with each answer, because a changed one may call for them.
 */
function passOver(course: Course, looking: Looking): Course {
	const others = Object.entries(course.unseen).filter(([, visit]) => visit !== looking.visit);
	const open = openQuestions(course, looking);
	const next = open.findIndex(({ follows }) => follows);
	const passed = (next < 0 ? open : open.slice(0, next)).map(({ question }) => question.id);
	const mine = passed.map((id) => [id, looking.visit]);
	return { ...course, unseen: Object.fromEntries([...mine, ...others]) };
}

function leaveHelp(course: Course, after: HelpAfter): Course {
	return { ...course, helped: [...new Set([...course.helped, after])] };
}

function refuse(course: Course, posted: Posted, question: Question, problem: Problem): Step {
	return { kind: 'problem', problem, page: questionPage(course, posted, question) };
}

function move(course: Course, { visit }: Looking, place: Place): Step {
	return { kind: 'moved', course: withPlace(course, visit, place), saved: false };
}

function stay(course: Course, looking: Looking): Step {
	return move(course, looking, placeOf(course, looking.visit));
}

// no page is open for longer than a day: a number from outside must not spoil the sum
function wholeSeconds(seconds: number): number {
	return Number.isFinite(seconds) ? Math.min(Math.max(Math.trunc(seconds), 0), 86_400) : 0;
}
