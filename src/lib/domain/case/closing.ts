import { DAY } from '../clock.ts';

/** Why a case cannot be closed now (queue.md 7). Each is named to who asks. */
export const obstacles = [
	'open_concern',
	'open_link',
	'open_talk',
	'unassessed',
	'no_contact'
] as const;
export type Obstacle = (typeof obstacles)[number];

/** A challenge is heard for so long after the closing. */
export const CHALLENGE_FOR = 14 * DAY;

export type Standing = {
	openConcern: boolean;
	openLink: boolean;
	openTalk: boolean;
	unassessed: boolean;
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

/** Everybody who must agree has agreed, and no challenge waits. */
export function isAgreed({
	needsSupport,
	supervisorAt,
	supportAt,
	challengedAt,
	answeredAt
}: Attempt): boolean {
	const isChallenged = challengedAt !== null && answeredAt === null;
	// an answer that closes stands for what support did not agree to
	const hasSupport = !needsSupport || supportAt !== null || answeredAt !== null;
	return supervisorAt !== null && hasSupport && !isChallenged;
}

/** Support may challenge what is asked for, and what was closed within 14 days; once. */
export function mayBeChallenged({ closedAt, challengedAt }: Attempt, now: Date): boolean {
	if (challengedAt !== null) return false;
	return closedAt === null || now.getTime() - closedAt.getTime() <= CHALLENGE_FOR;
}
