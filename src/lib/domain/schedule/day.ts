import { z } from 'zod';

/**
 * The years of a case. Another one is a slip of the hand (a browser takes `26` for the year 26), and
 * what is counted from it would be no day at all.
 */
export const FIRST_DAY = '1900-01-01';
export const LAST_DAY = '2100-12-31';

/** A calendar day as forms and files write it. `wrong`: the name of the problem of one that is none. */
export const dayNamed = (wrong: string) =>
	z.iso.date(wrong).refine((day) => day >= FIRST_DAY && day <= LAST_DAY, 'year');

const anyDay = dayNamed('day');

export function isDay(typed: string): boolean {
	return anyDay.safeParse(typed).success;
}
