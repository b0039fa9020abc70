import type { Question } from './definition.ts';
import type { StoredAnswers } from './stored.ts';

/**
 * What stands on `/c` now. `number` and `about` ("Question 7 of about 12") come only from case
 * facts and from answers of this visit: a count that follows from an earlier visit's answers
 * would tell the next opener what they were. `number` is 0 at the gate, where nothing is counted.
 */
export type Page =
	| { kind: 'question'; question: Question; number: number; about: number }
	| { kind: 'help'; after: 'R1' | 'W1' }
	| { kind: 'danger' }
	| { kind: 'send' }
	| { kind: 'delete' };

/** Why a page is shown again. Each has one sentence in the catalogue. */
export type Problem = 'choose' | 'choose_to_go_on' | 'too_long' | 'first_page';

/** The placeholders of the victim's pages, already in her language. None names anyone. */
export type Words = {
	person: string;
	/** As it stands in "papers that go to …": many languages change the form there. */
	personTo: string;
	since: string;
	who: string;
	emergency: string;
	silentEmergency: string;
	readHours: string;
	lawBlock: string;
	helpLines: string[];
	reportHow: string;
	/** Minutes after which unsent answers are taken over. */
	fileAfterMinutes: number;
};

/** What she can change the language to. Fewer than two, and none once the visit is over: no choice. */
export type Languages = {
	offered: readonly string[];
	/** She asked for them: the page names them. */
	isOpen: boolean;
};

/** Everything that a victim's page shows. `values` are only ever answers of this visit. */
export type IntakeView = {
	page: Page | { kind: 'last' | 'declined' | 'deleted' | 'come_back' };
	words: Words;
	values: StoredAnswers;
	problem: Problem | 'not_saved' | null;
	languages: Languages;
};
