/** Time as the pure files see it: an argument. Stored times are judged by the database. */
export type Now = Date;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function plus(moment: Date, milliseconds: number): Date {
	return new Date(moment.getTime() + milliseconds);
}
