/** How the desk says when. Words for "today" come from the catalogue, so they stay out of here. */
export type Calendar = {
	/** "23 Nov", with the year when it is another one than `now`'s. */
	day: (moment: Date, now: Date) => string;
	/** "Mon 23 Nov 2026" */
	wholeDay: (moment: Date) => string;
	/** "Mon" */
	weekday: (moment: Date) => string;
	/** "10:42", 24 hours */
	time: (moment: Date) => string;
	isSameDay: (one: Date, other: Date) => boolean;
	/** A calendar day without a time, as `2026-11-16`: the same day in every time zone. */
	dateOnly: (day: string) => string;
};

// Day before month, as the agency's papers have it; plain "en" would give the American order.
const locales: Record<string, string> = { en: 'en-GB' };

/** `timeZone`: IANA name, the agency's; never that of the reader's device. */
export function calendarOf(language: string, timeZone: string): Calendar {
	const locale = locales[language] ?? language;
	const format = (options: Intl.DateTimeFormatOptions, zone = timeZone) =>
		new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });

	const dayOnly = format({ day: 'numeric', month: 'short' });
	const dayAndYear = format({ day: 'numeric', month: 'short', year: 'numeric' });
	const weekday = format({ weekday: 'short' });
	const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
	const year = format({ year: 'numeric' });
	const utcDay = format({ day: 'numeric', month: 'short', year: 'numeric' }, 'UTC');

	return {
		day: (moment, now) =>
			(year.format(moment) === year.format(now) ? dayOnly : dayAndYear).format(moment),
		// put together here, because browsers and servers differ in the comma after the weekday
		wholeDay: (moment) => `${weekday.format(moment)} ${dayAndYear.format(moment)}`,
		weekday: (moment) => weekday.format(moment),
		time: (moment) => clock.format(moment),
		isSameDay: (one, other) => dayAndYear.format(one) === dayAndYear.format(other),
		dateOnly: (day) => utcDay.format(new Date(`${day}T00:00:00Z`))
	};
}
