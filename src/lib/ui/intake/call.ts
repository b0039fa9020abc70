/** The sentence before and after a number in it; where the number stands differs by language. */
export function around(sentence: string, number: string): { before: string; after: string } {
	const [before = '', after = ''] = sentence.split(number);
	return { before, after };
}

/** The address that a tap on a number calls. */
export function callAddress(number: string): string {
	return `tel:${number.replace(/[^+*#\d]/g, '')}`;
}

/** A help line cut at its telephone numbers, which stand at the odd places. */
export function withNumbers(line: string): string[] {
	// six digits or more: hours and years are no numbers to call
	return line.split(/(\+?\d(?:[ \-/]?\d){5,})/);
}
