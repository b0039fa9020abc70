import { hasText, type Text } from '#lib/i18n/index.ts';

/** What a POST of these pages hands back when it was refused. */
export type Refused = {
	typed: Record<string, string | string[]>;
	/** Codes by field. */
	problems: Record<string, string>;
} | null;

/** A code in words; one that has none, such as of a field that somebody took away, in general ones. */
export function problemWords(t: Text, code: string): string {
	const key = `work.problem.${code}`;
	return hasText(key) ? t(key) : t('work.problem.form');
}

export function listOf(t: Text, problems: Record<string, string>) {
	return Object.entries(problems).map(([field, code]) => ({ field, text: problemWords(t, code) }));
}

export function typedText(typed: Record<string, string | string[]> | undefined, field: string) {
	const given = typed?.[field];
	return typeof given === 'string' ? given : '';
}

export function typedList(typed: Record<string, string | string[]> | undefined, field: string) {
	return [typed?.[field] ?? []].flat();
}
