import { isQuestionId } from '#lib/domain/questionnaire/index.ts';
import { hasText } from '#lib/i18n/index.ts';
import type { Desk } from '../context.ts';
import { codeWords, languageName, questionWords } from '../words.ts';

export type FactLine = { label: string; value: string };

const moments: readonly string[] = [
	'orderMadeAt',
	'bailDecisionAt',
	'maracUntil',
	'separatedAt',
	'youngestBornAt',
	'dueAt',
	'reminderAt',
	'lastSavedAt',
	'deletedAt'
];
const languages: readonly string[] = ['responseLang', 'officerLangs'];

/** Facts whose values have words of their own. */
const catalogues: Record<string, string> = {
	overall: 'severity',
	programmeStatus: 'programme'
};

/**
 * A fact that is part of a reason, in words. `ref` with or without what it hangs on (`facts.`,
 * `observations.`, `checkIn.`, `previous.`). Null for what says nothing beside the reason itself.
 */
export function factLine(
	{ t, calendar, language }: Desk,
	{ ref, value }: { ref: string; value: string },
	now: Date
): FactLine | null {
	const name = ref.split('.').at(-1) ?? ref;
	if (isQuestionId(name)) {
		const words = value.split(',').map((code) => codeWords(t, name, code));
		return { label: t('desk.fact.last_time'), value: words.join('. ') };
	}
	const label = `desk.fact.${name}`;
	if (!hasText(label)) return null;

	return { label: t(label), value: valueWords() };

	function valueWords(): string {
		if (value === 'true') return t('desk.fact.yes');
		if (moments.includes(name)) {
			const moment = new Date(value);
			return Number.isNaN(moment.getTime()) ? value : calendar.day(moment, now);
		}
		if (languages.includes(name)) {
			return value
				.split(',')
				.map((code) => languageName(language, code))
				.join(', ');
		}
		const word = `desk.${catalogues[name]}.${value}`;
		if (hasText(word)) return t(word);
		if (name === 'baselineSF2') return codeWords(t, 'SF2', value);
		if (name === 'stoppedAt' && isQuestionId(value)) return questionWords(t, value);
		return value;
	}
}
