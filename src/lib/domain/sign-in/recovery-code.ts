import { z } from 'zod';
import { newToken, parseToken, type Random } from '../link/token.ts';

/** So many are made at once: enough for a few lost days, few enough to write down. */
export const RECOVERY_CODES = 10;

const LENGTH = 16;
const code = z
	.string()
	.regex(/^[0-9a-hjkmnp-tv-z]{16}$/)
	.brand<'recovery_code'>();

/** For the day on which the second factor is lost: 80 random bits as 16 letters. */
export type RecoveryCode = z.infer<typeof code>;

export function newRecoveryCode(random: Random): RecoveryCode {
	return code.parse(newToken(random).slice(0, LENGTH));
}

/** Forgives what a hand does to it, as for the token of a link. */
export function parseRecoveryCode(typed: string): RecoveryCode | null {
	if (typed.length > 64) return null;
	// the second half stands in for the rest of a token, so that both are read by the same rules
	const read = parseToken(typed + '0'.repeat(LENGTH));
	const parsed = code.safeParse(read?.slice(0, LENGTH));
	return parsed.success ? parsed.data : null;
}

/** Four groups of four, to be written down. */
export function recoveryGroups(of: RecoveryCode): string {
	return of.match(/.{4}/g)?.join(' ') ?? of;
}
