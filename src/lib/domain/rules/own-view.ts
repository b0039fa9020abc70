import { previousSafety, safety } from './derived.ts';
import { all, any, given } from './parts.ts';
import type { Evidence } from './parts.ts';
import { says } from './reading.ts';
import type { Reading } from './reading.ts';
import { high, low, medium } from './rule.ts';
import type { Route, Rule } from './rule.ts';

// rules.md 4.4: the victim's own view and wishes. It may raise alone, without any event.

const withHerReasons = [
	"Re-assess with the victim's reasons (V2)",
	'Record how this changed the plan'
];

const ownViewOfRisk: Rule = {
	code: 'F-OWN-VIEW',
	tags: ['SR6'],
	reason: 'The victim expects to be hurt or scared again within a month.',
	actions: withHerReasons,
	levels: (r) => [high(says(r, 'V1', '4'), 'O', 'S'), medium(says(r, 'V1', '3'), 'O', 'S')]
};

const fear: Rule = {
	code: 'F-FEAR',
	tags: ['SR6'],
	reason: 'The victim is very scared.',
	actions: withHerReasons,
	levels: (r) => [high(says(r, 'R3', '3'), 'O', 'S')]
};

const askWhatChanged = ['Ask what changed', 'Safety plan'];

const lessSafe: Rule = {
	code: 'F-LESS-SAFE',
	tags: ['SR2'],
	reason: 'The victim feels less safe, or not safe.',
	actions: askWhatChanged,
	levels: (r) => [
		high(any(says(r, 'SF1', '-2'), says(r, 'SF2', '0')), 'O', 'S'),
		medium(any(says(r, 'SF1', '-1'), says(r, 'SF2', '1')), 'O', 'S')
	]
};

/** How many steps SF2 fell since the previous response, or since set-up; unknown is no fall. */
function fallInSafety(reading: Reading): { steps: number; evidence: Evidence[] } {
	const before = previousSafety(reading);
	const today = safety(reading);
	if (!before || !today) return { steps: 0, evidence: [] };
	return {
		steps: Number(before.value) - Number(today.value),
		evidence: [today, before]
	};
}

const drop: Rule = {
	code: 'F-DROP',
	tags: ['SR1'],
	reason: 'The victim feels less safe than last time.',
	actions: askWhatChanged,
	levels: (r) => {
		const { steps, evidence } = fallInSafety(r);
		return [
			high(all(given(steps >= 2), evidence), 'O', 'S'),
			medium(all(given(steps === 1), evidence), 'O', 'S')
		];
	}
};

const support: Rule = {
	code: 'F-SUPPORT',
	tags: ['SR6', 'SR7'],
	reason: 'The victim said what would help.',
	actions: ['Offer what the victim asked for'],
	levels: (r) => {
		const to: Route[] = says(r, 'V3', 'officer', 'order', 'home') ? ['S', 'O'] : ['S'];
		return [
			medium(says(r, 'V3', 'shelter', 'order'), ...to),
			low(says(r, 'V3', 'officer', 'home', 'tech', 'kids', 'support', 'other'), ...to)
		];
	}
};

/** N2: whom she would like to be contacted by. Not answered is "either". */
function whoShallCall(reading: Reading): Route[] {
	if (says(reading, 'N2', 'officer')) return ['O'];
	if (says(reading, 'N2', 'worker')) return ['S'];
	if (says(reading, 'N2', 'other')) return ['SUP'];
	return ['O', 'S'];
}

const call: Rule = {
	code: 'F-CALL',
	tags: ['SR1'],
	reason: 'The victim asks to be contacted soon.',
	actions: ['Contact the victim by the contact plan'],
	levels: (r) => [high(says(r, 'N1', 'urgent'), ...whoShallCall(r))]
};

const callLater: Rule = {
	code: 'F-CALL-LATER',
	tags: ['SR7'],
	reason: 'The victim asks for contact or for a support worker.',
	actions: ['Contact; offer a support worker'],
	levels: (r) => {
		const wish = says(r, 'N1', 'later');
		const worker = says(r, 'U1', 'want');
		const to: Route[] = [...(wish ? whoShallCall(r) : []), ...(worker ? (['S'] as const) : [])];
		return [low(any(wish, worker), ...to)];
	}
};

export const ownView: readonly Rule[] = [
	ownViewOfRisk,
	fear,
	lessSafe,
	drop,
	support,
	call,
	callLater
];
