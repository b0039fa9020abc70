import { describe, expect, it } from 'vitest';
import { observed, observedAtOpening, opening, talkAfter, workerNote } from './assisted.ts';

const alone = {
	AM1: 'phone',
	AM2: 'yes',
	AM3: 'yes',
	AM4: { kind: 'none' },
	AM5: 'en',
	AM6: 'yes'
};

describe('a talk opens', () => {
	it.each([
		['alone and agreed', alone, { kind: 'consent', CN0: 'yes' }, true, false],
		['alone and not agreed', { ...alone, AM6: 'no' }, { kind: 'consent', CN0: 'no' }, true, false],
		['not alone', { ...alone, AM3: 'no', AM6: undefined }, { kind: 'not_alone' }, false, false],
		['wrong safe word', { AM1: 'in_person', AM2: 'no' }, { kind: 'not_opened' }, true, true]
	])('%s', (_how, recorded, talk, isAlone, identityFailed) => {
		const { AM6, ...rest } = { AM6: undefined, ...recorded };
		const read = opening.parse(AM6 === undefined ? rest : { ...rest, AM6 });
		expect(talkAfter(read)).toEqual(talk);
		expect(observedAtOpening(read)).toEqual({ alone: isAlone, identityFailed });
	});
});

describe('a talk does not open', () => {
	it.each([
		['by post', { ...alone, AM1: 'post' }],
		['without the safe word having been asked', { ...alone, AM2: undefined }],
		['with a child as interpreter', { ...alone, AM4: { kind: 'child' } }],
		['with a partner as interpreter', { ...alone, AM4: { kind: 'perpetrator', id: '7' } }],
		['with an interpreter nobody can name', { ...alone, AM4: { kind: 'professional', id: ' ' } }],
		['without consent read aloud', { ...alone, AM6: undefined }],
		['with consent read while somebody listens', { ...alone, AM3: 'no' }],
		['in a language that is none', { ...alone, AM5: 'the one she speaks' }]
	])('%s', (_why, recorded) => expect(opening.safeParse(recorded).success).toBe(false));

	it('but with a professional interpreter it does', () => {
		const recorded = { ...alone, AM4: { kind: 'professional', id: ' 4711 ' }, AM5: 'pt-BR' };
		expect(opening.parse(recorded)).toMatchObject({ AM4: { id: '4711' }, AM5: 'pt-BR' });
	});
});

it('what the worker did not notice is no', () => {
	expect(observed.parse({ coached: true })).toEqual({
		heardSomeone: false,
		whispered: false,
		distressed: false,
		cutOff: false,
		coached: true
	});
});

it('a note holds 2000 characters of any script', () => {
	expect(workerNote.safeParse('😀'.repeat(2000)).success).toBe(true);
	expect(workerNote.safeParse('x'.repeat(2001)).success).toBe(false);
});
