import type { NotNow } from './may-send.ts';
import type { ContactPlan, RouteKind, SafeWindow } from './plan.ts';
import type { PlanTyped } from './typed.ts';

// What the desk hands to a page, after `domain/access/contact.ts` has said who may see what.

export type RouteView = {
	kind: RouteKind;
	/** Null: there is one, and the system sends to it; nobody needs to read it. */
	to: string | null;
	windows: SafeWindow[];
	/** Inside a safe time now. */
	isNow: boolean;
	/** The next safe moment; null when none is agreed. */
	nextAt: Date | null;
};

export type ContactRulesView = {
	/**
	 * `unreadable`: it was changed where it lies. `unsafe`: since it was confirmed an answer says that a
	 * way may not be safe; police read it as `not_confirmed`.
	 */
	state: 'none' | 'unreadable' | 'not_confirmed' | 'unsafe' | 'paused' | 'old' | 'confirmed';
	confirmedAt: Date | null;
	rules:
		| null
		| (Omit<ContactPlan, 'routes' | 'safeWord' | 'isPaused' | 'adult' | 'confirmed'> & {
				/** Open ones, in her order. */
				routes: RouteView[];
				hasSafeWord: boolean;
		  });
};

export type PlanView = {
	caseId: string;
	reference: string;
	contact: ContactRulesView;
	/** The form, for who may change the plan; null for who only reads it. */
	form: { version: number; typed: PlanTyped } | null;
	/** Who made the version that holds. */
	changedBy: string | null;
	changedAt: Date | null;
	/** Of the agency. */
	languages: string[];
	now: Date;
};

/** What is shown once of a link whose address somebody else hands over, or the system sends. */
export type IssuedCode = {
	linkId: string;
	way: 'card' | 'aloud' | 'sms' | 'email';
	pin: string;
	expiresAt: Date;
	language: string;
	reference: string;
	/** When the message goes; null where a colleague shows the card. */
	sendAt: Date | null;
	/** What to ask before telling her the code; empty where nothing is agreed. */
	safeWordPrompt: string;
	now: Date;
};

/** Whether a message could go over a way of the plan now. */
export type SendState =
	| { state: 'now' }
	/** `reason`: why not now. */
	| { state: 'later'; at: Date; reason: NotNow }
	| { state: 'no'; reason: NotNow };

/** A message or a card with the address of a link, and how far it came. */
export type DeliveryView = {
	channel: 'sms' | 'email' | 'card' | 'aloud';
	occasion: 'first' | 'again';
	state:
		'waiting' | 'handing_over' | 'handed_over' | 'delivered' | 'failed' | 'refused' | 'cancelled';
	/** A code of ours; null where there is nothing to explain. */
	reason: string | null;
	dueAt: Date;
	handedAt: Date | null;
};

/** The page on which somebody else than the issuer shows the address of a link, once. */
export type ShownCard = {
	caseId: string;
	reference: string;
	linkId: string;
	way: 'card' | 'aloud';
	/** `own`: this reader issued it and knows the code. `over`: shown before, or the link has ended. */
	state: 'ready' | 'own' | 'over';
	issuedBy: string | null;
	now: Date;
};
