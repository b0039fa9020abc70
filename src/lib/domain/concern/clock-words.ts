import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts';
import { isHigh } from '../rules/severity.ts';
import type { LaneSeverity } from './clocks.ts';

type Unit = 'seconds' | 'minutes' | 'hours' | 'days';

/**
 * A clock as it is read, not as it is spelled. The page has the words for each key. `at` is a
 * moment: the page shows it on the agency's wall clock, with the weekday if `withDay`.
 */
export type ClockWords = {
	/** "4 min left", "30 min over", "Limits met", "20 s". */
	first:
		| { key: `clock.${'left' | 'over' | 'waiting'}.${Unit}`; params: Record<string, number> }
		| { key: 'clock.met'; params: Record<string, number> };
	/** "see by 10:46", "act by Wed 09:20", "tell by Tue 18:00", "since it came"; null is nothing. */
	second: {
		key: 'clock.see_by' | 'clock.act_by' | 'clock.tell_by' | 'clock.since';
		at: Date;
		withDay: boolean;
	} | null;
	/** Share of the limit that is used, 0 to 1: the length of the bar. */
	used: number;
	/** The limit has passed. */
	late: boolean;
	/** In the last third of a critical or high limit. */
	soon: boolean;
};

/**
 * The clock of a lane, or of one flag: the earliest limit not met (look.md 4). A limit that is null
 * or has its time beside it is met. `filedAt` is where the bar begins; `tellBy` is shown when all
 * else is done.
 */
export function clockWords({
	now,
	filedAt,
	seenBy,
	seenAt,
	actBy,
	actedAt,
	severity,
	tellBy = null
}: {
	now: Date;
	filedAt: Date;
	seenBy: Date | null;
	seenAt: Date | null;
	actBy: Date | null;
	actedAt: Date | null;
	severity: LaneSeverity;
	tellBy?: Date | null;
}): ClockWords {
	const see = seenBy && !seenAt ? [{ key: 'clock.see_by' as const, at: seenBy }] : [];
	const act = actBy && !actedAt ? [{ key: 'clock.act_by' as const, at: actBy }] : [];
	const [next] = [...see, ...act].toSorted((a, b) => a.at.getTime() - b.at.getTime());
	if (!next) return met(now, tellBy);

	const left = next.at.getTime() - now.getTime();
	const whole = next.at.getTime() - filedAt.getTime();
	const late = left <= 0;
	const used = late || whole <= 0 ? 1 : Math.min(1, Math.max(0, 1 - left / whole));
	return {
		first: duration(late ? 'over' : 'left', Math.abs(left)),
		second: { ...next, withDay: Math.abs(left) >= DAY },
		used,
		late,
		soon: !late && isHigh(severity) && used >= 2 / 3
	};
}

function met(now: Date, tellBy: Date | null): ClockWords {
	return {
		first: { key: 'clock.met', params: {} },
		second: tellBy && { key: 'clock.tell_by', at: tellBy, withDay: true },
		used: 0,
		late: tellBy !== null && tellBy <= now,
		soon: false
	};
}

/** A response that nobody has assessed: how long it waits. Over five minutes is a technical alarm. */
export function waitingWords({ now, since }: { now: Date; since: Date }): ClockWords {
	const waited = Math.max(0, now.getTime() - since.getTime());
	return {
		first: duration('waiting', waited),
		second: { key: 'clock.since', at: since, withDay: waited >= DAY },
		used: Math.min(1, waited / (5 * MINUTE)),
		late: waited > 5 * MINUTE,
		soon: false
	};
}

/** Whole units, rounded down: a clock never promises more time than there is. */
function duration(
	way: 'left' | 'over' | 'waiting',
	milliseconds: number
): { key: `clock.${'left' | 'over' | 'waiting'}.${Unit}`; params: Record<string, number> } {
	if (milliseconds < MINUTE) {
		return {
			key: `clock.${way}.seconds`,
			params: { seconds: Math.floor(milliseconds / SECOND) }
		};
	}
	const minutes = Math.floor(milliseconds / MINUTE);
	if (milliseconds < HOUR) return { key: `clock.${way}.minutes`, params: { minutes } };
	if (milliseconds < DAY) {
		return {
			key: `clock.${way}.hours`,
			params: { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
		};
	}
	return { key: `clock.${way}.days`, params: { days: Math.floor(milliseconds / DAY) } };
}
