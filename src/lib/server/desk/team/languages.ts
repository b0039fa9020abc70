import { languages, reviewedBy } from '#lib/i18n/index.ts';

/** A language was to be switched on that has no reviewer yet. `language` says which one. */
export class LanguageNotReviewed extends Error {
	override readonly name = 'LanguageNotReviewed';
	readonly language: string;

	constructor(language: string) {
		super(
			`Nobody has reviewed the texts in "${language}": a wrong word could put somebody in danger.`
		);
		this.language = language;
	}
}

/**
 * An agency switches on only languages with texts that a person has read and stands for. Throws
 * `LanguageNotReviewed`. Source: safety.md AX3.
 */
export function refuseUnreviewed(wanted: readonly string[]): void {
	const missing = wanted.find(
		(language) => !languages.includes(language) || reviewedBy(language) === null
	);
	if (missing !== undefined) throw new LanguageNotReviewed(missing);
}
