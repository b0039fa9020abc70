import { describe, expect, it } from 'vitest';
import { answersToSend, hasSomethingToAssess, secondsOn, stoppedAt } from './course.ts';
import { visitor } from './visitor.test-support.ts';

describe('going through', () => {
	it('she answers the short path and comes to the Send page', () => {
		const her = visitor({ hasSupportWorker: true });
		const given: [string, ...string[]][] = [
			['CN0', 'yes'],
			['CN2', 'yes'],
			['SF1', '1'],
			['SF2', '2'],
			['H2', 'threat', 'stalk'],
			['R1', 'none'],
			['H3', 'none'],
			['H5', 'worse'],
			['V1', '2'],
			['N1', 'no'],
			['N3', 'yes'],
			['MORE', 'no'],
			['Z1', 'thank you'],
			['N4', 'yes']
		];
		for (const [id, ...codes] of given) {
			expect(her.sees()).toBe(id);
			expect(her.answers(...codes)).toMatchObject({ kind: 'moved', saved: true });
		}
		expect(her.sees()).toBe('send');
		expect(her.press('send').kind).toBe('send');
		expect(answersToSend(her.course(), her.facts)).toEqual({
			CN0: 'yes',
			CN2: 'yes',
			SF1: '1',
			SF2: '2',
			H2: ['threat', 'stalk'],
			R1: ['none'],
			H3: 'none',
			H5: 'worse',
			V1: '2',
			N1: 'no',
			N3: 'yes',
			MORE: 'no',
			Z1: 'thank you',
			N4: 'yes'
		});
	});

	it('the page says how far she is, and counts nothing at the gate', () => {
		const her = visitor({ hasSupportWorker: true });
		expect(her.seesPage()).toMatchObject({ number: 0, about: 10 });
		her.goesTo('H2');
		expect(her.seesPage()).toMatchObject({ number: 3, about: 10 });
		her.answers('physical');
		expect(her.seesPage()).toMatchObject({ number: 4, about: 12 });
	});

	it('her support worker is offered only if there is one, and kept if it was chosen all the same', () => {
		const her = visitor();
		her.goesTo('N1');
		her.answers('later');
		expect(her.seesPage()).toMatchObject({ question: { codes: ['officer', 'either', 'other'] } });
		her.answers('worker');
		expect(answersToSend(her.course(), her.facts)).toMatchObject({ N2: 'worker' });

		const withWorker = visitor({ hasSupportWorker: true });
		withWorker.goesTo('N1');
		withWorker.answers('later');
		expect(withWorker.seesPage()).toMatchObject({
			question: { codes: ['officer', 'worker', 'either', 'other'] }
		});
	});

	it('time on the form adds up, and a clock that ran backwards takes nothing away', () => {
		const her = visitor();
		for (const seconds of [7.9, -30, NaN, Infinity, 5]) her.press('delete', {}, null, seconds);
		expect(secondsOn(her.course())).toBe(12);
	});
});

describe('a problem changes nothing', () => {
	it.each([
		['continue with nothing chosen', 'SF1', 'continue', {}, 'choose'],
		['consent is not passed by silence', 'CN0', 'continue', {}, 'choose_to_go_on'],
		['consent is not skipped', 'CN0', 'skip', { CN0: 'yes' }, 'choose_to_go_on'],
		['who may see is not skipped', 'CN1', 'skip', {}, 'choose_to_go_on'],
		['a text that is too long', 'Z1', 'continue', { Z1: 'x'.repeat(2001) }, 'too_long'],
		['there is nothing before the first page', 'CN0', 'back', {}, 'first_page']
	] as const)('%s', (_promise, id, action, typed, problem) => {
		const her = visitor({ supportConfidential: true });
		her.goesTo(id);
		const before = structuredClone(her.course());
		expect(her.press(action, typed)).toEqual({ kind: 'problem', problem, page: her.seesPage() });
		expect(her.course()).toEqual(before);
		expect(her.sees()).toBe(id);
	});
});

