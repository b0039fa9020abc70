import { placeOf, rules } from './catalogue.ts';
import { combinations } from './combinations.ts';
import { coerced } from './contact-safety.ts';
import { ruleInput, silenceInput } from './input.ts';
import type { Input, SilenceInput } from './input.ts';
import { says, read } from './reading.ts';
import type { Reading } from './reading.ts';
import { keptFromOfficer, routed } from './routes.ts';
import { applyAll } from './rule.ts';
import type { Flag } from './rule.ts';
import { overallOf, rankOf } from './severity.ts';
import type { Overall } from './severity.ts';
import { silenceRules } from './silence.ts';

/** Kept with every flag: a later ruleset never changes flags already filed. */
export const RULESET_VERSION = '1.0.0';

export type Assessment = { flags: Flag[]; overall: Overall };

/**
 * What one response, or a change of the facts (mode `event`), makes visible to people. The same
 * input always gives the same output, in the same order. Flags set the order of work: they are no
 * risk level and no score. Throws on input of the wrong shape; the caller then files T-UNREADABLE.
 */
export function assess(input: Input): Assessment {
	const reading = read(ruleInput.parse(input));
	const found = foundIn(reading);
	const flags = [...found, ...applyAll(combinations, reading, found)];

	const choice = {
		supportOnly: says(reading, 'CN1', 'support') !== null,
		wantsOfficer: says(reading, 'N2', 'officer') !== null,
		conflict: reading.facts.conflict
	};
	const wasSupportOnly = reading.previous?.answers.CN1 === 'support';
	const withoutDrop = found.filter(({ code }) => code !== 'F-DROP');
	const hers =
		wasSupportOnly && !choice.supportOnly
			? keptFromOfficer(flags, applyAll(combinations, reading, withoutDrop))
			: flags;

	return sorted(routed(hers, choice));
}

/** Sections 4.1 to 4.6. F-COERCED by haste looks at all the others, so it comes last. */
function foundIn(reading: Reading): Flag[] {
	const others = applyAll(
		rules.filter((rule) => rule !== coerced),
		reading
	);
	return [...others, ...applyAll([coerced], reading, others)];
}

/** What a check-in without a response makes visible (rules.md 8). Throws as `assess` does. */
export function silence(input: SilenceInput): Assessment {
	const read = silenceInput.parse(input);
	const flags = applyAll(silenceRules, { ...read, now: Date.parse(read.now) });
	return sorted(routed(flags, { supportOnly: false, wantsOfficer: false, conflict: false }));
}

/** Most severe first, labels last; then in the order of rules.md. */
function sorted(flags: readonly Flag[]): Assessment {
	const inOrder = flags.toSorted(
		(a, b) => rankOf(b.severity) - rankOf(a.severity) || placeOf(a.code) - placeOf(b.code)
	);
	return { flags: inOrder, overall: overallOf(inOrder) };
}

export { lanesOf } from '../concern/lanes.ts';
export { codes, placeOf, reasonOf, suggestedActions, tagsOf } from './catalogue.ts';
export type { SuggestedAction } from './catalogue.ts';
export { judged, unreadable } from './by-hand.ts';
export { forOfficer, isHiddenFromOfficer } from './hidden.ts';
export { ruleInput, silenceInput } from './input.ts';
export type { Input, Observations, RuleFacts, SilenceInput } from './input.ts';
export type { Evidence } from './parts.ts';
export type { Flag, Route, Tag } from './rule.ts';
export { isHigh, overallOf, rankOf, severities } from './severity.ts';
export type { Overall, Severity } from './severity.ts';
