import { dayAt, minuteOf, momentAt } from '../concern/calendar.ts';
import { MINUTE } from '../clock.ts';
import { isDay } from './day.ts';

/** A moment as forms write it, on the wall clock of the agency: `2026-11-16T10:00`. */
export function wallClock(moment: Date, timeZone: string): string {
	const day = dayAt(moment, timeZone);
	const minutes = Math.floor((moment.getTime() - momentAt(day, 0, timeZone).getTime()) / MINUTE);
	// an hour that comes twice or never makes the day longer or shorter than the clock shows
	const shown = [minutes, minutes - 60, minutes + 60].find(
		(minute) => momentAt(day, minute, timeZone) <= moment && isWithinMinute(minute)
	);
	return `${day}T${timeOf(shown ?? minutes)}`;

	function isWithinMinute(minute: number): boolean {
		return moment.getTime() - momentAt(day, minute, timeZone).getTime() < MINUTE;
	}
}

function timeOf(minutes: number): string {
	const two = (part: number) => String(part).padStart(2, '0');
	return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What `wallClock` writes, read back; null for anything else. */
export function momentFrom(typed: string, timeZone: string): Date | null {
	const found = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d)?$/.exec(typed);
	const day = found?.[1];
	if (!found || !day || !isDay(day)) return null;
	return momentAt(day, minuteOf(`${found[2]}:${found[3]}`), timeZone);
}

/** The day of a stored moment; a day that was stored without a time is that day everywhere. */
export function wallDay(stored: string, timeZone: string): string {
	return stored.includes('T') ? dayAt(new Date(stored), timeZone) : stored;
}
