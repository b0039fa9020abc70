import { expect, test } from 'vitest';
import { around, callAddress, withNumbers } from './call.ts';

test('the number can be tapped wherever a language puts it', () => {
	expect(around('Call 112 now.', '112')).toEqual({ before: 'Call ', after: ' now.' });
	expect(around('112: call now', '112')).toEqual({ before: '', after: ': call now' });
});

test('a number written for people becomes one for phones', () => {
	expect(callAddress('112')).toBe('tel:112');
	expect(callAddress('+44 20 7946-0999')).toBe('tel:+442079460999');
});

test('the numbers of a help line can be tapped, its hours cannot', () => {
	expect(withNumbers('Lantern, 0800 000 0000, from 9 to 21')).toEqual([
		'Lantern, ',
		'0800 000 0000',
		', from 9 to 21'
	]);
	expect(withNumbers('A friend at the town hall')).toEqual(['A friend at the town hall']);
});
