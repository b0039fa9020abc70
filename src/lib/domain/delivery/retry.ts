import { HOUR, MINUTE, plus } from '../clock.ts';

/** After the first failed try, after the second, and so on. */
const waits = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR];

/** When to try again after so many tries that failed; null: never, a person has to find another way. */
export function retryAt(tries: number, now: Date): Date | null {
	const wait = waits[tries - 1];
	return wait === undefined ? null : plus(now, wait);
}
