import type { Person } from '../access/views.ts';
import type { LaneSeverity } from '../concern/clocks.ts';
import type { TaskKind } from './task.ts';
import type { Caller, ProgrammeStatus } from './programme.ts';
import type { Asked, ShareGround, ShareState } from './share.ts';

// What the pages of tasks, notes, judgement, sharing and programmes get to show.

export type TaskLane = 'police' | 'support' | 'supervisor';

export type TaskRow = {
	id: string;
	/** `unreadable`: what it asks for does not open. */
	kind: TaskKind | 'unreadable';
	/** A code that says why, such as that of a message that was refused. */
	reason: string | null;
	/** What it is about, as an id: a share, a call. */
	about: string | null;
	caseId: string;
	reference: string;
	dueAt: Date;
	isOverdue: boolean;
	/** Null: whoever works the lane. */
	owner: Person | null;
	/** Whether it is ticked off here. Else it ends with what it asks for. */
	mayFinish: boolean;
};

export type TasksView = {
	lane: TaskLane;
	lanes: TaskLane[];
	rows: TaskRow[];
	/** There are more than are shown. */
	hasMore: boolean;
	/** The task that was ticked off just now, to take that back. */
	done: string | null;
	now: Date;
};

export type NoteView = {
	id: string;
	kind: 'worker_note' | 'police_note';
	at: Date;
	author: Person;
	/** Null when it does not open. */
	text: string | null;
	sharedAt: Date | null;
	mayShare: boolean;
};

export type NotesView = {
	caseId: string;
	reference: string;
	/** What this person writes here. */
	writes: 'worker_note' | 'police_note';
	/** Minted for the form, so that sending it twice makes one note. */
	noteId: string;
	notes: NoteView[];
	/** Id of the last note of this page, for the next one; null on the last page. */
	next: string | null;
	isFirstPage: boolean;
	now: Date;
};

export type JudgementView = {
	caseId: string;
	reference: string;
	judgementId: string;
	ownLane: TaskLane;
	/** Lanes of this case that it can be shown in too. */
	otherLanes: TaskLane[];
};

export type ShareItem = {
	id: string;
	severity: LaneSeverity;
	/** The sentence, which is all that is shared. */
	reason: string;
};

export type ShareView = {
	shareId: string;
	at: Date;
	by: Person;
	state: ShareState;
	ground: ShareGround;
	asked: Asked;
	inDangerNow: boolean;
	items: ShareItem[];
	signedBy: Person | null;
	signedAt: Date | null;
	signBy: Date;
	toldAt: Date | null;
};

/** What support may share of a case, and what was decided before. */
export type SharingView = {
	caseId: string;
	reference: string;
	shareId: string;
	/** Responses that she gave to support alone, the newest first. */
	responses: { responseId: string; at: Date; items: ShareItem[] }[];
	shares: ShareView[];
	now: Date;
};

/** One decision, as the person sees it who signs it. */
export type ShareToSignView = ShareView & {
	reference: string;
	/** As it was written; null when it does not open. */
	reason: string | null;
	maySign: boolean;
	now: Date;
};

/** A row of a programme worker's list. Nothing in it is hers, and nothing leads to her case. */
export type ProgrammeRow = {
	id: string;
	/** The perpetrator's reference at the provider. */
	reference: string | null;
	status: ProgrammeStatus;
	sessionsDue: number;
	sessionsAttended: number;
	isCallWaiting: boolean;
};

export type CallView = { id: string; caller: Caller; askedBy: string; askedAt: Date };

export type ProgrammeView = ProgrammeRow & {
	referredOn: string | null;
	orderedByCourt: boolean;
	statusAt: Date;
	sessions: { heldOn: string; attended: boolean }[];
	/** Calls that are waited for, in either direction. */
	calls: CallView[];
	/** The agency's calendar day: a session cannot be in the future. */
	today: string;
	now: Date;
};

/** The same programme as the officer side and support read it. */
export type CaseProgrammeView = {
	caseId: string;
	reference: string;
	/** Null: no programme is on record. */
	programme:
		(Omit<ProgrammeView, 'id' | 'today' | 'isCallWaiting' | 'now'> & { provider: string }) | null;
	mayAsk: boolean;
	now: Date;
};

export type ProgrammesView = {
	programmes: ProgrammeRow[];
	/** Id of the last one, for the next page; null on the last one. */
	next: string | null;
	isFirstPage: boolean;
};
