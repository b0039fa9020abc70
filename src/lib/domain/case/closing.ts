import { DAY } from '../clock.ts';
import type { Lane } from '../concern/lanes.ts';
import { lanesWorkedAs } from '../access/relation.ts';
import { contactKinds, type ContactKind } from './kinds.ts';

/** Why a case cannot be closed now (queue.md 7). Each is named to who asks. */
export const obstacles = [
	'open_concern',
	'open_link',
	'open_talk',
	'unassessed',
	'event_near',
	'no_contact'
] as const;
export type Obstacle = (typeof obstacles)[number];

/** A case is not closed so long before and after an order begins or ends, or a programme is left. */
export const EVENT_NEAR = 7 * DAY;

/** Whether it keeps a case open that was made twice: she is reached, and dates are kept, in the other. */
export function keepsDuplicate(obstacle: Obstacle): boolean {
	return obstacle !== 'no_contact' && obstacle !== 'event_near';
}

/** A challenge is heard for so long after the closing. */
export const CHALLENGE_FOR = 14 * DAY;

/** Who must agree to a closing. */
export const closingSides = ['supervisor', 'support'] as const;
export type ClosingSide = (typeof closingSides)[number];

/** The lanes that a side has to have in order, and the only ones that it hears of. */
export function lanesOfSide(side: ClosingSide): readonly Lane[] {
	return lanesWorkedAs(side === 'supervisor' ? 'supervisor' : 'support_worker');
}

export type NotedContact = { on: string; kind: ContactKind };

/** A contact that was recorded with the asking becomes the head of the reason. */
export function reasonWithContact(reason: string, contact: NotedContact | null): string {
	return contact ? `[${contact.kind} ${contact.on}]\n${reason}` : reason;
}

/** The day of the contact that `reasonWithContact` wrote down. */
export function contactDayIn(text: string): string | null {
	const [, kind, on] = /^\[([a-z_]+) (\d{4}-\d{2}-\d{2})\]\n/.exec(text) ?? [];
	return on !== undefined && contactKinds.some((one) => one === kind) ? on : null;
}

/** How a case stands, as far as some lanes tell. */
export type Standing = {
	openConcern: boolean;
	openLink: boolean;
	openTalk: boolean;
	unassessed: boolean;
	/** A trigger event that the case knows of itself lies within `EVENT_NEAR`. */
	eventNear: boolean;
	lastFlagAt: Date | null;
	/** The latest answer that was sent, over a link or in a talk. */
	lastAnswerAt: Date | null;
	/** A contact that somebody has recorded with their own words; the end of that day. */
	recordedContactAt: Date | null;
};

/** What stands in the way, in the order in which it is best cleared away. Labels are no flags here. */
export function obstaclesTo(standing: Standing): Obstacle[] {
	const found: [Obstacle, boolean][] = [
		['open_concern', standing.openConcern],
		['open_link', standing.openLink],
		['open_talk', standing.openTalk],
		['unassessed', standing.unassessed],
		['event_near', standing.eventNear],
		['no_contact', !hasContact(standing)]
	];
	return found.flatMap(([name, isThere]) => (isThere ? [name] : []));
}

function hasContact({ lastFlagAt, lastAnswerAt, recordedContactAt }: Standing): boolean {
	if (lastFlagAt === null) return true;
	return [lastAnswerAt, recordedContactAt].some((at) => at !== null && at >= lastFlagAt);
}

export type Attempt = {
	/** Somebody of support has to agree too. */
	needsSupport: boolean;
	supervisorAt: Date | null;
	supportAt: Date | null;
	challengedAt: Date | null;
	answeredAt: Date | null;
	closedAt: Date | null;
};

/** A challenge waits for its answer. */
export function isChallenged({
	challengedAt,
	answeredAt
}: Pick<Attempt, 'challengedAt' | 'answeredAt'>): boolean {
	return challengedAt !== null && answeredAt === null;
}

/** Everybody who must agree has agreed, and no challenge waits. */
export function isAgreed(attempt: Attempt): boolean {
	const { needsSupport, supervisorAt, supportAt, answeredAt } = attempt;
	// an answer that closes stands for what support did not agree to
	const hasSupport = !needsSupport || supportAt !== null || answeredAt !== null;
	return supervisorAt !== null && hasSupport && !isChallenged(attempt);
}

/** Support may challenge what is asked for, and what was closed within 14 days; once. */
export function mayBeChallenged({ closedAt, challengedAt }: Attempt, now: Date): boolean {
	if (challengedAt !== null) return false;
	return closedAt === null || now.getTime() - closedAt.getTime() <= CHALLENGE_FOR;
}
