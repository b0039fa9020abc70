import { childTaken } from './danger.ts';
import { bailWithin72h } from './derived.ts';
import { all, any, unless } from './parts.ts';
import { says } from './reading.ts';
import { critical, high, medium, raised } from './rule.ts';
import type { Rule } from './rule.ts';

// rules.md 4.3: children.

export const childFear: Rule = {
	code: 'F-CHILD-FEAR',
	tags: ['SR6b'],
	reason: 'The victim fears that the perpetrator will take the children.',
	firstActions: [
		'When bail conditions are set or reviewed, consider a protection order that forbids contact by the perpetrator with the children.'
	],
	actions: [
		'Tell the prosecutor or court of the fear',
		'School and handover plan',
		'Passports',
		'Border alert',
		'Child-protection referral'
	],
	levels: (r) => {
		const fear = says(r, 'K2', 'take', 'abroad');
		const soon = any(says(r, 'K3', 'yes'), bailWithin72h(r));
		return [critical(all(fear, soon), 'O', 'D', 'S', 'SUP'), high(fear, 'O', 'S', 'SUP')];
	}
};

export const childHarm: Rule = {
	code: 'F-CHILD-HARM',
	tags: ['SR6'],
	reason: 'A child was hurt or threatened, or the victim fears it.',
	actions: ['Child-protection referral as the law requires', 'See the children'],
	levels: (r) => {
		const harm = any(says(r, 'R1', 'child_hurt'), says(r, 'K2', 'hurt'));
		return [critical(all(harm, says(r, 'K3', 'yes')), 'O', 'D', 'S'), high(harm, 'O', 'S')];
	}
};

export const childWorry: Rule = {
	code: 'F-CHILD-WORRY',
	tags: ['SR6b'],
	reason: 'The victim is worried about the children.',
	actions: ['Ask what the victim fears (this may be F-CHILD-FEAR)', 'Check contact arrangements'],
	levels: (r) => {
		const graver = any(raised(childTaken, r), raised(childFear, r), raised(childHarm, r));
		const afraid = all(says(r, 'R4', 'kids'), unless(graver));
		return [medium(any(says(r, 'K2', 'via_contact', 'scared'), afraid), 'O', 'S')];
	}
};

export const children: readonly Rule[] = [childFear, childHarm, childWorry];
