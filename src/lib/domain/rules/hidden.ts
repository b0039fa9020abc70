import type { Flag } from './rule.ts';

// What the responsible officer is never shown, in whatever form (safety.md 9): what she says about
// the police themselves, and that she thought of ending her life.

const flags: readonly string[] = ['F-MADE-WORSE', 'F-VICTIM-SUICIDE'];
const answers: readonly string[] = ['M1', 'M1_text', 'M2', 'W1'];

export function isHiddenFromOfficer(flag: { code: string }): boolean {
	return flags.includes(flag.code);
}

/**
 * The flag as the officer may see it, or null: without evidence from hidden answers. A flag of
 * which nothing would be left, such as own words only beside M1, is hidden as a whole.
 */
export function forOfficer<Seen extends Pick<Flag, 'code' | 'evidence'>>(flag: Seen): Seen | null {
	if (isHiddenFromOfficer(flag)) return null;
	const evidence = flag.evidence.filter(({ ref }) => !answers.includes(ref));
	const nothingLeft = evidence.length === 0 && flag.evidence.length > 0;
	return nothingLeft ? null : { ...flag, evidence };
}
