import type { IntakeView } from '#lib/domain/questionnaire/view.ts';
import type { Text } from '#lib/i18n/index.ts';

/** What is wrong, in words; null when nothing is. */
export function sentenceOf({ page, problem }: IntakeView, t: Text): string | null {
	if (problem === null) return null;
	const limit = page.kind === 'question' ? (page.question.max ?? page.question.other?.max) : null;
	return t(`problem.${problem}`, { count: limit ?? 0 });
}

/** The id of the field where it can be put right; null when it is not about a field. */
export function fieldOf({ page, problem }: IntakeView): string | null {
	if (page.kind !== 'question') return null;
	const { id, kind } = page.question;
	if (problem === 'choose' || problem === 'choose_to_go_on') return id;
	if (problem === 'too_long') return kind === 'text' ? id : `${id}_text`;
	return null;
}
