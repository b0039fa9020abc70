import type { AnswerView, Person } from '#lib/domain/access/index.ts';
import { questions, type QuestionId } from '#lib/domain/questionnaire/index.ts';
import { hasText, type Text } from '#lib/i18n/index.ts';

/** The question as she read it, but for the two phrases that were chosen for her in person. */
export function questionWords(t: Text, id: QuestionId): string {
	return t(`q.${id}.text`, {
		person: t('desk.question.person'),
		since: t('desk.question.since')
	});
}

/** What was chosen, in the words of the form; an unknown in words of its own, never as "no". */
export function answerWords(t: Text, { question, state, codes }: AnswerView): string {
	if (state !== 'answered') return t(`desk.unknown.${state}`);
	if (questions[question].kind === 'text') return t('desk.answer.own_words');
	return codes.map((code) => codeWords(t, question, code)).join('. ');
}

/** A code that the form does not know any more is shown as it is: an old answer is still an answer. */
export function codeWords(t: Text, question: QuestionId, code: string): string {
	const key = `q.${question}.a.${code}`;
	return hasText(key) ? t(key) : code;
}

export function isUnknown({ state }: AnswerView): boolean {
	return state !== 'answered';
}

export function personWords(t: Text, person: Person | null): string {
	if (person === null) return t('desk.person.none');
	return person.isYou ? t('desk.person.you', { name: person.name }) : person.name;
}

export function languageName(language: string, of: string): string {
	// a code that is no language tag is shown as it is
	try {
		return new Intl.DisplayNames([language], { type: 'language' }).of(of) ?? of;
	} catch {
		return of;
	}
}
