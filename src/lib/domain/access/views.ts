import type { CaseStory } from '../case/views.ts';
import type { CaseProgramme } from '../case-facts.ts';
import type { ClockWords, Lane } from '../concern/index.ts';
import type { ContactRulesView, DeliveryView, SendState } from '../contact/index.ts';
import type { Way } from '../link/index.ts';
import type { QuestionId } from '../questionnaire/index.ts';
import type { Severity } from '../rules/index.ts';
import type { Reading } from './break-glass.ts';

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
	/** Who raised it by judgement; null for what rules found. */
	raisedBy: string | null;
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
	contact: ContactRulesView;
	clock: ClockWords;
	see: ClockWords;
	act: ClockWords;
	/** She chose that only her support worker sees her answers: this side sees that she answered. */
	supportOnly: boolean;
	/** Support may decide here to share something grave with police. */
	offersSharing: boolean;
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
	/** Until when it is open by break-glass; null for whoever reaches the case as their own. */
	glassUntil: Date | null;
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
	way: Way;
	/** Messages with its address, or the card that a colleague shows; the newest last. */
	deliveries: DeliveryView[];
	/** Who has shown the address, where it was not the issuer. */
	shownBy: string | null;
	/** Its card waits, and this reader is not the one who knows its code. */
	mayShowCard: boolean;
	/** What a new link for the same round is made with; null where none can be made. */
	again: { linkId: string; hours: number } | null;
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
	/** As what this person reaches the case. */
	relation: Reading;
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
	contact: ContactRulesView;
	facts: CaseFactsView | null;
	story: CaseStory;
	checkIns: CheckInView[];
	mayIssueLink: boolean;
	/** One person may hold both card and code here. */
	oneHand: boolean;
	/** May say who must never see this case. */
	mayBlock: boolean;
	/** Until when it is open by break-glass; null for whoever reaches the case as their own. */
	glassUntil: Date | null;
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
	/** One person may hold both card and code here; else a colleague shows the card. */
	oneHand: boolean;
	/** Whether a message could go now, over the ways of the plan. */
	ways: { sms: SendState; email: SendState };
	now: Date;
};
