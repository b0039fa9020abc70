import { youngOrder } from './derived.ts';
import { all, any } from './parts.ts';
import { doesNotSay, fact, says } from './reading.ts';
import { critical, high, medium } from './rule.ts';
import type { Rule } from './rule.ts';

// rules.md 4.2: orders and bail rules.

const breach: Rule = {
	code: 'F-BREACH',
	tags: ['SR4'],
	reason: 'The victim reports that the order or bail rules were broken.',
	actions: [
		'Record and investigate every breach',
		'Arrest, or bring back to court',
		'Tell the victim the result',
		'If areas differ, settle who owns it now'
	],
	levels: (r) => {
		const broken = says(r, 'O2', 'once', 'many');
		const close = says(r, 'O3', 'came', 'watch');
		const againSoon = all(says(r, 'O2', 'many'), youngOrder(r));
		return [critical(all(broken, any(close, againSoon)), 'O', 'D'), high(broken, 'O')];
	}
};

const breachNotSure: Rule = {
	code: 'F-BREACH-NS',
	tags: ['SR4'],
	reason: 'Something may be a breach.',
	actions: ['Ask the victim, with the terms in front of you: is this a breach?'],
	levels: (r) => {
		const contact = says(r, 'H2', 'unwanted', 'stalk', 'proxy');
		const forbidden = fact(r, 'noContactOrder');
		const unsaid = doesNotSay(r, 'O2', 'once', 'many');
		return [medium(any(says(r, 'O2', 'ns'), all(contact, forbidden, unsaid)), 'O')];
	}
};

const wontComply: Rule = {
	code: 'F-WONT-COMPLY',
	tags: ['SR6a'],
	reason: 'The victim is convinced that the perpetrator will not keep to the order.',
	firstActions: [
		'Do not rely on the barring order alone. Consider other arrangements: offer referral to a shelter (if the victim wants it) and, when mandatory, arrest the perpetrator.'
	],
	actions: [
		'Extend or change the order, tag, patrols, home security, tell the court',
		"Record how the victim's view changed the plan"
	],
	levels: (r) => [high(says(r, 'O5', '0'), 'O', 'S', 'SUP')]
};

const doubtComply: Rule = {
	code: 'F-DOUBT-COMPLY',
	tags: ['SR6a'],
	reason: 'The victim doubts that the perpetrator will keep to the order.',
	actions: ['Review the order and the checks on it'],
	levels: (r) => [medium(says(r, 'O5', '1'), 'O', 'S')]
};

export const orders: readonly Rule[] = [breach, breachNotSure, wontComply, doubtComply];
