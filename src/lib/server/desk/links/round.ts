import type { CheckInView } from '#lib/domain/access/index.ts';
import { DAY, HOUR, plus } from '#lib/domain/clock.ts';

type Point = CheckInView['point'];
export type Round = Pick<CheckInView, 'point' | 'state' | 'dueAt'> & {
	/** She has sent it. The state says so only when that has been assessed, which may be later. */
	isSent: boolean;
};

/** Days around the planned day in which a round may be asked (monitoring.md 1). */
const windows: Partial<Record<Point, number>> = {
	T3: 1,
	T14: 3,
	T30: 5,
	T90: 10,
	T182: 14,
	T365: 21
};

/** How long an offered round waits for its answer, reminders and all, before it counts as silent. */
const STILL_OPEN = 7 * DAY;

/**
 * The round that a new link is for: the planned one whose window is open, else one that was offered
 * and is not answered (a card was lost). Null: the link makes an extra round, and no planned one is
 * used up by it.
 */
export function roundFor<Known extends Round>(rounds: readonly Known[], now: Date): Known | null {
	const away = ({ dueAt }: Round) => Math.abs(dueAt.getTime() - now.getTime());
	const unsent = rounds.filter(({ isSent }) => !isSent);
	const planned = unsent.filter(
		(round) => round.state === 'planned' && away(round) <= (windows[round.point] ?? 1) * DAY
	);
	const offered = unsent.filter(
		(round) =>
			(round.state === 'offered' || round.state === 'started') &&
			now.getTime() - round.dueAt.getTime() <= STILL_OPEN
	);
	const [found] = (planned.length > 0 ? planned : offered).toSorted((a, b) => away(a) - away(b));
	return found ?? null;
}

/**
 * The last moment at which a message for this round may go (monitoring.md SC2); null where it has begun
 * already, and only its link is a new one.
 */
export function lastMomentFor({ point, state, dueAt }: Pick<Round, 'point' | 'state' | 'dueAt'>) {
	return state === 'planned' ? plus(dueAt, (windows[point] ?? 1) * DAY) : null;
}

/** Whether a new link can be made for it: it was not answered, and nobody has ended it. */
export function isOpenRound({ state, isSent }: Round): boolean {
	return !isSent && (state === 'planned' || state === 'offered' || state === 'started');
}

/** By when the link of this round should have been opened, from the moment it is handed over. */
export function dueAfter(point: Point, handedOverAt: Date): Date {
	return plus(handedOverAt, point === 'T3' || point === 'event' ? 24 * HOUR : 48 * HOUR);
}
