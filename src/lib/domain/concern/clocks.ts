import { plus } from '../clock.ts';
import type { Severity } from '../rules/severity.ts';
import { dayAt, isWorkingDay, minuteOf, momentAt, workingDayAfter } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { elapsed } from './limits.ts';
import type { Limit, LimitSettings } from './limits.ts';

/** Labels have no clock. */
export type LaneSeverity = Exclude<Severity, 'label'>;

/** By when a flag must be seen by a named person, and first acted on. Each lane runs its own. */
export type Limits = { seenBy: Date; actBy: Date };

/** The limits of a flag from the moment it is filed (rules.md 9). */
export function limits({
	severity,
	filedAt,
	calendar,
	limits: set
}: {
	severity: LaneSeverity;
	filedAt: Date;
	calendar: Calendar;
	limits: LimitSettings;
}): Limits {
	const { seen, act } = set[severity];
	return { seenBy: end(seen, filedAt, calendar), actBy: end(act, filedAt, calendar) };
}

function end(limit: Limit, filedAt: Date, calendar: Calendar): Date {
	const duration = elapsed(limit);
	return duration === undefined
		? endOfWorkingDays(limit.amount, filedAt, calendar)
		: plus(filedAt, duration);
}

/**
 * Closing time on the n-th working day after the day that counts: the day of filing, or the next
 * working day if the desk was closed that day or had closed already. At closing time it still
 * counts; so does early morning, before the desk opens.
 */
function endOfWorkingDays(count: number, filedAt: Date, calendar: Calendar): Date {
	const { timeZone, deskHours } = calendar;
	const closing = minuteOf(deskHours.close);
	const day = dayAt(filedAt, timeZone);
	const isPastClosing = filedAt > momentAt(day, closing, timeZone);

	const first =
		isWorkingDay(day, calendar) && !isPastClosing ? day : workingDayAfter(day, 1, calendar);
	return momentAt(workingDayAfter(first, count, calendar), closing, timeZone);
}

/**
 * Limits after the severity was raised: the tighter ones count from the raise, but no limit that
 * already runs becomes longer.
 */
export function tightened(running: Limits, fromRaise: Limits): Limits {
	return {
		seenBy: earlier(running.seenBy, fromRaise.seenBy),
		actBy: earlier(running.actBy, fromRaise.actBy)
	};
}

function earlier(a: Date, b: Date): Date {
	return a <= b ? a : b;
}

export type Clock = Limits & { seenAt: Date | null; actedAt: Date | null };

/** What a lane shows: the earliest of its own flags' limits that are not met; null when all are. */
export function openLimits(flags: readonly Clock[]): { seeBy: Date | null; actBy: Date | null } {
	return {
		seeBy: earliest(flags.filter(({ seenAt }) => !seenAt).map(({ seenBy }) => seenBy)),
		actBy: earliest(flags.filter(({ actedAt }) => !actedAt).map(({ actBy }) => actBy))
	};
}

function earliest(moments: readonly Date[]): Date | null {
	return moments.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
