import { describe, expect, test } from 'vitest';
import { questions, type QuestionId } from '../../domain/questionnaire/index.ts';
import type { IntakeView, Page } from '../../domain/questionnaire/view.ts';
import { text } from '../../i18n/index.ts';
import { asked } from './asked.ts';

const words = {
	person: 'your ex-partner',
	personTo: 'your ex-partner',
	since: 'Since we last spoke',
	who: '',
	emergency: '112',
	silentEmergency: '',
	readHours: '',
	lawBlock: 'The law says so.',
	helpLines: [],
	reportHow: '',
	fileAfterMinutes: 30
};

function show(
	id: QuestionId,
	{ values = {}, problem = null, number = 3 }: Partial<IntakeView> & { number?: number } = {}
) {
	const page: Page & { kind: 'question' } = {
		kind: 'question',
		question: questions[id],
		number,
		about: 10
	};
	return asked(
		{ page, words, values, problem, languages: { offered: ['en'], isOpen: false } },
		page,
		text('en')
	);
}

describe('the page of one question', () => {
	test('speaks of the person and the time as agreed with her', () => {
		expect(show('H2').text).toBe(
			'Since we last spoke, has your ex-partner done any of these things?'
		);
		expect(show('H3').help).toContain('The law says so.');
		expect(show('SF2').help).toBeNull();
	});

	test('counts from the first question after consent', () => {
		expect(show('SF1', { number: 1 }).step).toBe('Question 1 of about 10');
		expect(show('CN2', { number: 0 }).step).toBeNull();
	});

	test('shows again what she chose, whether one or many, stored or just typed', () => {
		expect([...show('SF1', { values: { SF1: '-1' } }).ticked]).toEqual(['-1']);
		expect([...show('H2', { values: { H2: ['stalk', 'rns'] } }).ticked]).toEqual(['stalk', 'rns']);
		expect([...show('H2', { values: { H2: 'rns' } }).ticked]).toEqual(['rns']);
		expect([...show('H2', { values: { H2: null } }).ticked]).toEqual([]);
	});

	test('shows again what she wrote', () => {
		expect(show('Z1', { values: { Z1: 'Nothing new.' } }).written).toBe('Nothing new.');
		expect(show('H2', { values: { H2: 'other', H2_text: 'A letter.' } }).written).toBe('A letter.');
		expect(show('H2').written).toBe('');
	});
});

describe('a problem', () => {
	test.each([
		['H2', 'choose', 'H2', 'Choose an answer, or press Skip.'],
		['CN0', 'choose_to_go_on', 'CN0', 'Choose an answer to go on.'],
		['H2', 'too_long', 'H2_text', /300/],
		['M1', 'too_long', 'M1_text', /300/],
		['Z1', 'too_long', 'Z1', /2000/]
	] as const)(
		'%s, %s: is told at the field where it can be put right',
		(id, problem, field, say) => {
			const told = show(id, { problem }).problem;
			expect(told?.field).toBe(field);
			expect(told?.sentence).toMatch(say);
		}
	);

	test('that is not about a field is told at the top only', () => {
		expect(show('CN2', { problem: 'first_page' }).problem).toBeNull();
		expect(show('CN2', { problem: 'not_saved' }).problem).toBeNull();
	});
});
