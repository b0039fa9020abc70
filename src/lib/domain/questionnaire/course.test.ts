import { describe, expect, it } from 'vitest';
import { begin, course } from './course.ts';
import { visitor } from './visitor.test-support.ts';

it('strange forms never break a page', () => {
	const strange = [[], ['a', 'b'], '\uD800', '\u0000', 'x'.repeat(5000), ['__proto__']];
	const her = visitor({ hasLiveOrder: true, hasChildren: true });
	for (let presses = 0; her.sees() !== 'send' && presses < 60; presses++) {
		for (const value of strange) {
			const q = her.sees();
			her.press('continue', { [q]: value, [`${q}_text`]: value });
		}
		if (her.sees() === 'CN0') her.answers('yes');
		else if (her.sees() === 'help') her.press('continue');
		else her.press('skip');
	}
	expect(her.sees()).toBe('send');
	expect(course.parse(JSON.parse(JSON.stringify(her.course())))).toEqual(her.course());
});

describe('what comes out of the box', () => {
	it('is the course that went in', () => {
		const her = visitor();
		her.goesTo('N1');
		her.press('delete');
		expect(course.parse(JSON.parse(JSON.stringify(her.course())))).toEqual(her.course());
	});

	const good = begin();
	it.each([
		['nothing', null],
		['another version', { ...good, questionnaire: '2025-01' }],
		['an unknown question', { ...good, answers: { SF9: { value: '1', visit: 1 } } }],
		['an answer of no visit', { ...good, answers: { SF1: { value: '1' } } }],
		['a visit before the first', { ...good, answers: { SF1: { value: '1', visit: 0 } } }],
		['a value that is none', { ...good, answers: { SF1: { value: 1, visit: 1 } } }],
		['a place that is none', { ...good, places: { 1: { at: 'admin' } } }],
		[
			'a delete page over itself',
			{ ...good, places: { 1: { at: 'delete', over: { at: 'delete' } } } }
		],
		['a place of no visit', { ...good, places: { x: { at: 'next' } } }],
		['half a second', { ...good, seconds: 0.5 }],
		['something more', { ...good, admin: true }],
		['something less', { ...good, danger: undefined }]
	])('or is refused: %s', (_what, value) => expect(course.safeParse(value).success).toBe(false));
});
