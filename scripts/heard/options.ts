/**
 * Reads `--name value` pairs. `known` names them; one that ends in `?` may be left out. What is wrong
 * comes back as a sentence that says what to do.
 */
export function readOptions(
	words: readonly string[],
	known: readonly string[]
): Record<string, string> | string {
	const names = known.map((name) => name.replace('?', ''));
	const options: Record<string, string> = {};
	for (let at = 0; at < words.length; at += 2) {
		const word = words[at] ?? '';
		const value = words[at + 1];
		const name = word.replace(/^--/, '');
		if (!word.startsWith('--')) return `"${word}" stands alone: write --name "value", in quotes.`;
		if (!names.includes(name)) {
			return names.length === 0
				? `This command takes no options: leave ${word} out.`
				: `There is no option ${word}. Known are: ${names.map((one) => `--${one}`).join(', ')}.`;
		}
		if (value === undefined || value.startsWith('--')) return `${word} needs a value after it.`;
		options[name] = value;
	}
	const missing = known.filter((name) => !name.endsWith('?') && !(name in options));
	if (missing.length === 0) return options;
	return `Missing: ${missing.map((name) => `--${name}`).join(', ')}. See docs/operations.md, "The first agency".`;
}
