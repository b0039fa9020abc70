import type { ClockWords } from '#lib/domain/concern/index.ts';
import { hasText, type Text } from '#lib/i18n/index.ts';
import type { Calendar } from './calendar.ts';

/** "4 min left", "3 h 5 min left", "7 h left", "30 min over", "Limits met". */
export function firstLine(t: Text, { first }: ClockWords): string {
	// "7 h 0 min left" is more to read and says no more
	const whole = `${first.key}_whole`;
	const isWholeHours = hasText(whole) && first.params.minutes === 0;
	return t(isWholeHours ? whole : first.key, first.params);
}

/** "10:46", or "Wed 09:20" when it is a day away or more. */
export function timeOf(
	calendar: Calendar,
	{ at, withDay }: NonNullable<ClockWords['second']>
): string {
	return withDay ? `${calendar.weekday(at)} ${calendar.time(at)}` : calendar.time(at);
}
