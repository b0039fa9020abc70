import { isQuestionId, questions, type Typed } from '#lib/domain/questionnaire/index.ts';

/** One form, ready to be sent once more. */
export type Again = {
	q: string | undefined;
	action: string;
	ticks: string[];
	/** Her own words; `label` is the key of the text beside them. */
	writing: { name: string; label: string; written: string } | null;
};

/** Takes only the fields that the page of this question has: nothing else that came is printed. */
export function againFrom(typed: Typed): Again {
	const action = first(typed.do) ?? 'continue';
	const q = first(typed.q) ?? null;
	if (!isQuestionId(q)) return { q: undefined, action, ticks: [], writing: null };

	const { kind, other } = questions[q];
	if (kind === 'text') {
		return { q, action, ticks: [], writing: writingOf(q, `q.${q}.text`, typed) };
	}
	const ticks = [typed[q] ?? []].flat();
	const writing = other ? writingOf(`${q}_text`, 'own_words.label', typed) : null;
	return { q, action, ticks, writing };
}

function writingOf(name: string, label: string, typed: Typed): Again['writing'] {
	const written = first(typed[name]);
	return written ? { name, label, written } : null;
}

function first(value: string | string[] | undefined): string | undefined {
	return [value ?? []].flat()[0];
}
