import {
	questions,
	textId,
	type Question,
	type StoredAnswers
} from '#lib/domain/questionnaire/index.ts';
import type { Words } from '#lib/domain/questionnaire/view.ts';
import { hasText, type Text } from '#lib/i18n/index.ts';

/** The question as it is read aloud, in her language. */
export function spoken(t: Text, id: Question['id'], { person, since, lawBlock }: Words) {
	const help = `q.${id}.help`;
	return {
		text: t(`q.${id}.text`, { person, since }),
		help: hasText(help) ? t(help, { lawBlock }) : null
	};
}

/** What was answered, to be read back: choices in the words of the form, own words as they are. */
export function readBack(
	t: Text,
	id: Question['id'],
	answers: StoredAnswers
): { chosen: string[]; words: string | null } {
	const answer = answers[id];
	const own = answers[textId(id)];
	if (questions[id].kind === 'text') {
		return { chosen: [], words: typeof answer === 'string' ? answer : null };
	}
	const codes = answer === null || answer === undefined ? [] : [answer].flat();
	return {
		chosen: codes.map((code) => t(`q.${id}.a.${code}`)),
		words: typeof own === 'string' ? own : null
	};
}
