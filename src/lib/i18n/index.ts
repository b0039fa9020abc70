import { createInstance } from 'i18next';
import type { Key, Translation } from './keys.ts';
import * as locales from './locales/index.ts';

export type { Key } from './keys.ts';

/**
 * Gives the words of one language. `count` chooses the plural form, by the rules of that language.
 */
export type Text = (key: Key, params?: Record<string, string | number>) => string;

/** The wording is written in English; the others are translations of it. */
export const SOURCE = 'en';

// the type is the check that no catalogue lacks a text
const translations: Record<string, Translation & { desk?: object }> = locales;

/** The languages that have catalogues, as BCP 47 tags, the source first. */
export const languages: readonly string[] = [...new Set([SOURCE, ...Object.keys(translations)])];

const i18n = createInstance({
	lng: SOURCE,
	fallbackLng: SOURCE,
	resources: Object.fromEntries(
		Object.entries(translations).map(([language, catalogues]) => [language, resources(catalogues)])
	),
	nsSeparator: false,
	// Svelte escapes what it prints; doing it twice would print &amp; at her
	interpolation: { escapeValue: false },
	parseMissingKeyHandler: (key) => {
		throw new Error(`No text for ${key}`);
	},
	returnedObjectHandler: (key) => {
		throw new Error(`No text for ${key}, only texts below it`);
	},
	// "Call  now." is worse than no page
	missingInterpolationHandler: (_text, [placeholder]) => {
		throw new Error(`No value for ${placeholder}`);
	}
});
i18n.init();

const fixed = new Map(languages.map((language) => [language, fixedText(language)]));
const source = fixedText(SOURCE);

/**
 * The function for one language, made once. A key that a translation lacks is given in English; an
 * unknown language is English. A key that English lacks, or a placeholder without a value, throws
 * everywhere: it is our mistake, and the name of a key on a page could tell what the page is for.
 * Values are taken as they are: what looks like markup or a placeholder in them is plain text.
 */
export function text(language: string): Text {
	return fixed.get(language) ?? source;
}

/** Whether there is such a text. Some questions have a help text, some have none. */
export function hasText(key: string): key is Key {
	return i18n.exists(key, { lng: SOURCE });
}

/** What a language calls itself. She may know that word when she can read no other on the page. */
export function nameOf(language: string): string {
	return translations[language]?.about.name ?? language;
}

/**
 * Who has read the whole catalogue of a language as its reviewer; null while nobody has. A visit
 * of a real agency is never held in such a language: a wrong word here can put somebody in danger.
 */
export function reviewedBy(language: string): string | null {
	return translations[language]?.about.reviewedBy ?? null;
}

/** Beginnings of words that would give away, in this language, what her pages are for. */
export function tellingWords(language: string): readonly string[] {
	return translations[language]?.telling ?? [];
}

/** The way the language is written, for `dir`. */
export function direction(language: string): 'ltr' | 'rtl' {
	return i18n.dir(language);
}

function fixedText(language: string): Text {
	const translate = i18n.getFixedT(language);
	// A page has thirty texts and most have no placeholder. Looking one up in i18next costs a hundred
	// times what it costs here, and pages are what an intake process spends its time on.
	const plain = new Map<string, string>();
	return (key, params) => {
		if (params) return translate(key, params);
		const known = plain.get(key) ?? translate(key);
		plain.set(key, known);
		return known;
	};
}

function resources({ questions, intake, messages, desk }: Translation & { desk?: object }) {
	const { q, ...others } = questions;
	// the same list of things, asked of the past: translated once, so that the two cannot differ
	const R1b = { ...q.R1b, a: q.R1.a };
	return { translation: { ...others, q: { ...q, R1b }, ...intake, ...messages, ...desk } };
}
