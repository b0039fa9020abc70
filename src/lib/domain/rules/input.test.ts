import { describe, expect, test } from 'vitest';
import { NOW } from './example.ts';
import { assess, ruleInput, silence } from './index.ts';

describe('what is left out takes its default', () => {
	test('now is enough', () => {
		expect(assess({ now: NOW })).toEqual({ flags: [], overall: 'none' });
	});

	test('a fact more does not take away the defaults of the others', () => {
		const { facts, observations } = ruleInput.parse({ now: NOW, facts: { pregnant: true } });
		expect(facts).toMatchObject({ pregnant: true, officerLangs: ['en'], personPhrase: 'hurt' });
		expect(observations).toMatchObject({ alone: true, secondsOnForm: null });
	});

	test('members that nobody knows are ignored', () => {
		const facts = { later: 1, pregnant: false };
		const observations = { mood: 'fine', alone: true };
		expect(assess({ now: NOW, facts, observations })).toEqual({ flags: [], overall: 'none' });
	});
});

describe('what cannot be read is refused, so that it becomes T-UNREADABLE and not silence', () => {
	test.each([
		['no time', { now: undefined }],
		['a time without an offset', { now: '2026-11-20T10:00:00' }],
		['an answer that is a number', { answers: { SF2: 0 } }],
		['a fact of the wrong type', { facts: { hasLiveOrder: 'yes' } }],
		['a day that does not exist', { facts: { separatedAt: '2026-02-30' } }]
	])('%s', (_, wrong) => {
		// not an Input, on purpose
		const input: unknown = { now: NOW, ...wrong };
		expect(ruleInput.safeParse(input).success).toBe(false);
	});

	test('a check-in without a due time', () => {
		// @ts-expect-error a check-in always has a due time
		expect(() => silence({ now: NOW, checkIn: { paused: false } })).toThrow();
	});
});
