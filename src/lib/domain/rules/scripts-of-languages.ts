// Part of the ruleset: which letters a person reads who reads a language (rules.md 4.6).

const cyrillic = ['Cyrillic'];
const arabic = ['Arabic'];

const byLanguage: Record<string, readonly string[]> = {
	ru: cyrillic,
	uk: cyrillic,
	bg: cyrillic,
	sr: cyrillic,
	mk: cyrillic,
	el: ['Greek'],
	ar: arabic,
	fa: arabic,
	ur: arabic,
	ps: arabic,
	'ku-arab': arabic,
	he: ['Hebrew'],
	hy: ['Armenian'],
	ka: ['Georgian'],
	am: ['Ethiopic'],
	ti: ['Ethiopic'],
	hi: ['Devanagari'],
	ne: ['Devanagari'],
	bn: ['Bengali'],
	pa: ['Gurmukhi'],
	ta: ['Tamil'],
	th: ['Thai'],
	zh: ['Han'],
	ja: ['Han', 'Hiragana', 'Katakana'],
	ko: ['Hangul']
};

/** Unicode scripts of a language; every language that is not listed is written in Latin. */
export function scriptsOf(language: string): readonly string[] {
	const tag = language.toLowerCase();
	return Object.hasOwn(byLanguage, tag) ? (byLanguage[tag] ?? ['Latin']) : ['Latin'];
}

/** Whether a text has a letter of a script that none of these languages uses. */
export function hasForeignLetter(text: string, languages: readonly string[]): boolean {
	// digits, marks and punctuation belong to every script
	const scripts = ['Common', 'Inherited', ...languages.flatMap(scriptsOf)];
	const known = scripts.map((script) => `\\p{Script=${script}}`).join('');
	return new RegExp(`(?=\\p{L})[^${known}]`, 'u').test(text);
}
