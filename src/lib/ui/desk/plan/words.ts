import type { SafeWindow } from '#lib/domain/contact/index.ts';
import type { Text } from '#lib/i18n/index.ts';

/** Monday first, as the calendars on the wall here have it. */
export const weekdays = [1, 2, 3, 4, 5, 6, 0] as const;

// a Sunday
const SUNDAY = Date.UTC(2026, 10, 22);
const DAY = 24 * 60 * 60 * 1000;

/** "Tue" for 2. */
export function dayName(language: string, day: number, width: 'short' | 'long' = 'short'): string {
	const format = new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' });
	return format.format(new Date(SUNDAY + day * DAY));
}

/** "Tue, Thu 10:00–12:00; every day 18:00–24:00" */
export function windowsWords(t: Text, language: string, windows: readonly SafeWindow[]): string {
	return windows
		.map(({ days, from, to }) => {
			const isEveryDay = new Set(days).size === 7;
			const named = isEveryDay
				? t('contact.rules.every_day')
				: weekdays
						.filter((day) => days.includes(day))
						.map((day) => dayName(language, day))
						.join(', ');
			if (from === '00:00' && to === '24:00')
				return isEveryDay ? t('contact.rules.any_time') : named;
			return t('contact.rules.times', { days: named, from, to });
		})
		.join('; ');
}
