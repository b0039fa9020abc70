import { describe, expect, it } from 'vitest';
import { answersToSend } from './course.ts';
import { visitor } from './visitor.test-support.ts';

describe('Back', () => {
	it('shows that one answer, and a changed answer re-walks', () => {
		const her = visitor();
		her.goesTo('H2');
		her.press('continue', { H2: ['threat'], H2_text: 'the dog' });
		her.press('skip');
		expect(her.sees()).toBe('H3');
		her.answers('none');
		expect(her.sees()).toBe('H5');
		her.press('back');
		expect(her.seesAgain()).toEqual({ H3: 'none' });
		her.press('back');
		expect(her.sees()).toBe('R1');
		expect(her.seesAgain()).toEqual({ R1: null });
		her.press('back');
		expect(her.seesAgain()).toEqual({ H2: ['threat', 'other'], H2_text: 'the dog' });

		her.answers('none');
		expect(her.sees()).toBe('V1');
		const sent = answersToSend(her.course(), her.facts);
		expect(sent).toMatchObject({ H2: ['none'] });
		expect(sent).not.toHaveProperty('H3');
		expect(sent).not.toHaveProperty('H2_text');
	});

	it('from the Send page leads to the last answer, and on from there to Send again', () => {
		const her = visitor();
		her.goesTo('send');
		her.press('back');
		expect(her.sees()).toBe('N4');
		expect(her.press('send')).toMatchObject({ kind: 'moved', saved: false });
		her.answers('yes');
		expect(her.sees()).toBe('send');
	});

	it('leads page by page to the first one', () => {
		const her = visitor({ supportConfidential: true });
		her.goesTo('SF2');
		const seen: string[] = [];
		while (her.press('back').kind === 'moved') seen.push(her.sees());
		expect(seen).toEqual(['SF1', 'CN2', 'CN1', 'CN0']);
	});
});

describe('a page posted out of turn', () => {
	it('twice is the same as once', () => {
		const her = visitor();
		her.goesTo('R1');
		for (const action of ['continue', 'skip', 'back', 'delete'] as const) {
			const once = visitor({}, 1, her.course());
			once.press(action, { R1: 'neck' }, 'R1', 0);
			const twice = visitor({}, 1, once.course());
			twice.press(action, { R1: 'neck' }, 'R1', 0);
			expect(twice.course(), action).toEqual(once.course());
		}
	});

	it('an old page of this visit, found with the browser, is taken', () => {
		const her = visitor();
		her.goesTo('N1');
		expect(her.press('continue', { SF1: '-2' }, 'SF1')).toMatchObject({ saved: true });
		expect(her.sees()).toBe('N1');
		expect(answersToSend(her.course(), her.facts)).toMatchObject({ SF1: '-2' });
	});

	it.each(['Z1', 'K2', 'SF2', 'nonsense', '__proto__', null])(
		'a page that she has not come to (%s) changes nothing',
		(q) => {
			const her = visitor();
			her.goesTo('SF1');
			const before = her.course();
			for (const action of ['continue', 'skip', 'back', 'send'] as const) {
				const taken = her.press(action, { Z1: 'x', SF2: '3', SF1: '2' }, q, 0);
				expect(taken).toMatchObject({ kind: 'moved', saved: false });
				expect(her.course()).toEqual(before);
			}
		}
	);

	it('the form of a question does not leave a help page that she has not read', () => {
		const her = visitor();
		her.goesTo('R1');
		her.answers('neck');
		her.press('continue', { V1: '0' }, 'V1');
		expect(her.sees()).toBe('help');
	});
});

describe('"Stop and delete my answers"', () => {
	it('asks once, and Back returns to where she was', () => {
		const her = visitor();
		her.goesTo('H2');
		her.press('delete');
		expect(her.sees()).toBe('delete');
		her.press('delete');
		her.press('back');
		expect(her.sees()).toBe('H2');
	});

	it('is not done without the page that asks', () => {
		const her = visitor();
		her.goesTo('H2');
		expect(her.press('delete-confirm').kind).toBe('moved');
		expect(her.sees()).toBe('delete');
		expect(her.press('send').kind).toBe('moved');
		expect(her.press('delete-confirm').kind).toBe('deleted');
	});

	it.each(['help', 'danger', 'send'])('is there on the %s page too', (where) => {
		const her = visitor();
		her.goesTo(where === 'help' ? 'R1' : where === 'danger' ? 'CN2' : 'send');
		if (where !== 'send') her.answers(where === 'help' ? 'neck' : 'danger');
		her.press('delete');
		expect(her.sees()).toBe('delete');
		her.press('back');
		expect(her.sees()).toBe(where);
	});

	it('an answer given on the page below it is not lost', () => {
		const her = visitor();
		her.goesTo('H2');
		her.press('delete');
		expect(her.press('continue', { H2: 'stalk' }, 'H2')).toMatchObject({ saved: true });
		expect(her.sees()).toBe('R1');
	});
});
