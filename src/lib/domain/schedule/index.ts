import { momentAt } from '../concern/calendar.ts';
import { DAY } from '../clock.ts';

// The rounds of a case (monitoring.md 1), counted in calendar days of the agency from the day on which
// police stepped in.

/** Days after day 0. T365 is for cases that are graded high. */
const planned = [
	['T3', 3],
	['T14', 14],
	['T30', 30],
	['T90', 90],
	['T182', 182]
] as const;
const forHigh = ['T365', 365] as const;

/** A planned day stands for its noon: a window of so many days lies evenly around it. */
const NOON = 12 * 60;

export type PlannedRound = {
	point: (typeof planned)[number][0] | (typeof forHigh)[0];
	dueAt: Date;
};

/** `interventionOn`: a calendar day, `YYYY-MM-DD`. */
export function plannedRounds(
	interventionOn: string,
	{ timeZone, gradedHigh }: { timeZone: string; gradedHigh: boolean }
): PlannedRound[] {
	const points = gradedHigh ? [...planned, forHigh] : planned;
	return points.map(([point, days]) => ({
		point,
		dueAt: momentAt(daysAfter(interventionOn, days), NOON, timeZone)
	}));
}

export function daysAfter(day: string, days: number): string {
	return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** The same day a year later; 29 February ends with February. */
export function yearAfter(day: string): string {
	const year = Number(day.slice(0, 4)) + 1;
	const later = `${String(year).padStart(4, '0')}${day.slice(4)}`;
	return day.endsWith('-02-29') ? later.replace(/-29$/, '-28') : later;
}

export function yearBefore(day: string): string {
	const year = Number(day.slice(0, 4)) - 1;
	const earlier = `${String(year).padStart(4, '0')}${day.slice(4)}`;
	return day.endsWith('-02-29') ? earlier.replace(/-29$/, '-28') : earlier;
}
