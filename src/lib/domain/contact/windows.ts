import { plus, DAY } from '../clock.ts';
import { dayAt, minuteOf, momentAt } from '../concern/calendar.ts';
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
 * to just before its last. An hour that spring leaves out makes its window empty: nothing goes then.
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
				.map((window) => ({
					opens: momentAt(wall, minuteOf(window.from), timeZone),
					closes: momentAt(wall, minuteOf(window.to), timeZone)
				}))
				.filter(({ opens, closes }) => opens < closes && moment < closes)
				.map(({ opens }) => (opens > moment ? opens : moment))
		);
	}
	return {
		isNow: nextAt !== null && nextAt.getTime() === moment.getTime(),
		isAvoided: avoid.includes(today),
		nextAt
	};
}

function earliest(moments: readonly Date[]): Date | null {
	return moments.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
