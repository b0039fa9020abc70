import {
	all,
	always,
	anEvent,
	anR1Event,
	any,
	declined,
	fact,
	not,
	notPlaced,
	says
} from './conditions.ts';
import type { Condition } from './conditions.ts';
import type { Part, QuestionId } from './definition.ts';

/** The questions whose answer may call for a help page. */
export type HelpAfter = 'R1' | 'W1';

/** A place in the order. A question with two slots is asked at the first one that is open. */
export type Slot = { number: string; part: Part; when: Condition } & (
	{ question: QuestionId } | { page: 'help'; after: HelpAfter } | { page: 'send' }
);

function ask(number: number, part: Part, question: QuestionId, when: Condition): Slot {
	return { number: String(number), part, question, when };
}

const more = says('MORE', 'yes');

// Why this order: the contact wish and the contact check (N1 to N3) come before MORE, so they are
// saved even if she stops in the long part. H3 and H5 follow R1, because they speak of both lists.
// K2 is also asked when an answer speaks of children although the record knows none.
// prettier-ignore
const afterConsent: readonly Slot[] = [
	ask(2, 'gate', 'CN1', fact('supportConfidential')),
	ask(3, 'gate', 'CN2', always),

	ask(4, 'A', 'SF1', always),
	ask(5, 'A', 'SF2', always),
	ask(6, 'A', 'H2', always),
	ask(7, 'A', 'R1', always),
	{ number: '7h', part: 'A', page: 'help', after: 'R1', when: any(declined('R1'), anR1Event) },
	ask(8, 'A', 'R2', says('R1', 'kill', 'weapon')),
	ask(9, 'A', 'H3', anEvent),
	ask(10, 'A', 'H5', anEvent),
	ask(11, 'A', 'V1', always),
	ask(12, 'A', 'V2', says('V1', '3', '4')),
	ask(13, 'A', 'R3', says('V1', '3', '4')),
	ask(14, 'A', 'R4', says('R3', '2', '3')),
	ask(15, 'A', 'O2', fact('hasLiveOrder')),
	ask(16, 'A', 'O3', says('O2', 'once', 'many', 'ns')),
	ask(17, 'A', 'O4', says('O2', 'once', 'many')),
	ask(18, 'A', 'O5', fact('hasLiveOrder')),
	ask(19, 'A', 'K2', any(fact('hasChildren'), says('R1', 'child_hurt'), says('R4', 'kids'))),
	ask(20, 'A', 'K3', any(says('K2', 'take', 'abroad', 'hurt'), says('R1', 'child_hurt'))),
	ask(21, 'A', 'U1', not(fact('hasSupportWorker'))),
	ask(22, 'A', 'N1', always),
	ask(23, 'A', 'N2', says('N1', 'urgent', 'later')),
	ask(24, 'A', 'N3', always),
	ask(25, 'A', 'MORE', always),

	ask(26, 'B', 'CH1', more),
	ask(27, 'B', 'R1b', all(more, fact('firstResponse'))),
	ask(28, 'B', 'R2', more),
	ask(29, 'B', 'R3', more),
	ask(30, 'B', 'R4', all(more, says('R3', '2', '3'))),
	ask(31, 'B', 'H4', all(more, says('H3', 'some', 'none'))),
	ask(32, 'B', 'V3', more),
	ask(33, 'B', 'O1', all(more, not(fact('hasLiveOrder')))),
	ask(34, 'B', 'O2', all(more, says('O1', 'yes'))),
	ask(35, 'B', 'O3', all(more, says('O2', 'once', 'many', 'ns'))),
	ask(36, 'B', 'O4', all(more, says('O2', 'once', 'many'))),
	ask(37, 'B', 'O5', all(more, says('O1', 'yes'))),
	ask(38, 'B', 'K1', all(more, notPlaced('K2'))),
	ask(39, 'B', 'K2', all(more, any(says('K1', 'yes'), says('R4', 'kids')))),
	ask(40, 'B', 'K3', all(more, says('K2', 'take', 'abroad', 'hurt'))),
	ask(41, 'B', 'T1', more),
	ask(42, 'B', 'X1', more),
	ask(43, 'B', 'P1', all(more, fact('hasProgramme'))),
	ask(44, 'B', 'P2', all(more, fact('hasProgramme'))),
	ask(45, 'B', 'M1', more),
	ask(46, 'B', 'M2', more),
	ask(47, 'B', 'W1', all(more, fact('hasSupportOrg'), not(fact('withoutW1')))),
	{ number: '47h', part: 'B', page: 'help', after: 'W1', when: any(declined('W1'), says('W1', 'past', 'now')) },

	ask(48, 'closing', 'Z1', always),
	ask(49, 'closing', 'N4', always),
	{ number: '50', part: 'closing', page: 'send', when: always }
];

const agreed = says('CN0', 'yes');

/** The order of the questionnaire. Nothing after CN0 is placed without its `yes`. */
export const slots: readonly Slot[] = [
	ask(1, 'gate', 'CN0', always),
	...afterConsent.map((slot) => ({ ...slot, when: all(agreed, slot.when) }))
];

/**
 * The order of a talk in which she is not alone: only what is needed to arrange another time.
 * Consent is not asked, because who listens would learn what the talk is for.
 */
export const slotsNotAlone: readonly Slot[] = [
	ask(24, 'A', 'N3', always),
	ask(49, 'closing', 'N4', always)
];
