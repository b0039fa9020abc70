import {
	isQuestionId,
	questionIds,
	questions,
	textId,
	walk,
	walkNotAlone
} from '../questionnaire/index.ts';
import type {
	CodeOf,
	KeptAnswers,
	QuestionId,
	StoredAnswers,
	Walk
} from '../questionnaire/index.ts';
import type { Facts, ReadInput } from './input.ts';
import type { Part } from './parts.ts';

/** A response as the rules read it: walked, normalised, with the facts beside it. */
export type Reading = {
	/** Answers of placed questions in state `answered`, without exclusive codes beside others. */
	kept: KeptAnswers;
	/** What was ticked at placed questions, `rns` included. */
	ticked: StoredAnswers;
	states: Walk['states'];
	facts: Facts;
	observations: ReadInput['observations'];
	previous: ReadInput['previous'];
	mode: ReadInput['mode'];
	/** Milliseconds since 1970. */
	now: number;
	/** Her own words that were kept: V2, Z1, then each "something else" in questionnaire order. */
	texts: { ref: string; value: string }[];
};

/**
 * rules.md 3. Without a yes at CN0 the walk places nothing. A talk while somebody else is in the
 * room asks only whether the way of contact is safe; whatever else was typed then may not be hers.
 */
export function read(input: ReadInput): Reading {
	const { answers, facts, mode, observations, previous } = input;
	const isAssisted = mode === 'phone' || mode === 'in_person';
	const isHeard = isAssisted && !observations.alone;
	const walked = isHeard ? walkNotAlone(answers, facts) : walk(answers, facts);

	return {
		kept: walked.kept,
		ticked: walked.pruned,
		states: walked.states,
		facts,
		observations,
		previous,
		mode,
		now: Date.parse(input.now),
		texts: textsOf(walked.kept)
	};
}

function textsOf(kept: KeptAnswers): Reading['texts'] {
	const refs = ['V2', 'Z1', ...questionIds.map(textId)] as const;
	return refs.flatMap((ref) => {
		const value = kept[ref];
		return typeof value === 'string' && value !== '' ? [{ ref, value }] : [];
	});
}

/** The codes of a kept answer, none without one. */
function codesIn(reading: Reading, id: QuestionId): readonly string[] {
	const answer = reading.kept[id];
	if (answer === undefined) return [];
	return typeof answer === 'string' ? [answer] : answer;
}

/** The order in which the codes of a question are written; empty for any other ref. */
export function codesOf(ref: string): readonly string[] {
	return isQuestionId(ref) ? questions[ref].codes : [];
}

/** "Q = a", "Q ∈ {a, b}", "Q ∋ a", "Q ∩ {a, b}": false without a kept answer. */
export function says<Id extends QuestionId>(
	reading: Reading,
	id: Id,
	...codes: CodeOf<Id>[]
): Part {
	const wanted: readonly string[] = codes;
	const found = codesIn(reading, id).filter((code) => wanted.includes(code));
	return found.length > 0 ? [{ ref: id, value: found.join(',') }] : null;
}

/** "Q ≠ a", "Q ∉ {a, b}": true without an answer, and then the question's state is the evidence. */
export function doesNotSay<Id extends QuestionId>(
	reading: Reading,
	id: Id,
	...codes: CodeOf<Id>[]
): Part {
	if (says(reading, id, ...codes)) return null;
	const state = reading.states[id] === 'open' ? 'unreached' : reading.states[id];
	return [{ ref: id, value: codesIn(reading, id).join(',') || state }];
}

export function answered(reading: Reading, id: QuestionId): Part {
	const codes = codesIn(reading, id);
	return codes.length > 0 ? [{ ref: id, value: codes.join(',') }] : null;
}

type YesNo<Members> = {
	[Name in keyof Members]: Members[Name] extends boolean ? Name : never;
}[keyof Members];

export function fact(reading: Reading, name: YesNo<Facts>): Part {
	return reading.facts[name] ? [{ ref: `facts.${name}`, value: 'true' }] : null;
}

export function observed(reading: Reading, name: YesNo<Reading['observations']>): Part {
	return reading.observations[name] ? [{ ref: `observations.${name}`, value: 'true' }] : null;
}
