import type { Key } from '#lib/i18n/index.ts';
import { isQuestionId, questions, type Typed } from '#lib/domain/questionnaire/index.ts';

/** One form, ready to be sent once more. */
export type Again = {
	q: string | undefined;
	/** What she pressed. */
	button: { name: 'do' | 'lang'; value: string };
	ticks: string[];
	/** Her own words; `label` is the key of the text beside them. */
	writing: { name: string; label: Key; written: string } | null;
};

/** Takes only the fields that the page of this question has: nothing else that came is printed. */
export function againFrom(typed: Typed): Again {
	const button = pressed(typed);
	const q = first(typed.q) ?? null;
	if (!isQuestionId(q)) return { q: undefined, button, ticks: [], writing: null };

	const { kind, other } = questions[q];
	if (kind === 'text') {
		return { q, button, ticks: [], writing: writingOf(q, `q.${q}.text`, typed) };
	}
	const ticks = [typed[q] ?? []].flat();
	const writing = other ? writingOf(`${q}_text`, 'own_words.label', typed) : null;
	return { q, button, ticks, writing };
}

function pressed({ do: action, lang }: Typed): Again['button'] {
	const language = first(lang);
	if (language !== undefined) return { name: 'lang', value: language };
	return { name: 'do', value: first(action) ?? 'continue' };
}

function writingOf(name: string, label: Key, typed: Typed): Again['writing'] {
	const written = first(typed[name]);
	return written ? { name, label, written } : null;
}

function first(value: string | string[] | undefined): string | undefined {
	return [value ?? []].flat()[0];
}
