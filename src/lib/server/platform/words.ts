import type { FormFacts } from '#lib/domain/questionnaire/index.ts';
import type { Words } from '#lib/domain/questionnaire/view.ts';
import { inLanguage, type IntakeSettings } from '#lib/domain/settings/index.ts';
import { text } from '#lib/i18n/index.ts';

/** What stands for the placeholders on her pages (questionnaire.md 5). None of it names anyone. */
export function wordsOf(settings: IntakeSettings, facts: FormFacts, language: string): Words {
	const t = text(language);
	const own = inLanguage(settings, language);
	return {
		person: t(`words.person.${facts.personPhrase}`),
		personTo: t(`words.person_to.${facts.personPhrase}`),
		since: t(facts.firstResponse ? 'words.since.first' : 'words.since.later'),
		who: t(`words.who.${whoSees(facts)}`),
		emergency: settings.emergency,
		silentEmergency: own.silentEmergency,
		readHours: own.readHours,
		lawBlock: own.lawBlock,
		helpLines: own.helpLines,
		reportHow: own.reportHow,
		fileAfterMinutes: settings.fileAfterMinutes
	};
}

function whoSees(facts: FormFacts): 'officer' | 'both' | 'choice' {
	if (facts.supportConfidential) return 'choice';
	return facts.hasSupportWorker ? 'both' : 'officer';
}
