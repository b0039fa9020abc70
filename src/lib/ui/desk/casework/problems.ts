import { hasText, type Text } from '#lib/i18n/index.ts';

/** What a form of a case hands back. `problems` by field: the name of what is wrong with it. */
export type Refused = {
	typed: Record<string, string | string[]>;
	problems: Record<string, string>;
};

export function problemWords(t: Text, problem: string): string {
	const key = `casework.problem.${problem}`;
	return hasText(key) ? t(key) : t('casework.problem.wrong');
}

/** For the list on top of a form. `places`: the input of a field, where it is called otherwise. */
export function listed(
	t: Text,
	problems: Record<string, string>,
	places: Record<string, string> = {}
): { field: string; text: string }[] {
	return Object.entries(problems).map(([field, problem]) => ({
		field: places[field] ?? field,
		text: problemWords(t, problem)
	}));
}

/** What stands in an input: what was typed, else what is on the case. */
export function valueIn(typed: Refused['typed'] | undefined, name: string, known = ''): string {
	return typed ? String(typed[name] ?? '') : known;
}

/** The values of inputs of one name, one for each line of a form. */
export function lineIn(typed: Refused['typed'], name: string, index: number): string {
	return [typed[name] ?? []].flat()[index] ?? '';
}
