import type { ContactPlan } from '#lib/domain/contact/index.ts';
import { text } from '#lib/i18n/index.ts';

type Cover = ContactPlan['cover'];

/**
 * What she gets: one of three fixed covers, in her language, and the address of her link in full. It
 * says nothing of police, of a case or of why; never a code, never a name (safety.md MS3, MS5).
 */
export function messageText({
	language,
	cover,
	occasion,
	link
}: {
	/** BCP 47 tag; one without a catalogue is English. */
	language: string;
	cover: Cover;
	occasion: 'first' | 'again';
	/** The whole address. */
	link: string;
}): string {
	return text(language)(`message.${cover}.${occasion}`, { link });
}

/** Subject of the same words as a mail: a lock screen shows it too. */
export function messageSubject(language: string): string {
	return text(language)('message.subject');
}
