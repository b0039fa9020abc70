/** Why a new password is not taken. No composition rules: length counts, and not being guessed. */
export type PasswordProblem = 'short' | 'long' | 'email' | 'known';

const SHORTEST = 12;
const LONGEST = 200;

/**
 * Null when a new password is fine. `isKnown` says whether a text, in lower case, is on the list of
 * passwords that everybody tries first. Characters are counted as people see them, not as bytes.
 */
export function passwordProblem(
	password: string,
	{ email, isKnown }: { email: string; isKnown: (text: string) => boolean }
): PasswordProblem | null {
	const length = [...password].length;
	if (length < SHORTEST) return 'short';
	if (length > LONGEST) return 'long';

	const folded = fold(password);
	const address = fold(email.trim());
	const [name = ''] = address.split('@');
	if (folded === address || folded === name) return 'email';
	return isEasy(folded, isKnown) ? 'known' : null;
}

/** One that everybody tries, two of them side by side, or one letter held down. */
function isEasy(folded: string, isKnown: (text: string) => boolean): boolean {
	const letters = [...folded];
	if (new Set(letters).size === 1 || isKnown(folded)) return true;
	return letters.some(
		(_, at) => isKnown(letters.slice(0, at).join('')) && isKnown(letters.slice(at).join(''))
	);
}

function fold(text: string): string {
	return text.normalize('NFKC').toLowerCase();
}
