import { DAY, MINUTE } from '../clock.ts';

/** When the desk of an agency works. */
export type Calendar = {
	/** IANA name. */
	timeZone: string;
	deskHours: {
		/** 0 Sunday to 6 Saturday; at least one. */
		days: readonly number[];
		/** `HH:MM` on the clock of the time zone. */
		open: string;
		/** `HH:MM`, later than `open`; `24:00` is midnight. */
		close: string;
	};
	/** `YYYY-MM-DD`, closed whatever the weekday. */
	holidays: readonly string[];
};

/** A day on the wall calendar, `YYYY-MM-DD`. */
type Day = string;

/** The day that the calendar on the wall shows at a moment. */
export function dayAt(moment: Date, timeZone: string): Day {
	return new Date(moment.getTime() + offset(moment, timeZone)).toISOString().slice(0, 10);
}

/** Minutes since midnight that the clock on the wall shows at a moment. */
export function minuteAt(moment: Date, timeZone: string): number {
	const wall = moment.getTime() + offset(moment, timeZone);
	return Math.floor((wall % DAY) / MINUTE);
}

export function isWorkingDay(day: Day, { deskHours, holidays }: Calendar): boolean {
	return deskHours.days.includes(new Date(day).getUTCDay()) && !holidays.includes(day);
}

/** The n-th working day after a day. Throws for a desk without a weekday: it would search for ever. */
export function workingDayAfter(day: Day, count: number, calendar: Calendar): Day {
	if (calendar.deskHours.days.length === 0) throw new RangeError('a desk that never opens');
	let found = day;
	let left = count;
	while (left > 0) {
		found = nextDay(found);
		if (isWorkingDay(found, calendar)) left -= 1;
	}
	return found;
}

function nextDay(day: Day): Day {
	return new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
}

export function minuteOf(time: string): number {
	const [hours = 0, minutes = 0] = time.split(':').map(Number);
	return hours * 60 + minutes;
}

/**
 * The moment at which the wall clock shows this. An hour that comes twice in autumn means the first
 * one; one that spring leaves out means as much later.
 */
export function momentAt(day: Day, minute: number, timeZone: string): Date {
	const wall = Date.parse(day) + minute * MINUTE;
	const before = offset(new Date(wall - DAY), timeZone);
	const after = offset(new Date(wall + DAY), timeZone);

	// the larger offset gives the earlier moment
	const [first, second] = before > after ? [before, after] : [after, before];
	const fits = [first, second].find(
		(candidate) => offset(new Date(wall - candidate), timeZone) === candidate
	);
	return new Date(wall - (fits ?? before));
}

/** Milliseconds by which the wall clock is ahead of UTC. */
function offset(moment: Date, timeZone: string): number {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric'
	});
	const parts = new Map(
		format.formatToParts(moment).map(({ type, value }) => [type, Number(value)])
	);
	const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
	const wall = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second')
	);
	// the parts have no milliseconds
	return wall - Math.floor(moment.getTime() / 1000) * 1000;
}
