import { dictionary } from '@zxcvbn-ts/language-common';

let known: Set<string> | undefined;

/**
 * Whether a text, in lower case, is one of the 49,000 passwords that breaches have shown the most.
 * The list is part of the program: no password, and no piece of its hash, is sent anywhere.
 */
export function isKnownPassword(text: string): boolean {
	known ??= new Set(dictionary['passwords-common']);
	return known.has(text);
}
