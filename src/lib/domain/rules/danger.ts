import { event } from './derived.ts';
import { all, any } from './parts.ts';
import { says } from './reading.ts';
import { critical, high, medium, raised } from './rule.ts';
import type { Rule } from './rule.ts';

// rules.md 4.1, first half: signs of serious danger to life.

const emergency = [
	'Treat as an emergency, as the contact plan says',
	"Do not ring or text the victim's phone unless the plan says it is safe",
	'Consider sending a patrol'
];

const dangerNow: Rule = {
	code: 'F-DANGER-NOW',
	tags: ['SR1'],
	reason: 'The victim pressed "I am in danger now".',
	actions: emergency,
	levels: (r) => [critical(says(r, 'CN2', 'danger'), 'D', 'O', 'S')]
};

const fullReview = [
	'Contact in the safe way',
	'Full risk assessment',
	'Arrest or bail review',
	'Safe place',
	'MARAC referral or its local equivalent'
];

export const kill: Rule = {
	code: 'F-KILL',
	tags: ['SR3', 'SR6'],
	reason: 'The victim reports a threat to kill, or fears being killed.',
	actions: fullReview,
	levels: (r) => [critical(any(says(r, 'R1', 'kill'), says(r, 'R4', 'kill_me')), 'D', 'O', 'S')]
};

const neck: Rule = {
	code: 'F-NECK',
	tags: ['SR3'],
	reason: 'The victim reports strangulation or being stopped from breathing.',
	actions: [...fullReview, 'Medical check now: harm can be hidden', 'Record the offence'],
	levels: (r) => [critical(says(r, 'R1', 'neck'), 'D', 'O', 'S')]
};

const weapon: Rule = {
	code: 'F-WEAPON',
	tags: ['SR3'],
	reason: 'The victim reports that a weapon was used to hurt or scare.',
	actions: ['Seize weapons', 'Licence check', 'Arrest or bail review'],
	levels: (r) => [critical(says(r, 'R1', 'weapon'), 'D', 'O', 'S')]
};

const held: Rule = {
	code: 'F-HELD',
	tags: ['SR3'],
	reason: 'The victim reports being locked in or stopped from leaving.',
	actions: [
		'If it goes on: treat as an emergency, as the contact plan says',
		"Do not ring or text the victim's phone unless the plan says it is safe",
		'If it goes on: consider sending a patrol',
		'Record the offence'
	],
	levels: (r) => [critical(says(r, 'R1', 'held'), 'D', 'O', 'S')]
};

export const childTaken: Rule = {
	code: 'F-CHILD-TAKEN',
	tags: ['SR6b'],
	reason: 'The victim says the children have been taken now.',
	actions: ['Child-abduction procedure', 'Border alert', 'Child protection'],
	levels: (r) => [critical(says(r, 'K2', 'taken'), 'D', 'O', 'S')]
};

const victimSuicide: Rule = {
	code: 'F-VICTIM-SUICIDE',
	tags: ['SR1'],
	reason: 'The victim has thought about ending their life.',
	actions: [
		'A support or health worker contacts the victim in the safe way',
		'Police only if needed to save life',
		'Not for the case file'
	],
	levels: (r) => [critical(says(r, 'W1', 'now'), 'S'), medium(says(r, 'W1', 'past'), 'S')]
};

const neckPast: Rule = {
	code: 'F-NECK-PAST',
	tags: ['SR3'],
	reason: 'Earlier strangulation that police did not know of.',
	actions: ['Add to the risk assessment', 'Offer a medical check and to report'],
	levels: (r) => [high(says(r, 'R1b', 'neck'), 'O', 'S')]
};

const past: Rule = {
	code: 'F-PAST',
	tags: ['SR3'],
	reason: 'Earlier danger signs that police did not know of.',
	actions: ['Add to the risk assessment', 'Offer to report'],
	levels: (r) => {
		const signs = says(r, 'R1b', 'kill', 'weapon', 'sexual', 'held', 'perp_suicide', 'child_hurt');
		return [high(all(signs, event(r)), 'O', 'S'), medium(signs, 'O', 'S')];
	}
};

const weaponAccess: Rule = {
	code: 'F-WEAPON-ACCESS',
	tags: ['SR6'],
	reason: 'The perpetrator has or could get a weapon.',
	actions: ['Firearms and licence check', 'Search powers'],
	levels: (r) => {
		const access = says(r, 'R2', 'yes');
		const threatened = any(raised(kill, r), says(r, 'H2', 'threat'));
		return [critical(all(access, threatened), 'O', 'D', 'S'), high(access, 'O', 'S')];
	}
};

export const danger: readonly Rule[] = [
	dangerNow,
	kill,
	neck,
	weapon,
	held,
	childTaken,
	victimSuicide,
	neckPast,
	past,
	weaponAccess
];
