/** The sentence before and after a number in it; where the number stands differs by language. */
export function around(sentence: string, number: string): { before: string; after: string } {
	const [before = '', after = ''] = sentence.split(number);
	return { before, after };
}

/** The address that a tap on a number calls. */
export function callAddress(number: string): string {
	return `tel:${number.replace(/[^+*#\d]/g, '')}`;
}
