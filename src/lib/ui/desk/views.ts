import type { CheckInView, IssuedCard, LaneSeverity, LaneState } from '#lib/domain/access/views.ts';
import type { Lane } from '#lib/domain/concern/index.ts';

export type CaseRow = {
	caseId: string;
	reference: string;
	/** Local calendar day, as `2026-11-16`. */
	interventionOn: string;
	officer: string;
	/** The most severe lane that this person may see of the open concern. */
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

/** What the POST hands back. `problems` by field: `id`, `language`, `hours`, `one_hand`. */
export type NewLinkForm =
	| { card: IssuedCard }
	| { typed: Record<string, string | string[]>; problems: Record<string, string> };
