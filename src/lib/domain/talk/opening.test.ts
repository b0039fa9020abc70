import { describe, expect, it } from 'vitest';
import { readOpening } from './opening.ts';

const well = { AM1: 'phone', AM2: 'yes', AM3: 'yes', AM4: 'none', AM5: 'en' };
const read = (changes: Record<string, string>) =>
	readOpening({ ...well, ...changes }, ['en', 'pl']);

describe('the opening of a talk', () => {
	it('asks for consent only when all else is well', () => {
		expect(read({})).toEqual({ kind: 'consent' });
		expect(read({ AM6: 'yes' })).toMatchObject({ kind: 'opening', opening: { AM6: 'yes' } });
	});

	it('after a wrong word looks at nothing else', () => {
		expect(readOpening({ AM1: 'phone', AM2: 'no', AM4: 'child' }, ['en'])).toEqual({
			kind: 'opening',
			opening: { AM1: 'phone', AM2: 'no' }
		});
	});

	it('does not read the consent to who listens', () => {
		const heard = read({ AM3: 'no', AM6: 'yes' });
		expect(heard).toMatchObject({ kind: 'opening', opening: { AM3: 'no' } });
		expect(heard.kind === 'opening' && 'AM6' in heard.opening).toBe(false);
	});

	it.each([
		[
			'nothing was chosen',
			{},
			{ AM1: 'choose', AM2: 'choose', AM3: 'choose', AM4: 'choose', AM5: 'choose' }
		],
		['family interprets', { ...well, AM4: 'family' }, { AM4: 'refused' }],
		['the perpetrator’s interpreter', { ...well, AM4: 'theirs' }, { AM4: 'refused' }],
		[
			'an interpreter nobody can name',
			{ ...well, AM4: 'professional', interpreter: ' ' },
			{ interpreter: 'choose' }
		],
		[
			'a name without an end',
			{ ...well, AM4: 'professional', interpreter: 'x'.repeat(101) },
			{ interpreter: 'too_long' }
		],
		['a language that is not offered', { ...well, AM5: 'fr' }, { AM5: 'choose' }]
	])('is not read: %s', (_, typed, problems) => {
		expect(readOpening(typed, ['en', 'pl'])).toEqual({ kind: 'problems', problems });
	});
});
