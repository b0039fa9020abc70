import { DAY, MINUTE, plus } from '../clock.ts';
import { dayAt, minuteAt, minuteOf, momentAt } from '../concern/calendar.ts';
import type { ContactPlan, ContactRoute } from './plan.ts';

type Rules = Pick<ContactPlan, 'timeZone' | 'avoid'> & Pick<ContactRoute, 'windows'>;

/** A plan lists at most 60 days to avoid; a week more holds every weekday. */
const DAYS_AHEAD = 67;

export type Safe = {
	/** Inside a window, on a day that is not to be avoided. */
	isNow: boolean;
	/** She asked that nobody contacts her on this day. */
	isAvoided: boolean;
	/** The first safe moment from the one that was asked about on; null when none will come. */
	nextAt: Date | null;
};

/**
 * Where a moment stands in her safe times, in her time zone. A window is safe from its first minute
 * to just before its last, by the clock on her wall: of an hour that comes twice in autumn both count,
 * and a window in an hour that spring leaves out is empty.
 */
export function safeAt({ windows, timeZone, avoid }: Rules, moment: Date): Safe {
	const today = dayAt(moment, timeZone);
	const from = Date.parse(today);
	let nextAt: Date | null = null;
	for (let ahead = 0; ahead <= DAYS_AHEAD && nextAt === null; ahead += 1) {
		const day = plus(new Date(from), ahead * DAY);
		const wall = day.toISOString().slice(0, 10);
		if (avoid.includes(wall)) continue;
		nextAt = earliest(
			windows
				.filter(({ days }) => days.includes(day.getUTCDay()))
				.flatMap((window) => firstIn(window, { wall, timeZone, moment }))
		);
	}
	return {
		isNow: nextAt !== null && nextAt.getTime() === moment.getTime(),
		isAvoided: avoid.includes(today),
		nextAt
	};
}

/** The first moment of this window on this day, not before the one that was asked about. */
function firstIn(
	{ from, to }: ContactRoute['windows'][number],
	{ wall, timeZone, moment }: { wall: string; timeZone: string; moment: Date }
): Date[] {
	const [first, last] = [minuteOf(from), minuteOf(to)];
	const opens = momentAt(wall, first, timeZone);
	const closes = momentAt(wall, last, timeZone);
	const start = opens > moment ? opens : moment;
	// where the clock is put forward or back, a moment between the two may not be inside
	const shows = minuteAt(start, timeZone);
	if (start >= closes || shows >= last) return [];
	if (shows >= first) return [start];
	const again = plus(start, (first - shows) * MINUTE - (start.getTime() % MINUTE));
	return again < closes ? [again] : [];
}

function earliest(moments: readonly Date[]): Date | null {
	return moments.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
