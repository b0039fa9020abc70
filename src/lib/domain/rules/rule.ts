import type { Evidence, Part } from './parts.ts';
import { codesOf } from './reading.ts';
import type { Reading } from './reading.ts';
import { rankOf } from './severity.ts';
import type { Severity } from './severity.ts';

/** In the order in which they are written. */
export const routes = ['O', 'D', 'S', 'SUP', 'OPS', 'XSUP'] as const;
export type Route = (typeof routes)[number];

/** Seed tags of questionnaire.md 0: what of the seed a rule serves. */
export type Tag = 'SR1' | 'SR2' | 'SR3' | 'SR4' | 'SR5' | 'SR6' | 'SR6a' | 'SR6b' | 'SR7' | 'SR8';

export type Flag = {
	code: string;
	severity: Severity;
	routes: Route[];
	/** Shown to staff as written. */
	reason: string;
	evidence: Evidence[];
};

/** One severity a rule can reach, the condition for it, and who must act then. */
export type Level = { severity: Severity; when: Part; routes: readonly Route[] };

/** One row of the tables of rules.md 4, or of section 8 with silence as its subject. */
export type Rule<Subject = Reading> = {
	code: string;
	tags: readonly Tag[];
	reason: string;
	/** What the seed itself asks for: shown first. */
	firstActions?: readonly string[];
	actions: readonly string[];
	/** For a combination: codes of the flags it can join, whose actions are also its own. */
	joins?: readonly string[];
	/** From the highest severity down. `found` is what the rules before this one raised. */
	levels: (subject: Subject, found: readonly Flag[]) => Level[];
};

const level =
	(severity: Severity) =>
	(when: Part, ...to: Route[]): Level => ({ severity, when, routes: to });

export const critical = level('critical');
export const high = level('high');
export const medium = level('medium');
export const low = level('low');
export const label = level('label');

/**
 * The flag of one rule, or null. It takes the highest severity whose condition holds; its evidence
 * is every true part, of the lower severities too.
 */
export function apply<Subject>(
	rule: Rule<Subject>,
	subject: Subject,
	found: readonly Flag[] = []
): Flag | null {
	const holding = rule.levels(subject, found).filter(({ when }) => when !== null);
	const [highest] = holding.toSorted((a, b) => rankOf(b.severity) - rankOf(a.severity));
	if (!highest) return null;

	return {
		code: rule.code,
		severity: highest.severity,
		routes: [...highest.routes],
		reason: rule.reason,
		evidence: tidy(holding.flatMap(({ when }) => when ?? []))
	};
}

export function applyAll<Subject>(
	rules: readonly Rule<Subject>[],
	subject: Subject,
	found: readonly Flag[] = []
): Flag[] {
	return rules.flatMap((rule) => apply(rule, subject, found) ?? []);
}

/** "F-KILL": another rule as a part of a condition. */
export function raised(rule: Rule, reading: Reading): Part {
	const flag = apply(rule, reading);
	return flag && [{ ref: `flag:${flag.code}`, value: flag.severity }];
}

/** Each ref once, where it was first named; its codes in questionnaire order. */
function tidy(evidence: Evidence[]): Evidence[] {
	const values = new Map<string, Set<string>>();
	for (const { ref, value } of evidence) {
		const codes = codesOf(ref).length > 0 ? value.split(',') : [value];
		values.set(ref, new Set([...(values.get(ref) ?? []), ...codes]));
	}
	return [...values].map(([ref, codes]) => ({
		ref,
		value: inOrder([...codes], codesOf(ref)).join(',')
	}));
}

function inOrder(codes: string[], order: readonly string[]): string[] {
	return codes.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
}
