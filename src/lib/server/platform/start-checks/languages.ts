import { languages, reviewedBy, tellingWords } from '#lib/i18n/index.ts';
import { StartRefusal, type Config } from '../config.ts';

/**
 * The languages of pages without a visit have texts, in production a reviewer too, and the word in
 * their titles tells nothing in any of them. Throws `StartRefusal`.
 */
export function checkLanguages({
	mode,
	installation
}: Pick<Config, 'mode' | 'installation'>): void {
	const { languages: offered, coverWord } = installation;
	const unknown = offered.filter((language) => !languages.includes(language));
	if (unknown.length > 0) {
		throw new StartRefusal(
			`HEARD_LANGUAGES names a language without texts: choose from ${languages.join(', ')}.`
		);
	}
	const unread = offered.filter((language) => reviewedBy(language) === null);
	if (mode === 'production' && unread.length > 0) {
		throw new StartRefusal(
			`HEARD_LANGUAGES names a language that nobody has reviewed: take out ${unread.join(', ')}, or have the catalogue read and its reviewer written into it.`
		);
	}
	const word = coverWord.toLowerCase();
	if (
		offered.some((language) => tellingWords(language).some((telling) => word.includes(telling)))
	) {
		throw new StartRefusal(
			'HEARD_COVER_WORD tells what her pages are for: choose a word that could stand on anybody’s phone.'
		);
	}
}
