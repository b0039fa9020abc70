import { z } from 'zod';
import { withoutGaps } from '../link/token.ts';

/** A code of an authenticator app lives for so long; RFC 6238. */
export const STEP_SECONDS = 30;
export const DIGITS = 6;

const code = z
	.string()
	.regex(/^\d{6}$/)
	.brand<'one_time_code'>();
export type OneTimeCode = z.infer<typeof code>;

/** Forgives the gap that apps show in the middle. Anything but six digits is null. */
export function parseCode(typed: string): OneTimeCode | null {
	if (typed.length > 32) return null;
	const parsed = code.safeParse(withoutGaps(typed));
	return parsed.success ? parsed.data : null;
}

/** The number of the half minute that a moment lies in. */
export function stepOf(at: Date): number {
	return Math.floor(at.getTime() / 1000 / STEP_SECONDS);
}

/**
 * The steps whose code counts now: a phone may be half a minute off, to either side. A step that was
 * used, and each before it, is over: whoever reads a code over a shoulder comes too late.
 */
export function codeSteps(now: Date, lastStep: number): number[] {
	const step = stepOf(now);
	return [step - 1, step, step + 1].filter((one) => one > lastStep);
}
