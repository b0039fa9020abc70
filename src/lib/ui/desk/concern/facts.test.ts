import { describe, expect, it } from 'vitest';
import { deskOf } from '../context.ts';
import { factLine } from './facts.ts';

const desk = deskOf('en', 'Europe/Vienna');
const now = new Date('2026-11-23T09:42:00Z');
const line = (ref: string, value: string) => {
	const found = factLine(desk, { ref, value }, now);
	return found && `${found.label}: ${found.value}`;
};

describe('a fact beside a reason', () => {
	it.each([
		['programmeStatus', 'attending', 'Programme: Attending'],
		['facts.programmeStatus', 'dropped', 'Programme: Dropped out'],
		['bailDecisionAt', '2026-11-25T08:30:00Z', 'Bail is decided or reviewed: 25 Nov'],
		['youngestBornAt', '2025-12-01', 'Youngest child born: 1 Dec 2025'],
		['events12m', '2', 'Events on record in the last 12 months: 2'],
		['observations.pinLocked', 'true', 'Five wrong codes locked the link: Yes'],
		['responseLang', 'uk', 'Language of the answers: Ukrainian'],
		['officerLangs', 'en,de', 'Languages the officer reads: English, German'],
		['previous.SF2', '3', 'Last time: Very safe'],
		['previous.overall', 'high', 'Last time: High'],
		['baselineSF2', '2', 'How safe the victim felt at the start: Quite safe'],
		['checkIn.stoppedAt', 'R2', /^Stopped before this question: Do they have a gun/]
	])('%s = %s is said in words', (ref, value, said) => {
		expect(line(ref, value)).toMatch(said);
	});

	it('a fact without words is left out, and nothing breaks', () => {
		expect(line('flag:F-BREACH', 'critical')).toBeNull();
		expect(line('facts.ofAnotherRuleset', 'true')).toBeNull();
	});

	it('an answer of an older form is shown as it was stored', () => {
		expect(line('previous.SF2', '9')).toBe('Last time: 9');
	});
});
