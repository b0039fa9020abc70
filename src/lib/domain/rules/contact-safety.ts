import { hasDangerWord } from './danger-list.ts';
import { event } from './derived.ts';
import { all, any, atLeast, given, unless } from './parts.ts';
import type { Evidence, Part } from './parts.ts';
import { isHiddenFromOfficer } from './hidden.ts';
import { answered, fact, observed, says } from './reading.ts';
import type { Reading } from './reading.ts';
import { high, label, low, medium } from './rule.ts';
import type { Flag, Route, Rule } from './rule.ts';
import { hasForeignLetter } from './scripts-of-languages.ts';
import { isHigh } from './severity.ts';

// rules.md 4.6: how we did, and whether contact is safe.

const madeWorse: Rule = {
	code: 'F-MADE-WORSE',
	tags: ['SR8'],
	reason: 'The victim says that something we did made things worse, or was not done.',
	actions: [
		'Put it right',
		'Review the act that exposed the victim',
		'Check for revenge after a police act'
	],
	levels: (r) => {
		const worse = says(r, 'M1', 'yes');
		const since = any(event(r), says(r, 'SF1', '-1', '-2'));
		return [
			high(all(worse, since), 'SUP', 'S'),
			medium(any(worse, says(r, 'M2', 'no')), 'SUP', 'S')
		];
	}
};

const tech: Rule = {
	code: 'F-TECH',
	tags: ['SR1'],
	reason: 'The perpetrator may see the phone, accounts or place.',
	actions: [
		'Yes: messages to that device stop until reviewed',
		'Maybe: ask before the next message',
		'New safe route',
		'Technical-safety help',
		'Do not tell the victim to wipe the phone'
	],
	levels: (r) => [medium(says(r, 'T1', 'yes'), 'S', 'OPS'), low(says(r, 'T1', 'maybe'), 'S', 'OPS')]
};

const contactUnsafe: Rule = {
	code: 'F-CONTACT-UNSAFE',
	tags: ['SR1'],
	reason: 'The agreed way of contact may not be safe.',
	actions: ['Channel paused at once', 'New plan in person'],
	levels: (r) => [high(any(says(r, 'N3', 'no', 'ns'), says(r, 'N4', 'other_way')), 'S', 'OPS')]
};

/** "I would rather not say" was ticked, alone or beside another code. */
function ratherNotSay(reading: Reading, id: 'R1' | 'R2' | 'R4' | 'H2' | 'K2' | 'W1'): Part {
	const ticked = [reading.ticked[id] ?? []].flat();
	return ticked.includes('rns') ? [{ ref: id, value: 'rns' }] : null;
}

const declined: Rule = {
	code: 'F-DECLINED',
	tags: ['SR3'],
	reason: 'The victim would rather not say, on two or more danger questions.',
	actions: ['The worker asks gently, in person'],
	levels: (r) => {
		const danger = ['R1', 'R2', 'R4', 'H2', 'K2', 'W1'] as const;
		const unsaid = danger.map((id) => ratherNotSay(r, id));
		return [medium(atLeast(2, unsaid), 'S')];
	}
};

/** The officer on the case does not see M1, so what she wrote there goes to the supervisor. */
function whoReads({ texts }: Reading): Route[] {
	return texts.every(({ ref }) => ref === 'M1_text') ? ['SUP', 'S'] : ['O', 'S'];
}

/** Own words are never copied into evidence. */
function named(texts: Reading['texts']): Part {
	return texts.length > 0 ? texts.map(({ ref }): Evidence => ({ ref, value: 'text' })) : null;
}

// If the only hit is in M1_text, the officer is told of the other texts, so all are evidence then:
// a flag without any would tell that there is a text which the officer may not see.
function hits({ texts }: Reading): Part {
	const found = texts.filter(({ value }) => hasDangerWord(value));
	return found.every(({ ref }) => ref === 'M1_text') && found.length > 0
		? named(texts)
		: named(found);
}

const textHit: Rule = {
	code: 'F-TEXT-HIT',
	tags: ['SR6'],
	reason: "The victim's own words contain a danger word.",
	actions: ['Read now', 'Set the right flag by hand'],
	levels: (r) => [high(hits(r), ...whoReads(r))]
};

const text: Rule = {
	code: 'F-TEXT',
	tags: ['SR6'],
	reason: 'The victim wrote in their own words.',
	actions: ['Read it'],
	levels: (r) => [medium(all(named(r.texts), unless(hits(r))), ...whoReads(r))]
};

const textLanguage: Rule = {
	code: 'F-TEXT-LANG',
	tags: ['SR6'],
	reason: 'The text is not in a language the officer reads.',
	actions: ['Human translator within 24 h', 'Do not wait if another flag is high'],
	levels: (r) => {
		const { responseLang, officerLangs } = r.facts;
		const notRead = all(given(!officerLangs.includes(responseLang)), [
			{ ref: 'facts.responseLang', value: responseLang },
			{ ref: 'facts.officerLangs', value: officerLangs.join(',') }
		]);
		const foreign = r.texts.filter(({ value }) => hasForeignLetter(value, officerLangs));
		return [medium(all(named(r.texts), any(notRead, named(foreign))), 'OPS')];
	}
};

/**
 * QUIET: alone with the form, and nothing in it that brings a person within hours anyway. Flags
 * that the officer never sees bring no officer.
 */
function quiet(reading: Reading, found: readonly Flag[]): Part {
	const loud = found.some((flag) => isHigh(flag.severity) && !isHiddenFromOfficer(flag));
	return all(
		given(reading.mode === 'self'),
		any(answered(reading, 'SF1'), answered(reading, 'SF2')),
		given(!loud)
	);
}

/** Forty seconds are too few to read the pages; after a high response somebody may have hurried. */
function hasty({ observations, previous }: Reading): Part {
	const seconds = observations.secondsOnForm;
	if (seconds === null || seconds >= 40 || !previous || !isHigh(previous.overall)) return null;
	return [
		{ ref: 'observations.secondsOnForm', value: String(seconds) },
		{ ref: 'previous.overall', value: previous.overall }
	];
}

/** Reads what all other rules of 4.1 to 4.6 found, so it is applied after them. */
export const coerced: Rule = {
	code: 'F-COERCED',
	tags: ['SR1'],
	reason: 'Someone else may have been present or have answered.',
	actions: ['Do not reply on that channel', 'Verify with the safe word, in person'],
	levels: (r, found) => [
		high(
			any(
				observed(r, 'heardSomeone'),
				observed(r, 'whispered'),
				observed(r, 'cutOff'),
				observed(r, 'coached'),
				observed(r, 'identityFailed'),
				observed(r, 'pinLocked'),
				observed(r, 'outsideSafeTimes'),
				all(quiet(r, found), hasty(r))
			),
			'S',
			'OPS'
		)
	]
};

const conflict: Rule = {
	code: 'F-CONFLICT',
	tags: ['SR1'],
	reason: 'The perpetrator is known to, or works for, an agency of this case.',
	actions: ['Sealed route: owner changed, access list cut'],
	levels: (r) => [label(fact(r, 'conflict'), 'XSUP')]
};

export const contactSafety: readonly Rule[] = [
	madeWorse,
	tech,
	contactUnsafe,
	declined,
	textHit,
	text,
	textLanguage,
	coerced,
	conflict
];
