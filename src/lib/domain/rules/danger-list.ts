// Ruleset data of rules.md 7, versioned with the ruleset. Native speakers review each list before
// use. All lists are used for every text, whatever its language: the lists only raise.
// prettier-ignore
const stemsByLanguage = {
	en: ['kill', 'murder', 'strangl', 'chok', 'suffocat', 'knife', 'knives', 'stabb', 'stab me', 'gun', 'shoot', 'shot', 'weapon', 'petrol', 'acid', 'burn', 'rape', 'raping', 'suicid', 'end my life', 'want to die', 'kidnap', 'abduct', 'take the child', 'took the child', 'take my child', 'took my child', 'hostage', 'locked me'],
	es: ['matar', 'mato', 'asesin', 'estrangul', 'ahog', 'cuchill', 'navaja', 'pistola', 'violar', 'violo', 'suicid', 'secuestr', 'quemar'],
	fr: ['tuer', 'me tue', 'assassin', 'etrangl', 'couteau', 'pistolet', 'arme', 'violer', 'viole', 'suicid', 'enlev', 'bruler'],
	de: ['toten', 'umbring', 'mord', 'wurg', 'messer', 'pistole', 'waffe', 'vergewaltig', 'selbstmord', 'suizid', 'entfuhr'],
	ru: ['убь', 'убит', 'убив', 'нож', 'пистолет', 'оружи', 'душил', 'задуш', 'изнасил', 'самоуб', 'суицид', 'похит'],
	uk: ['вбит', 'вбив', 'вбє', 'убє', 'зброя', 'душив', 'задуш', 'зґвалт', 'самогуб', 'викрад'],
	pl: ['zabi', 'zamord', 'udusi', 'noz', 'pistolet', 'zgwałc', 'samob', 'porw'],
	ar: ['قتل', 'سكين', 'مسدس', 'سلاح', 'خنق', 'اغتصب', 'انتحار', 'خطف']
};

const apostrophes = /['`´‘’‛′ʹʻʼʽ՚＇]/gu;

/** How texts and stems are made alike: case, accents, apostrophes and spacing do not count. */
export function folded(text: string): string {
	return text
		.replace(apostrophes, '')
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(apostrophes, '')
		.replace(/\s+/gu, ' ');
}

const stems = [...new Set(Object.values(stemsByLanguage).flat().map(folded))];

// Arabic writes "and", "by" and the article onto the word, so there a stem may stand anywhere
const anywhere = stems.filter((stem) => /\p{Script=Arabic}/u.test(stem));
const atWordStart = stems.filter((stem) => !anywhere.includes(stem));

// stems are letters and spaces only, so nothing in them has a meaning of its own in a pattern
const dangerWord = new RegExp(`(?<!\\p{L})(?:${atWordStart.join('|')})|${anywhere.join('|')}`, 'u');

/**
 * Whether a text holds a word of the danger list. A "no" is never shown to anybody. An apostrophe may
 * stand inside a word or, as in French "m'étrangle", before one: both readings count, since the list
 * only raises.
 */
export function hasDangerWord(text: string): boolean {
	return dangerWord.test(folded(text)) || dangerWord.test(folded(text.replace(apostrophes, ' ')));
}
