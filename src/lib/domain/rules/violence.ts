import { childFear, childHarm, childWorry } from './children.ts';
import { childTaken, kill } from './danger.ts';
import { liveOrder, physical, separatedWithin, stalking, violence as violent } from './derived.ts';
import { all, any, unless } from './parts.ts';
import { doesNotSay, says } from './reading.ts';
import { critical, high, medium, raised } from './rule.ts';
import type { Rule } from './rule.ts';

// rules.md 4.1, second half: what has happened since, and what makes it more dangerous.

const sexual: Rule = {
	code: 'F-SEXUAL',
	tags: ['SR3'],
	reason: 'The victim reports a sexual offence.',
	actions: [
		'Specialist officer',
		'Tell about the forensic time window',
		'Sexual-violence service',
		'The victim sets the pace'
	],
	levels: (r) => [high(says(r, 'R1', 'sexual'), 'O', 'S')]
};

// H3 skipped or not reached is not "police know": unknown is unknown
const reoffend: Rule = {
	code: 'F-REOFFEND',
	tags: ['SR3'],
	reason: 'Violence or threats since the last contact that police may not know of.',
	actions: [
		'Safe talk: does the victim want to report?',
		'Explain what police must do',
		'Safety plan first'
	],
	levels: (r) => [high(all(violent(r), doesNotSay(r, 'H3', 'all')), 'O', 'S')]
};

const reoffendKnown: Rule = {
	code: 'F-REOFFEND-K',
	tags: ['SR8'],
	reason: 'Violence or threats since the last contact; the victim says police know.',
	actions: ['Check that it is recorded and that risk was reviewed after it'],
	levels: (r) => [medium(all(violent(r), says(r, 'H3', 'all')), 'O')]
};

const stalk: Rule = {
	code: 'F-STALK',
	tags: ['SR3'],
	reason: 'The victim reports being followed, watched or checked on.',
	actions: ['Stalking assessment and order', 'Advice on keeping evidence'],
	levels: (r) => [high(stalking(r), 'O', 'S')]
};

const harass: Rule = {
	code: 'F-HARASS',
	tags: ['SR3'],
	reason: 'Unwanted contact, control or other acts.',
	actions: ['Look at the pattern, not single acts: coercive control'],
	levels: (r) => {
		const acts = says(r, 'H2', 'unwanted', 'images', 'proxy', 'property', 'control', 'other');
		const graver = says(r, 'H2', 'physical', 'threat', 'stalk', 'surveil');
		return [medium(any(all(acts, unless(graver)), says(r, 'X1', 'others')), 'O', 'S')];
	}
};

const escalate: Rule = {
	code: 'F-ESCALATE',
	tags: ['SR1'],
	reason: 'The victim says it is more often or getting worse.',
	actions: ['Re-assess now'],
	levels: (r) => [high(says(r, 'H5', 'worse'), 'O', 'S')]
};

const perpSuicide: Rule = {
	code: 'F-PERP-SUICIDE',
	tags: ['SR1'],
	reason: 'The perpetrator may hurt or kill themselves.',
	actions: ['Treat as danger to the victim too', 'Welfare or custody note'],
	levels: (r) => {
		const talk = any(says(r, 'R1', 'perp_suicide'), says(r, 'R4', 'self'));
		const deadlier = any(
			raised(kill, r),
			separatedWithin(r, 365),
			raised(childTaken, r),
			raised(childFear, r),
			raised(childHarm, r),
			raised(childWorry, r)
		);
		return [critical(all(talk, deadlier), 'O', 'D', 'S'), high(talk, 'O', 'S')];
	}
};

const cohabit: Rule = {
	code: 'F-COHABIT',
	tags: ['SR4'],
	reason: 'The victim and the perpetrator live together again.',
	actions: ['No blame', 'Safety plan for living together', 'Check the order terms'],
	levels: (r) => {
		const together = says(r, 'H2', 'cohabit');
		return [high(all(together, liveOrder(r)), 'S', 'O'), medium(together, 'S', 'O')];
	}
};

const family: Rule = {
	code: 'F-FAMILY',
	tags: ['SR1'],
	reason: 'Family or friends help the perpetrator or scare the victim.',
	actions: ['Specialist check for "honour"-based abuse', 'Never contact the family'],
	levels: (r) => [high(says(r, 'X1', 'theirs', 'mine'), 'O', 'S')]
};

const change: Rule = {
	code: 'F-CHANGE',
	tags: ['SR1'],
	reason: 'A change that can raise danger.',
	actions: ['Re-assess at each trigger point'],
	levels: (r) => [
		medium(
			says(
				r,
				'CH1',
				'released',
				'court',
				'order_end',
				'separated',
				'moved',
				'contact_case',
				'new_partner'
			),
			'O',
			'S'
		)
	]
};

const pregnancy: Rule = {
	code: 'F-PREG',
	tags: ['SR1'],
	reason: 'Pregnancy or a new baby.',
	actions: ['Health service', 'Re-assess'],
	levels: (r) => {
		const said = says(r, 'CH1', 'preg');
		return [critical(all(said, physical(r)), 'O', 'D', 'S'), medium(said, 'O', 'S')];
	}
};

export const violence: readonly Rule[] = [
	sexual,
	reoffend,
	reoffendKnown,
	stalk,
	harass,
	escalate,
	perpSuicide,
	cohabit,
	family,
	change,
	pregnancy
];
