import type { IntakeView, Page } from '#lib/domain/questionnaire/view.ts';
import { hasText, type Text } from '#lib/i18n/index.ts';
import { fieldOf, sentenceOf } from './problem.ts';

/** What the page of one question prints. */
export type Asked = {
	question: (Page & { kind: 'question' })['question'];
	/** "Question 3 of about 10"; null before the first counted question. */
	step: string | null;
	text: string;
	help: string | null;
	ticked: ReadonlySet<string>;
	written: string;
	/** The id of the field with a problem, and the sentence that stands beside it. */
	problem: { field: string; sentence: string } | null;
};

export function asked(view: IntakeView, page: Page & { kind: 'question' }, t: Text): Asked {
	const { question, number, about } = page;
	const { id, kind } = question;
	const { person, since, lawBlock } = view.words;
	const help = `q.${id}.help`;
	const field = fieldOf(view);
	const sentence = sentenceOf(view, t);
	return {
		question,
		step: number > 0 ? t('step', { number, about }) : null,
		text: t(`q.${id}.text`, { person, since }),
		help: hasText(help) ? t(help, { lawBlock }) : null,
		ticked: new Set(listOf(view.values[id])),
		written: listOf(view.values[kind === 'text' ? id : `${id}_text`]).join('\n'),
		problem: field !== null && sentence !== null ? { field, sentence } : null
	};
}

// one tick comes back from a form as a text, two as a list
function listOf(value: string | string[] | null | undefined): string[] {
	return [value ?? []].flat();
}
