import type { CaseProgramme } from '../case-facts.ts';
import type { ClockWords, Lane } from '../concern/index.ts';
import type { QuestionId } from '../questionnaire/index.ts';
import type { Severity } from '../rules/index.ts';

// What the desk hands to a page, after the matrix of `permissions.ts` has been applied. A part that
// this person may not read is not in here at all, so a component cannot show it by mistake.

export type Person = { name: string; isYou: boolean };

export type LaneState = 'new' | 'seen' | 'in_action' | 'told' | 'closed';
export type LaneSeverity = Exclude<Severity, 'label'>;

export type QueueRow =
	| {
			kind: 'arrived';
			revisionId: string;
			caseId: string;
			reference: string;
			savedAt: Date;
			owner: Person | null;
	  }
	| {
			kind: 'lane';
			concernId: string;
			caseId: string;
			reference: string;
			lane: Lane;
			severity: LaneSeverity;
			state: LaneState;
			/** Holds an answer that could not be read. */
			technical: boolean;
			/** Sentence of the first reason. */
			reason: string;
			others: number;
			owner: Person | null;
			clock: ClockWords;
	  };

export type QueueFilter = 'all' | 'critical' | 'high' | 'over';

export type QueueView = {
	/** The lane this page shows, and the lanes this person works. */
	lane: Lane;
	lanes: Lane[];
	filter: QueueFilter;
	counts: Record<QueueFilter, number>;
	rows: QueueRow[];
	/** Cursor of the next page, opaque; null on the last one. */
	next: string | null;
	isFirstPage: boolean;
	lastCheckInAt: Date | null;
	now: Date;
};

/** `not_asked`: the form never came to it. Unknown is never shown as "no". */
export type AnswerState = 'answered' | 'skipped' | 'declined' | 'not_asked';
export type AnswerView = {
	question: QuestionId;
	state: AnswerState;
	/** Codes of what was chosen, in the order of the questionnaire; empty for a text question. */
	codes: string[];
};

/** Her own words, exactly. */
export type OwnWords = {
	/** The question, or the question whose "something else" it is. */
	question: QuestionId;
	text: string;
	language: string;
	at: Date;
};

export type FlagView = {
	severity: Severity;
	reason: string;
	/** The lane it was opened from is first; flags of other lanes carry no clock. */
	isOwnLane: boolean;
	filedAt: Date;
	answers: AnswerView[];
	/** Facts of the case that are part of the reason: keys like `programmeStatus`, values as text. */
	facts: { ref: string; value: string }[];
};

export type ResponseView = {
	revisionId: string;
	kind: 'sent' | 'unsent';
	at: Date;
	mode: 'self' | 'phone' | 'in_person';
	language: string;
	answers: AnswerView[];
	words: OwnWords[];
	/** Card and code of its link came from one hand. */
	oneHand: boolean;
	/** Who typed it in a talk, and the interpreter; null where she answered alone. */
	talk: { by: string | null; interpreter: string | null } | null;
};

export type ChangeTable = {
	columns: { at: Date; latest: boolean }[];
	rows: { question: QuestionId; cells: AnswerView[]; changed: boolean }[];
};

export type OrderView = {
	kind: 'barring' | 'protection' | 'bail' | 'other';
	state: 'asked' | 'live' | 'ended' | 'refused';
	from: Date;
	to: Date | null;
	noContact: boolean;
	noContactChildren: boolean;
};

export type CaseFactsView = {
	orders: OrderView[];
	bailDecisionAt: Date | null;
	programme: { status: CaseProgramme['status']; due: number; attended: number } | null;
	hasChildren: boolean;
};

export type ConcernView = {
	concernId: string;
	caseId: string;
	reference: string;
	lane: Lane;
	otherLanes: Lane[];
	severity: LaneSeverity;
	state: LaneState;
	technical: boolean;
	owner: Person | null;
	deputy: Person | null;
	clock: ClockWords;
	see: ClockWords;
	act: ClockWords;
	/** She chose that only her support worker sees her answers: this side sees that she answered. */
	supportOnly: boolean;
	flags: FlagView[];
	labels: string[];
	/** Newest first. */
	responses: ResponseView[];
	changes: ChangeTable | null;
	actions: { text: string; first: boolean }[];
	/** Null where the reader may not see orders. */
	facts: CaseFactsView | null;
	events: {
		kind: 'filed' | 'raised' | 'seen' | 'reassigned' | 'override';
		at: Date;
		by: string | null;
		ruleset: string | null;
	}[];
	lastContactAt: Date | null;
	mayMarkSeen: boolean;
	/** Names what is unseen on this page. It goes back with the Seen button, in the field `mark`. */
	seenMark: string;
	now: Date;
};

export type LinkState = 'open' | 'opened' | 'sent' | 'revoked' | 'locked' | 'expired';
export type LinkView = {
	id: string;
	state: LinkState;
	issuedAt: Date;
	issuedBy: string | null;
	expiresAt: Date;
	openedAt: Date | null;
	oneHand: boolean;
	language: string;
	mayRevoke: boolean;
};

export type CheckInView = {
	id: string;
	point: 'T3' | 'T14' | 'T30' | 'T90' | 'T182' | 'T365' | 'event' | 'extra';
	state:
		'planned' | 'offered' | 'started' | 'sent' | 'declined' | 'silent' | 'reached' | 'cancelled';
	dueAt: Date;
	answeredAt: Date | null;
	links: LinkView[];
};

export type CaseView = {
	caseId: string;
	reference: string;
	interventionOn: string;
	unit: string;
	officer: Person;
	deputy: Person | null;
	supportOrganisation: string | null;
	supportWorker: Person | null;
	/** The lanes of the open concern that this person may see. */
	concern: {
		concernId: string;
		lanes: { lane: Lane; severity: LaneSeverity; state: LaneState }[];
	} | null;
	facts: CaseFactsView | null;
	checkIns: CheckInView[];
	mayIssueLink: boolean;
	/** May hold a check-in with her, by phone or in person. */
	mayTalk: boolean;
	now: Date;
};

/** Shown once, never stored: address and code of a new link. */
export type IssuedCard = {
	linkId: string;
	address: string;
	/** The token in 8 groups of 4, for reading aloud. */
	groups: string[];
	/** An SVG path drawing of the address. */
	qr: { size: number; path: string };
	pin: string;
	expiresAt: Date;
	language: string;
	reference: string;
};

/** A row of the list of cases. */
export type CaseRow = {
	caseId: string;
	reference: string;
	/** Local calendar day, as `2026-11-16`. */
	interventionOn: string;
	officer: string;
	/** The most severe lane that this person works of the open concern. */
	concern: { concernId: string; lane: Lane; severity: LaneSeverity; state: LaneState } | null;
	lastAnsweredAt: Date | null;
	nextDueAt: Date | null;
};

export type CasesView = {
	cases: CaseRow[];
	/** Cursor of the next page, opaque; null on the last one. */
	next: string | null;
	isFirstPage: boolean;
	now: Date;
};

/** The form that issues a link to hand over. */
export type NewLinkView = {
	caseId: string;
	reference: string;
	/** Minted for this form, so that sending it twice makes one link. */
	linkId: string;
	/** The round that the link is for; null when it makes an extra one. */
	checkIn: Pick<CheckInView, 'point' | 'dueAt'> | null;
	languages: string[];
	language: string;
	/** Lives to choose from, in hours. */
	lives: number[];
	life: number;
	now: Date;
};
