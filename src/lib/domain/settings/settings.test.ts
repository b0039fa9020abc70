import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../concern/index.ts';
import {
	agencySettings,
	calendarOf,
	demoSettings,
	deskSettings,
	inLanguage,
	intakeSettings
} from './index.ts';

const { intake, desk } = demoSettings;
const { en } = intake.words;

describe('the demo agency', () => {
	test('is a valid agency', () => {
		expect(agencySettings.parse(demoSettings)).toEqual(demoSettings);
	});

	test('has no number that somebody in need could ring by mistake', () => {
		const numbers = JSON.stringify(intake.words).match(/\d[\d ]{5,}\d/g);
		expect(numbers?.length).toBeGreaterThan(0);
		for (const number of numbers ?? []) expect(number).toMatch(/^0800 000 000\d$/);
	});
});

describe('what a visit shows is never missing', () => {
	test.each([
		['no words in English', { languages: ['es'], words: { es: en } }],
		['a language without words', { languages: ['en', 'it'] }],
		['no language', { languages: [] }],
		['no emergency number', { emergency: ' ' }],
		['a time zone that does not exist', { timeZone: 'Europe/Nowhere' }],
		['a law block over 400 characters', { words: { en: { ...en, lawBlock: 'x'.repeat(401) } } }],
		['no help line', { words: { en: { ...en, helpLines: [] } } }],
		['five help lines', { words: { en: { ...en, helpLines: ['a', 'b', 'c', 'd', 'e'] } } }],
		['no reading hours', { words: { en: { ...en, readHours: '' } } }]
	])('%s is refused', (_, wrong) => {
		expect(intakeSettings.safeParse({ ...intake, ...wrong }).success).toBe(false);
	});

	test('a second language needs its own words', () => {
		const both = { ...intake, languages: ['en', 'ar'], words: { en, ar: en } };
		expect(intakeSettings.safeParse(both).success).toBe(true);
	});
});

describe('words in her language', () => {
	const es = { ...intake.words.en, readHours: 'todos los días', silentEmergencyText: undefined };
	const settings = intakeSettings.parse({
		...intake,
		words: { ...intake.words, es },
		silentEmergency: '114'
	});

	test('are hers, or English', () => {
		expect(inLanguage(settings, 'es').readHours).toBe('todos los días');
		expect(inLanguage(settings, 'it').readHours).toBe(en?.readHours);
		expect(inLanguage(settings, 'constructor').readHours).toBe(en?.readHours);
	});

	test('a silent call has its sentence, else the number, else nothing', () => {
		expect(inLanguage(settings, 'en').silentEmergency).toBe(en?.silentEmergencyText);
		expect(inLanguage(settings, 'es').silentEmergency).toBe('114');
		expect(inLanguage({ ...settings, silentEmergency: '' }, 'en').silentEmergency).toBe('');
	});
});

describe('the desk', () => {
	test('has the limits of the specification unless it sets tighter ones', () => {
		const { limits, linkLifeHours, holidays } = deskSettings.parse({ deskHours: desk.deskHours });
		expect(limits).toEqual(defaultLimits);
		expect([linkLifeHours, holidays]).toEqual([168, []]);
	});

	const { critical, high } = defaultLimits;
	const minutes = (amount: number) => ({ amount, unit: 'minutes' });

	test.each([
		['critical seen later than 15 minutes', { critical: { ...critical, seen: minutes(16) } }],
		['critical acted on later than 1 hour', { critical: { ...critical, act: minutes(61) } }],
		['high in working days', { high: { ...high, act: { amount: 1, unit: 'working_days' } } }],
		['a limit of nothing', { high: { ...high, seen: minutes(0) } }]
	])('%s is refused', (_, wrong) => {
		const limits = { ...defaultLimits, ...wrong };
		expect(deskSettings.safeParse({ ...desk, limits }).success).toBe(false);
	});

	test.each([
		['a desk that never opens', { deskHours: { ...desk.deskHours, days: [] } }],
		['a weekday that does not exist', { deskHours: { ...desk.deskHours, days: [7] } }],
		['closing before opening', { deskHours: { days: [1], open: '18:00', close: '08:00' } }],
		['a time that does not exist', { deskHours: { days: [1], open: '08:60', close: '18:00' } }],
		['a holiday that does not exist', { holidays: ['2026-02-30'] }],
		['a link of no hours', { linkLifeHours: 0 }],
		['a link of more than a week', { linkLifeHours: 169 }]
	])('%s is refused', (_, wrong) => {
		expect(deskSettings.safeParse({ ...desk, ...wrong }).success).toBe(false);
	});

	test('tighter limits for critical are welcome', () => {
		const limits = { ...defaultLimits, critical: { seen: minutes(5), act: minutes(30) } };
		expect(deskSettings.safeParse({ ...desk, limits }).success).toBe(true);
	});

	test('gives the clocks its calendar', () => {
		expect(calendarOf(desk, intake)).toEqual({
			timeZone: intake.timeZone,
			deskHours: desk.deskHours,
			holidays: desk.holidays
		});
	});
});
