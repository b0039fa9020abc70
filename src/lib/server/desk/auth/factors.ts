import type { SignedIn } from './signed-in.ts';

/** What a person may have to show beside the password. */
export type Factor = 'passkey' | 'one_time_code';

/**
 * What is still missing after the right password. Nothing yet: the second factor is a later issue,
 * and its place is here. No session exists before this is empty, so there is no half signed-in
 * state that a page could take for a whole one.
 */
export function missingFactors(_person: Omit<SignedIn, 'session' | 'steppedUp'>): Factor[] {
	return [];
}
