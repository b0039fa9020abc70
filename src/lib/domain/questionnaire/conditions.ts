import type { CodeOf, QuestionId } from './definition.ts';
import type { FormFacts } from './facts.ts';
import type { KeptAnswers } from './stored.ts';

/** All that a slot's condition may look at: case facts and what earlier slots brought. */
export type Seen = {
	facts: FormFacts;
	kept: KeptAnswers;
	declined: ReadonlySet<QuestionId>;
	placed: ReadonlySet<QuestionId>;
};

export type Condition = (seen: Seen) => boolean;

/**
 * True when the kept answer is, or contains, one of the codes (`=`, `∈`, `∋` and `∩` of the
 * specification). Without a kept answer it is false: unknown is never read as anything.
 */
export function told<Id extends QuestionId>(
	kept: KeptAnswers,
	id: Id,
	...codes: CodeOf<Id>[]
): boolean {
	const answer = kept[id];
	if (answer === undefined) return false;
	const given = typeof answer === 'string' ? [answer] : answer;
	return codes.some((code) => given.includes(code));
}

/** Something happened, by H2. That they live together again, or "none", is not an event. */
export function h2Event(kept: KeptAnswers): boolean {
	return (
		told(kept, 'H2', 'physical', 'threat', 'unwanted', 'stalk', 'surveil', 'images') ||
		told(kept, 'H2', 'control', 'property', 'proxy', 'other')
	);
}

/** A sign of serious danger, by R1. */
export function r1Event(kept: KeptAnswers): boolean {
	return told(kept, 'R1', 'neck', 'kill', 'weapon', 'sexual', 'held', 'perp_suicide', 'child_hurt');
}

export function isEvent(kept: KeptAnswers): boolean {
	return h2Event(kept) || r1Event(kept);
}

// The words in which slots.ts states its conditions.

type YesNoFact = Exclude<keyof FormFacts, 'personPhrase'>;

export const always: Condition = () => true;
export const anEvent: Condition = ({ kept }) => isEvent(kept);
export const anR1Event: Condition = ({ kept }) => r1Event(kept);

export function says<Id extends QuestionId>(id: Id, ...codes: CodeOf<Id>[]): Condition {
	return ({ kept }) => told(kept, id, ...codes);
}

export function declined(id: QuestionId): Condition {
	return (seen) => seen.declined.has(id);
}

export function notPlaced(id: QuestionId): Condition {
	return (seen) => !seen.placed.has(id);
}

export function fact(name: YesNoFact): Condition {
	return ({ facts }) => facts[name];
}

export function not(condition: Condition): Condition {
	return (seen) => !condition(seen);
}

export function any(...conditions: Condition[]): Condition {
	return (seen) => conditions.some((condition) => condition(seen));
}

export function all(...conditions: Condition[]): Condition {
	return (seen) => conditions.every((condition) => condition(seen));
}
