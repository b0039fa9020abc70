import type { Held } from '#lib/domain/team/index.ts';
import { hasText, type Text } from '#lib/i18n/index.ts';
import { addresses as desk } from '../addresses.ts';

/** By the name of what is wrong, else by the field: what a browser never sends has no words of its own. */
export function problemWords(t: Text, field: string, problem: string): string {
	const [own, ofField] = [`team.problem.${problem}`, `team.problem.${field}`];
	if (hasText(own)) return t(own);
	return hasText(ofField) ? t(ofField) : t('team.problem.any');
}

export function heldWords(t: Text, held: Held): string {
	switch (held.why) {
		case 'owns_lanes':
			return t('team.held.owns_lanes', { count: held.count });
		case 'supervises':
			return t('team.held.supervises', { names: held.names.join(', ') });
		case 'leads':
			return t('team.held.leads', { names: held.names.join(', ') });
		default:
			return t(`team.held.${held.why}`);
	}
}

/** Null for what an address says that we never wrote. */
export function doneWords(t: Text, done: string | null): string | null {
	const key = `team.done.${done}`;
	return hasText(key) ? t(key) : null;
}

export type Typed = Record<string, string | string[]>;
export type ProblemsByField = Record<string, string | undefined>;

/** For the summary on top, in the order in which the fields stand. */
export function listed(
	t: Text,
	problems: ProblemsByField,
	fields: Record<string, string>
): { field: string; text: string }[] {
	const known = Object.entries(fields).flatMap(([field, input]) => {
		const problem = problems[field];
		return problem === undefined ? [] : [{ field: input, text: problemWords(t, field, problem) }];
	});
	const isOther = known.length === 0 && Object.keys(problems).some((field) => field !== 'step_up');
	const first = Object.values(fields)[0] ?? 'main';
	return isOther ? [{ field: first, text: t('team.problem.any') }] : known;
}

export const addresses = {
	team: desk.team,
	invite: '/desk/team/new',
	bodies: '/desk/team/organisations'
} as const;

export const staffAddress = (id: string) => `${addresses.team}/${id}`;
export const organisationAddress = (id: string) => `${addresses.bodies}/${id}`;
export const unitAddress = (id: string) => `${addresses.team}/units/${id}`;
export const stepUpAddress = (to: string) => `/desk/step-up?${new URLSearchParams({ to })}`;