describe('the gate', () => {
	it.each(['no', 'never'] as const)('%s is filed at once as this one answer', (answer) => {
		const her = visitor();
		expect(her.answers(answer)).toMatchObject({ kind: 'declined', answer });
		expect(answersToSend(her.course(), her.facts)).toEqual({ CN0: answer });
		expect(hasSomethingToAssess(her.course(), her.facts)).toBe(false);
	});

	it('a consent that is taken back takes back what was answered', () => {
		const her = visitor();
		her.goesTo('SF1');
		her.press('back');
		her.press('back');
		expect(her.sees()).toBe('CN0');
		her.answers('no');
		expect(answersToSend(her.course(), her.facts)).toEqual({ CN0: 'no' });
	});

	it('"not now" ends the visit and keeps what was saved', () => {
		const her = visitor();
		her.goesTo('SF2');
		const back = her.comesBack();
		expect(back.answers('not_now').kind).toBe('not_now');
		// should that visit go on after all, it asks again before it shows anything
		expect(back.sees()).toBe('CN2');
		expect(answersToSend(back.course(), back.facts)).toMatchObject({ CN2: 'not_now', SF1: null });
	});

	it('who stops at the gate leaves nothing to assess; one skip after it is enough', () => {
		const her = visitor();
		her.goesTo('SF1');
		expect(hasSomethingToAssess(her.course(), her.facts)).toBe(false);
		expect(stoppedAt(her.course(), her.facts)).toBe('SF1');
		her.press('skip');
		expect(hasSomethingToAssess(her.course(), her.facts)).toBe(true);
		expect(stoppedAt(her.course(), her.facts)).toBe('SF2');
	});
});

describe('"I am in danger now"', () => {
	it('comes before everything, and she can go on', () => {
		const her = visitor();
		her.goesTo('CN2');
		expect(her.answers('danger').kind).toBe('danger');
		expect(her.sees()).toBe('danger');
		expect(her.press('continue')).toMatchObject({ kind: 'moved', saved: false });
		expect(her.sees()).toBe('SF1');
	});

	it.each([
		['in the same visit', false],
		['in a later visit', true]
	])('is never taken back by a yes %s', (_when, later) => {
		const her = visitor();
		her.goesTo('CN2');
		her.answers('danger');
		const then = later ? her.comesBack() : her;
		if (!later) then.press('back');
		expect(then.sees()).toBe('CN2');
		expect(then.answers('yes').kind).toBe('moved');
		expect(answersToSend(then.course(), then.facts)).toMatchObject({ CN2: 'danger' });
	});
});

describe('help pages', () => {
	it.each([['neck'], ['rns'], ['held', 'none']])('after %s at R1, once', (...codes) => {
		const her = visitor();
		her.goesTo('R1');
		her.answers(...codes);
		expect(her.seesPage()).toEqual({ kind: 'help', after: 'R1' });
		her.press('continue');
		expect(her.sees()).not.toBe('help');

		her.press('back', {}, 'R1');
		her.press('continue', { R1: codes }, 'R1');
		expect(her.sees()).not.toBe('help');
	});

	it.each([['none'], []])('not after %s', (...codes) => {
		const her = visitor();
		her.goesTo('R1');
		if (codes.length > 0) her.answers(...codes);
		else her.press('skip');
		expect(her.sees()).toBe('V1');
	});

	it.each(['past', 'now', 'rns'])('after %s at W1', (code) => {
		const her = visitor({ hasSupportOrg: true });
		her.goesTo('MORE');
		her.answers('yes');
		her.goesTo('W1');
		her.answers(code);
		expect(her.seesPage()).toEqual({ kind: 'help', after: 'W1' });
		her.press('back');
		expect(her.sees()).toBe('W1');
		her.answers('no');
		expect(her.sees()).toBe('Z1');
	});
});
