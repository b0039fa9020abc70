import { expect, it } from 'vitest';
import { isQuestionId, questionIds, questions } from './definition.ts';
import { slots } from './slots.ts';

const all = Object.values(questions);

it('every question has a place in the order, and at most two', () => {
	for (const id of questionIds) {
		const places = slots.filter((slot) => 'question' in slot && slot.question === id);
		expect(places.length, id).toBeGreaterThan(0);
		expect(places.length, id).toBeLessThanOrEqual(2);
	}
});

it('the questions with two places are those of the specification', () => {
	const asked = slots.flatMap((slot) => ('question' in slot ? [slot.question] : []));
	const twice = questionIds.filter((id) => asked.indexOf(id) !== asked.lastIndexOf(id));
	expect(twice).toEqual(['R2', 'R3', 'R4', 'O2', 'O3', 'O4', 'O5', 'K2', 'K3']);
});

it('only consent is required', () => {
	expect(all.filter(({ required }) => required).map(({ id }) => id)).toEqual(['CN0', 'CN1']);
});

it('the answers that are set apart stand at the end of their list, as on the page', () => {
	for (const { id, codes, apart } of all) {
		expect(codes.slice(codes.length - apart.length), id).toEqual(apart);
	}
	expect(questions.H2.apart).toEqual(['none', 'rns']);
	expect(questions.R2.apart).toEqual(['ns', 'rns']);
	// "None of them" at H3 is an answer like the others, not a way out
	expect(questions.H3.apart).toEqual(['ns']);
});

it('own words have a row to stand beside, and free text has a limit', () => {
	for (const { id, kind, codes, other, max } of all) {
		if (other) expect(codes, id).toContain(other.code);
		expect(max !== null, id).toBe(kind === 'text');
	}
	expect(all.filter(({ other }) => other).map(({ id }) => id)).toEqual([
		'H2',
		'R4',
		'O3',
		'H4',
		'V3',
		'M1'
	]);
	expect(questions.M1.other).toEqual({ code: 'yes', max: 300 });
});

it('the past is asked with the same danger signs as the present', () => {
	expect(questions.R1b.codes).toEqual(questions.R1.codes);
	expect(questions.R1b.exclusive).toEqual(questions.R1.exclusive);
});

it.each(['constructor', '__proto__', 'toString', '', 'SF9', 'H2_text', null])(
	'%s is no question',
	(id) => expect(isQuestionId(id)).toBe(false)
);
