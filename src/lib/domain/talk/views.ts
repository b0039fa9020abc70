import type { CheckInView } from '../access/views.ts';
import type { ContactPlan } from '../contact/index.ts';
import type { FormFacts, Observed, StoredAnswers } from '../questionnaire/index.ts';
import type { Words } from '../questionnaire/view.ts';
import type { Screen } from './sections.ts';
import type { Side } from './told.ts';

// What the pages of a talk show. Answers of this talk alone, to the one who holds it.

type OfCase = { caseId: string; reference: string; now: Date };

/** What the contact plan says about talking to her. No number and no address. */
export type TalkPlan = Pick<
	ContactPlan,
	| 'safeWordPrompt'
	| 'coverName'
	| 'ifSomeoneElse'
	| 'language'
	| 'interpreter'
	| 'textRelay'
	| 'reading'
> & { hasWord: boolean };

export type TalkBegin = OfCase & {
	kind: 'begin';
	/** Minted with the form: sent twice it begins one talk. */
	talkId: string;
	/** The round that it is for; null when it makes an extra one. */
	checkIn: Pick<CheckInView, 'point' | 'dueAt'> | null;
	/** Open links of the case: they end when the talk is sent. */
	openLinks: number;
	/** When the own talk was last saved, with which this form goes on after a pause. */
	goesOnFrom: Date | null;
	/** A talk of somebody else that is not finished: beginning ends it. */
	heldBy: { name: string; savedAt: Date } | null;
	/** Null where no plan was ever made. */
	plan: TalkPlan | null;
	languages: string[];
	/** For the consent, which is read aloud, by language. */
	words: Record<string, Words>;
};

export type TalkAsk = OfCase & {
	kind: 'ask';
	talkId: string;
	side: Side;
	isAlone: boolean;
	mode: 'phone' | 'in_person';
	interpreter: string | null;
	language: string;
	facts: FormFacts;
	answers: StoredAnswers;
	observed: Observed;
	note: string;
	/** Goes back with every save: who saves over an older one is told. */
	version: number;
	savedAt: Date;
	/** Answers of this check-in were sent over a link: these are filed beside them. */
	isBeside: boolean;
	plan: TalkPlan | null;
	words: Words;
};

export const talkEnds = ['sent', 'stopped', 'deleted', 'not_opened', 'not_alone'] as const;
export type TalkEndKind = (typeof talkEnds)[number];

export type TalkEnd = OfCase & {
	kind: 'end';
	end: TalkEndKind;
	/** It was sent beside answers that had come over a link. */
	isBeside: boolean;
	/** She did not want to answer. */
	hasDeclined: boolean;
};

export type TalkView = TalkBegin | TalkAsk | TalkEnd;

/** What became of a save. */
export type Kept =
	| { kind: 'saved'; version: number; savedAt: Date; next: Screen }
	/** By field. Nothing was saved. */
	| { kind: 'problems'; problems: Record<string, 'too_long'> }
	/** Another window, or another person, saved in between. Nothing was saved. */
	| { kind: 'changed'; version: number; savedAt: Date }
	/** The talk is over. Nothing was saved. */
	| { kind: 'ended' };
