import { describe, expect, test } from 'vitest';
import { languages, tellingWords } from '../../src/lib/i18n/index.ts';
import { messageSubject, messageText } from '../../src/lib/server/platform/delivery/message.ts';

const covers = ['a', 'b', 'c'] as const;
const occasions = ['first', 'again'] as const;

/** Everything that can stand on a lock screen, in one language. */
function saidIn(language: string, link: string): Record<string, string> {
	const messages = covers.flatMap((cover) =>
		occasions.map(
			(occasion) =>
				[`${cover} ${occasion}`, messageText({ language, cover, occasion, link })] as const
		)
	);
	return { subject: messageSubject(language), ...Object.fromEntries(messages) };
}

describe('what goes to her phone', () => {
	// every word that leaves stands in the snapshot, so that a change of it is read by somebody
	test.each(languages)('H49 in %s is this, and nothing else', (language) => {
		expect(saidIn(language, '<link>')).toMatchSnapshot();
	});

	test.each(languages)(
		'H49 in %s says nothing of what it is about, nor a fact of a case',
		(language) => {
			const telling = [...tellingWords(language), ...tellingWords('en')];
			for (const words of Object.values(saidIn(language, ''))) {
				expect(telling.filter((word) => words.toLowerCase().includes(word))).toEqual([]);
				// no code, no date, no reference, no number to call
				expect(words).not.toMatch(/\d{3}/);
			}
		}
	);

	test.each(languages)(
		'H49 in %s it fits into 160 signs with its link, which it holds whole',
		(language) => {
			const link = `https://reminder.example.org/l/${'0123456789abcdefghjkmnpqrstvwxyz'}`;
			for (const [name, words] of Object.entries(saidIn(language, link))) {
				if (name === 'subject') continue;
				expect(words.length, name).toBeLessThanOrEqual(160);
				expect(words.split(link), name).toHaveLength(2);
			}
		}
	);
});
