import { children } from './children.ts';
import { combinations } from './combinations.ts';
import { contactSafety } from './contact-safety.ts';
import { danger } from './danger.ts';
import { orders } from './orders.ts';
import { ownView } from './own-view.ts';
import { programme } from './programme.ts';
import { byHand } from './by-hand.ts';
import type { Rule, Tag } from './rule.ts';
import { silenceRules } from './silence.ts';
import { violence } from './violence.ts';

/** 4.1 to 4.6 in the order of rules.md. */
export const rules: readonly Rule[] = [
	...danger,
	...violence,
	...orders,
	...children,
	...ownView,
	...programme,
	...contactSafety
];

type Entry = Pick<Rule, 'code' | 'tags' | 'reason' | 'firstActions' | 'actions' | 'joins'>;

const entries: readonly Entry[] = [...rules, ...combinations, ...byHand, ...silenceRules];
const byCode = new Map(entries.map((entry) => [entry.code, entry]));
const places = new Map(entries.map(({ code }, place) => [code, place]));

/** Every flag code of this ruleset, in the order of rules.md. */
export const codes: readonly string[] = entries.map(({ code }) => code);

/** Place in the order of rules.md; a code of another ruleset comes last. */
export function placeOf(code: string): number {
	return places.get(code) ?? entries.length;
}

/**
 * The sentence shown to staff. A code of another ruleset is shown as it is: a queue row without a
 * sentence is better than a queue that does not open.
 */
export function reasonOf(code: string): string {
	return byCode.get(code)?.reason ?? code;
}

/** Seed tags of questionnaire.md 0 that the rule serves. */
export function tagsOf(code: string): readonly Tag[] {
	return byCode.get(code)?.tags ?? [];
}

export type SuggestedAction = {
	text: string;
	/** An example that the seed itself gives: shown before all others. */
	first: boolean;
};

/**
 * Offered, never ordered: the officer chooses. A combination offers what the flags it joins offer;
 * `beside` narrows those to the flags that really stand beside it.
 */
export function suggestedActions(code: string, beside?: readonly string[]): SuggestedAction[] {
	const entry = byCode.get(code);
	if (!entry) return [];
	const { actions, firstActions = [], joins = [] } = entry;

	const own = [
		...firstActions.map((text) => ({ text, first: true })),
		...actions.map((text) => ({ text, first: false }))
	];
	const joined = (beside ? joins.filter((other) => beside.includes(other)) : joins).flatMap(
		(other) => suggestedActions(other)
	);
	return firstThenOnce([...joined, ...own]);
}

function firstThenOnce(actions: SuggestedAction[]): SuggestedAction[] {
	const sorted = [
		...actions.filter(({ first }) => first),
		...actions.filter(({ first }) => !first)
	];
	return [
		...new Map(sorted.toReversed().map((action) => [action.text, action])).values()
	].reverse();
}
