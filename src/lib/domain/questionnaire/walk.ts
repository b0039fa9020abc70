import { questionIds, questions } from './definition.ts';
import type { Question, QuestionId } from './definition.ts';
import { withImplied } from './facts.ts';
import type { FormFacts } from './facts.ts';
import { readStored } from './normalise.ts';
import { slots, slotsNotAlone } from './slots.ts';
import type { HelpAfter, Slot } from './slots.ts';
import type { KeptAnswers, StoredAnswers } from './stored.ts';

/** `open` = placed and without an answer so far. */
export type State = 'answered' | 'declined' | 'skipped' | 'not_shown' | 'open';

/** A question and the slot that placed it. */
export type PlacedQuestion = { question: Question; slot: Slot };

export type Walk = {
	/** In the order of the slots that placed them. */
	placed: PlacedQuestion[];
	/** Help pages that the answers call for. */
	help: HelpAfter[];
	kept: KeptAnswers;
	states: Record<QuestionId, State>;
	/** The clean stored answers of placed questions: what is sealed, and all that rules may see. */
	pruned: StoredAnswers;
};

/**
 * Goes through the order once and says which questions these answers place (questionnaire.md 3).
 * An answer to a question that is not placed is dropped. Walking over `pruned` gives the same.
 */
export function walk(answers: StoredAnswers, facts: FormFacts): Walk {
	return walkOver(slots, answers, facts);
}

/** The same for a talk in which she is not alone (AM3 = no): N3 and N4, without consent. */
export function walkNotAlone(answers: StoredAnswers, facts: FormFacts): Walk {
	return walkOver(slotsNotAlone, answers, facts);
}

function walkOver(order: readonly Slot[], answers: StoredAnswers, given: FormFacts): Walk {
	const facts = withImplied(given);
	const placed: PlacedQuestion[] = [];
	const help: HelpAfter[] = [];
	const states = notShown();
	const ids = new Set<QuestionId>();
	const declined = new Set<QuestionId>();
	let kept: KeptAnswers = {};
	let pruned: StoredAnswers = {};

	for (const slot of order) {
		// a question is asked once, at its first open slot
		if ('question' in slot && ids.has(slot.question)) continue;
		if (!slot.when({ facts, kept, declined, placed: ids })) continue;

		if ('question' in slot) {
			const question = questions[slot.question];
			const reading = readStored(question, answers);
			placed.push({ question, slot });
			ids.add(question.id);
			states[question.id] = reading.state;
			if (reading.state === 'declined') declined.add(question.id);
			kept = { ...kept, ...reading.kept };
			pruned = { ...pruned, ...reading.stored };
		} else if (slot.page === 'help') {
			help.push(slot.after);
		}
	}
	return { placed, help, kept, states, pruned };
}

function notShown(): Record<QuestionId, State> {
	const states = questionIds.map((id) => [id, 'not_shown']);
	// fromEntries loses the keys: they are exactly questionIds
	return Object.fromEntries(states) as Record<QuestionId, State>;
}
