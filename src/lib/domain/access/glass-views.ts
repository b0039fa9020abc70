import type { GlassOutcome, GlassPurpose } from './break-glass.ts';
import type { Role } from './roles.ts';
import type { Person } from './views.ts';

// Views of the block list and of break-glass: names and reasons, after the record of who looked.

/** Something that somebody wrote; null when it does not open any more. */
type Written = string | null;

export type BlockView = {
	caseId: string;
	reference: string;
	blocked: {
		staffId: string;
		name: string;
		role: Role;
		since: Date;
		by: Person;
		reason: Written;
	}[];
	/** Who can be put on the list, by organisation. */
	people: { organisation: string; staff: { staffId: string; name: string; role: Role }[] }[];
	/** Who of those on the list, now or before, asked for this case; the newest first. */
	attempts: { name: string; at: Date; what: 'case' | 'concern' | 'break_glass' }[];
	/** A second factor was shown within five minutes. */
	hasSteppedUp: boolean;
	now: Date;
};

export type GlassView = {
	/** Minted with the form: sent twice it opens once. */
	id: string;
	hasSteppedUp: boolean;
	/** What this person has open now. */
	open: { caseId: string; reference: string; until: Date }[];
	mayReview: boolean;
	now: Date;
};

export type GlassReview = {
	id: string;
	reference: string;
	who: Person;
	role: Role;
	openedAt: Date;
	until: Date;
	purpose: GlassPurpose;
	reason: Written;
	/** Null while it waits. */
	reviewed: { by: string; at: Date; outcome: GlassOutcome } | null;
};

export type GlassReviewsView = { reviews: GlassReview[]; now: Date };
