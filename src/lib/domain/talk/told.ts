import {
	isQuestionId,
	questionIds,
	questions,
	readAnswer,
	textId,
	walk,
	walkNotAlone,
	type FormFacts,
	type Question,
	type StoredAnswers,
	type Typed,
	type Walk
} from '../questionnaire/index.ts';

/** Whose side the worker is on who holds the talk. */
export type Side = 'police' | 'support';

/** What decides which questions stand in a talk. */
export type Told = {
	/** AM3. Who is not alone is asked only how to go on another time. */
	isAlone: boolean;
	side: Side;
	facts: FormFacts;
	answers: StoredAnswers;
};

export function walkTold({ isAlone, answers, facts }: Told): Walk {
	return isAlone ? walk(answers, facts) : walkNotAlone(answers, facts);
}

/**
 * Why a talk goes no further. `handover`: she chose that only her support worker sees her answers,
 * and an officer is asking. `not_now`: it is not safe for her to answer now.
 */
export function haltOf(told: Told): 'handover' | 'not_now' | null {
	if (!told.isAlone) return null;
	const { kept } = walkTold(told);
	if (told.side === 'police' && kept.CN1 === 'support') return 'handover';
	return kept.CN2 === 'not_now' ? 'not_now' : null;
}

/** Consent has to be whole before anything is asked or sent: CN1 has no skip. */
export function lacksConsent(told: Told): boolean {
	return walkTold(told).states.CN1 === 'open';
}

/** "She skips it", beside the codes of a question. No question has a code of this name. */
export const SKIP = 'skip';

/** The field that says the same of a text question, where any word may stand in the other. */
export function skipField(id: Question['id']): string {
	return `${id}_skip`;
}

export type Taken = {
	/** Of the asked questions alone; one without an answer so far is absent. */
	answers: StoredAnswers;
	/** By field: own words over their limit, which are not cut. */
	problems: Record<string, 'too_long'>;
};

/**
 * Reads a screen of a talk. Nothing has to be answered to go on: what was not asked stays open,
 * and no answer is guessed.
 */
export function take(asked: readonly Question[], typed: Typed): Taken {
	const taken: Taken = { answers: {}, problems: {} };
	for (const question of asked) {
		const { id, kind } = question;
		const chosen = valuesOf(typed, id).filter((value) => kind === 'text' || value !== SKIP);
		const read = readAnswer(question, { ...typed, [id]: chosen });
		if (!read.ok && read.problem === 'too_long') {
			taken.problems[kind === 'text' ? id : textId(id)] = 'too_long';
		} else if (read.ok && read.stored[id] !== null) {
			Object.assign(taken.answers, read.stored);
		} else if (isSkipped(question, typed)) {
			taken.answers[id] = null;
		}
	}
	return taken;
}

function isSkipped({ id, kind, required }: Question, typed: Typed): boolean {
	if (required) return false;
	return kind === 'text'
		? valuesOf(typed, skipField(id)).length > 0
		: valuesOf(typed, id).includes(SKIP);
}

/** The fields of a screen as these answers would have filled it in. */
export function typedFrom(answers: StoredAnswers): Typed {
	const typed: Typed = {};
	for (const id of questionIds) {
		const answer = answers[id];
		if (answer === undefined) continue;
		if (answer !== null) typed[id] = answer;
		else if (questions[id].kind === 'text') typed[skipField(id)] = 'yes';
		else typed[id] = SKIP;
		const words = answers[textId(id)];
		if (typeof words === 'string') typed[textId(id)] = words;
	}
	return typed;
}

/** The names of the fields that a question brings. */
export function fieldsOf({ id, kind, other }: Question): string[] {
	if (kind === 'text') return [id, skipField(id)];
	return other === null ? [id] : [id, textId(id)];
}

/** These answers, with those of the asked questions put in their place. */
export function replace(
	answers: StoredAnswers,
	asked: readonly Question[],
	taken: StoredAnswers
): StoredAnswers {
	const gone = new Set(asked.flatMap(({ id }) => [id as string, textId(id)]));
	const others = Object.entries(answers).filter(([name]) => !gone.has(name));
	return { ...Object.fromEntries(others), ...taken };
}

/** The questions that a form names. CN0 is not among them: AM6 has answered it. */
export function askedIn(names: readonly string[]): Question[] {
	const ids = new Set(names);
	return questionIds
		.filter((id) => ids.has(id) && id !== 'CN0' && isQuestionId(id))
		.map((id) => questions[id]);
}

export function valuesOf(typed: Typed, name: string): string[] {
	return [typed[name] ?? []].flat();
}
