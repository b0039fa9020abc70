import { expect, test } from 'vitest';
import { againFrom } from './again.ts';

test('ticks, her own words and the button that she pressed are kept for another try', () => {
	const typed = { q: 'H2', do: 'continue', H2: ['stalk', 'other'], H2_text: 'At the school.' };
	expect(againFrom(typed)).toEqual({
		q: 'H2',
		button: { name: 'do', value: 'continue' },
		ticks: ['stalk', 'other'],
		writing: { name: 'H2_text', label: 'own_words.label', written: 'At the school.' }
	});
});

test('a long text is kept for another try', () => {
	expect(againFrom({ q: 'Z1', do: 'continue', Z1: 'Thank you' })).toEqual({
		q: 'Z1',
		button: { name: 'do', value: 'continue' },
		ticks: [],
		writing: { name: 'Z1', label: 'q.Z1.text', written: 'Thank you' }
	});
});

test('sending is tried again as sending', () => {
	expect(againFrom({ do: 'send' })).toMatchObject({
		q: undefined,
		button: { name: 'do', value: 'send' }
	});
});

test('a change of language is tried again as that, and saves nothing', () => {
	const again = againFrom({ q: 'V2', V2: 'Because', lang: 'ar' });
	expect(again.button).toEqual({ name: 'lang', value: 'ar' });
	expect(again.writing?.written).toBe('Because');
});

test('fields that no page of ours has are not printed', () => {
	const again = againFrom({ q: 'SF1', SF1: '1', H2: 'stalk', SF1_text: 'x', '"><b>': 'y' });
	expect(again).toEqual({
		q: 'SF1',
		button: { name: 'do', value: 'continue' },
		ticks: ['1'],
		writing: null
	});
	expect(againFrom({ q: 'toString', toString: 'x' }).ticks).toEqual([]);
});
