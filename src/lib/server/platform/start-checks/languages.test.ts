import { expect, test } from 'vitest';
import { readConfig, StartRefusal } from '../config.ts';
import { checkLanguages } from './languages.ts';

const checked = (environment: Record<string, string>) => () =>
	checkLanguages(
		readConfig({
			SURFACE: 'intake',
			ORIGIN: 'https://reminder.example',
			DATABASE_URL: 'postgres://heard_intake:hunter2@db.example/heard',
			HEARD_PEPPER_FILE: '/keys/pepper',
			...environment
		})
	);

test('a language that nobody has reviewed is for the demo only', () => {
	expect(checked({ HEARD_LANGUAGES: 'en' })).not.toThrow();
	expect(checked({ HEARD_LANGUAGES: 'en,ar' })).toThrow(/reviewed: take out ar/);
	expect(checked({ HEARD_LANGUAGES: 'en,ar', HEARD_MODE: 'demo' })).not.toThrow();
});

test('a language without texts is refused everywhere', () => {
	expect(checked({ HEARD_LANGUAGES: 'en,xx', HEARD_MODE: 'demo' })).toThrow(StartRefusal);
});

test.each(['Police', 'Safety', 'Help line'])('the cover word %s is refused', (word) => {
	expect(checked({ HEARD_COVER_WORD: word })).toThrow(/HEARD_COVER_WORD/);
});
