import { describe, expect, it } from 'vitest';
import { text } from '#lib/i18n/index.ts';
import { dayName, windowsWords } from './words.ts';

const words = (...windows: Parameters<typeof windowsWords>[2]) =>
	windowsWords(text('en'), 'en', windows);

describe('safe times in words', () => {
	it('name the days in the order of the week', () => {
		expect(words({ days: [0, 4, 2], from: '10:00', to: '12:00' })).toBe(
			'Tue, Thu, Sun 10:00–12:00'
		);
	});

	it('say so when it is every day, and at any time', () => {
		const days = [0, 1, 2, 3, 4, 5, 6];
		expect(words({ days, from: '18:00', to: '24:00' })).toBe('every day 18:00–24:00');
		expect(words({ days, from: '00:00', to: '24:00' })).toBe('at any time');
		expect(words({ days: [1], from: '00:00', to: '24:00' })).toBe('Mon');
	});

	it('stand one after the other', () => {
		const monday = { days: [1], from: '08:00', to: '09:00' };
		expect(words(monday, { ...monday, days: [3] })).toBe('Mon 08:00–09:00; Wed 08:00–09:00');
	});

	it('are the days of the language', () => {
		expect([dayName('de', 2), dayName('en', 2, 'long')]).toEqual(['Di', 'Tuesday']);
	});
});
