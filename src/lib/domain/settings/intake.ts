import { z } from 'zod';

/** An IANA name that this machine knows, such as `Europe/Lisbon`. */
const timeZone = z.string().refine((name) => {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}, 'Not a time zone.');

const sentence = z.string().trim().min(1);

/** What a visit says in one language. */
const words = z.object({
	/** When a person reads answers, such as "every day from 8 in the morning to 10 at night". */
	readHours: sentence,
	/** What police must do when told of a crime, and whether an answer counts as a report. */
	lawBlock: sentence.max(400),
	/** Name, number, hours, text relay. */
	helpLines: z.array(sentence).min(1).max(4),
	/** How to call for help without speaking; the number alone where this is left out. */
	silentEmergencyText: sentence.optional(),
	/** How to make a police report. */
	reportHow: sentence
});

/** The part of an agency's settings that a visit shows: all that the intake side may read. */
export const intakeSettings = z
	.object({
		/** Languages that a link can be made in. */
		languages: z.array(z.string().min(2)).min(1),
		timeZone,
		emergency: sentence,
		/** Text relay or silent call; empty where there is none, and then the sentence is left out. */
		silentEmergency: z.string().trim(),
		/** Minutes after the last saved page until unsent answers are taken over; the consent says 30. */
		fileAfterMinutes: z.int().min(1).max(240).default(30),
		words: z.record(z.string(), words)
	})
	.superRefine((settings, context) => {
		// she must never meet a page whose law block or help line is missing in her language
		for (const language of new Set(['en', ...settings.languages])) {
			if (!Object.hasOwn(settings.words, language)) {
				context.addIssue({
					code: 'custom',
					path: ['words', language],
					message: `The words for "${language}" are missing.`
				});
			}
		}
	});

export type IntakeSettings = z.infer<typeof intakeSettings>;

export type LocalWords = {
	readHours: string;
	lawBlock: string;
	helpLines: string[];
	/** Empty where there is no way to call without speaking. */
	silentEmergency: string;
	reportHow: string;
};

/** The agency's words in this language, or in English. */
export function inLanguage(settings: IntakeSettings, language: string): LocalWords {
	const own = Object.hasOwn(settings.words, language)
		? settings.words[language]
		: settings.words.en;
	if (!own) throw new Error('settings without words in English');

	const { readHours, lawBlock, helpLines, silentEmergencyText, reportHow } = own;
	const silentEmergency =
		settings.silentEmergency === '' ? '' : (silentEmergencyText ?? settings.silentEmergency);
	return { readHours, lawBlock, helpLines, silentEmergency, reportHow };
}
