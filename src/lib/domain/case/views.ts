import type { LaneSeverity, LaneState, Lane } from '../concern/index.ts';
import type { AnswerView, CheckInView, Person } from '../access/views.ts';
import type { ClosingSide, Obstacle } from './closing.ts';
import type { CaseEventKind } from './history.ts';
import type { BadLine } from './import.ts';
import type { Intervention } from './kinds.ts';
import type { CaseChoices, WantedOrder, WantedProgramme } from './wanted.ts';

// What the desk hands to the pages of cases, after the matrix has been applied.

export const caseFilters = [
	'open',
	'concern',
	'overdue',
	'unplanned',
	'unmanned',
	'closed',
	'all'
] as const;
export type CaseFilter = (typeof caseFilters)[number];
/** What a list shows that nothing was chosen for: whoever searches wants a closed case found too. */
export function usualFilter(search: string): CaseFilter {
	return search === '' ? 'open' : 'all';
}

export const caseSorts = ['reference', 'intervention', 'due'] as const;
export type CaseSort = (typeof caseSorts)[number];
/** `mine`: named on it. `all`: everything within reach, as a supervisor's unit. */
export type CaseScope = 'mine' | 'all';

/** A row of the list of cases. */
export type CaseRow = {
	caseId: string;
	reference: string;
	/** Local calendar day, as `2026-11-16`. */
	interventionOn: string;
	officer: string;
	/** Disabled or away: then the deputy who is on duty, if one is. */
	isOfficerAway: boolean;
	deputyOnDuty: string | null;
	isClosed: boolean;
	/** The most severe lane that this person works of the open concern. */
	concern: { concernId: string; lane: Lane; severity: LaneSeverity; state: LaneState } | null;
	lastAnsweredAt: Date | null;
	nextDueAt: Date | null;
};

export type CasesView = {
	cases: CaseRow[];
	look: { q: string; scope: CaseScope; filter: CaseFilter; sort: CaseSort };
	/** Whether "mine" and "all" differ for this person. */
	hasScopes: boolean;
	/** Open cases of a supervisor's unit whose officer is not on duty. */
	unmanned: number;
	/** Parked cases and challenges that wait for this person's decision. */
	parked: number;
	challenged: number;
	mayMake: boolean;
	/** Cursor of the next page, opaque; null on the last one. */
	next: string | null;
	isFirstPage: boolean;
	now: Date;
};

/** An answer in brief. */
export type AnswerBrief = {
	revisionId: string;
	at: Date;
	kind: 'sent' | 'unsent';
	/** SF1 and SF2; null where this side may see no more than that she answered. */
	answers: AnswerView[] | null;
	isSupportOnly: boolean;
};

export type HistoryEntry = {
	kind: CaseEventKind;
	at: Date;
	/** Null for the system. */
	by: Person | null;
	about: Person | null;
	/** Null where none was written, or this side may not read it. */
	reason: string | null;
};

export type ClosingView = {
	id: string;
	askedBy: Person;
	askedAt: Date;
	/** Null where it does not open. */
	reason: string | null;
	/** Who agreed; of the other side only when the case is closed. */
	supervisor: { by: Person; at: Date } | null;
	support: { by: Person; at: Date } | null;
	/** The side that this person agrees for. */
	ownSide: ClosingSide | null;
	needsSupport: boolean;
	challenge: { by: Person; at: Date; text: string | null } | null;
	answer: { by: Person; at: Date; says: 'stays_open' | 'closes'; text: string | null } | null;
	closedAt: Date | null;
	mayAgree: boolean;
	mayChallenge: boolean;
	mayWithdraw: boolean;
};

/** What a case page tells beside its rounds and links. */
export type CaseStory = {
	intervention: Intervention;
	closedAt: Date | null;
	isOfficerAway: boolean;
	isDeputyAway: boolean;
	/** Rounds that wait for her or for us, the earliest first. */
	due: (Pick<CheckInView, 'id' | 'point' | 'state' | 'dueAt'> & { isOverdue: boolean })[];
	/** Open tasks of the lanes that this person works, as their list of tasks shows them. */
	tasks: number;
	/** Newest first. */
	answers: AnswerBrief[];
	closing: ClosingView | null;
	/** Newest first. */
	history: HistoryEntry[];
	may: {
		edit: boolean;
		reassign: boolean;
		askClosing: boolean;
		reopen: boolean;
		holdTalk: boolean;
	};
};

export type NewCaseView = {
	/** Minted for this form, so that sending it twice makes one case. */
	caseId: string;
	choices: CaseChoices;
	you: string;
	today: string;
};

type Named = { id: string; name: string };

/** What stands on a case, to be changed. Times of orders on the wall clock of the agency. */
export type EditCaseView = {
	caseId: string;
	reference: string;
	/** Goes back with the form: somebody else may change the case meanwhile. */
	version: string;
	interventionOn: string;
	intervention: Intervention;
	/** Named on the case; who is named stays named here. */
	supportOrganisation: Named | null;
	supportWorker: Named | null;
	hasChildren: boolean;
	gradedHigh: boolean;
	conferenceOn: string | null;
	baselineSF2: string | null;
	personPhrase: string;
	orders: (Pick<WantedOrder, 'id' | 'kind' | 'state' | 'noContact' | 'noContactChildren'> & {
		from: string;
		to: string;
	})[];
	programme: WantedProgramme | null;
	choices: Omit<CaseChoices, 'units' | 'officers'>;
	today: string;
};

export type ReassignView = {
	caseId: string;
	reference: string;
	/** Everybody may be changed, or the deputy alone. */
	scope: 'team' | 'deputy';
	officerId: string;
	deputyId: string | null;
	supportWorkerId: string | null;
	officers: { id: string; name: string; isOnDuty: boolean }[];
	supportWorkers: { id: string; name: string }[];
};

export type CloseCaseView = {
	caseId: string;
	reference: string;
	/** What stands in the way, whatever contact is recorded now. */
	obstacles: Obstacle[];
	needsSupport: boolean;
	today: string;
};

export type ParkedView = {
	parked: {
		caseId: string;
		reference: string;
		made: ParkedSide;
		existing: ParkedSide | null;
		/** What must be done before it can be closed. */
		obstacles: Obstacle[];
	}[];
	now: Date;
};
export type ParkedSide = {
	interventionOn: string;
	intervention: Intervention;
	unit: string;
	officer: string;
	deputy: string | null;
	supportOrganisation: string | null;
	openedAt: Date;
	isClosed: boolean;
};

export type ChallengesView = {
	challenges: {
		closingId: string;
		reference: string;
		unit: string;
		askedBy: string;
		reason: string | null;
		challengedBy: string;
		challengedAt: Date;
		text: string | null;
		isClosed: boolean;
	}[];
	now: Date;
};

/** What a file would do, or has done. */
export type ImportReport = {
	bad: BadLine[];
	/** Cases that would be made, or were made. */
	made: number;
	/** References that are there already. */
	known: number;
	lines: number;
};
