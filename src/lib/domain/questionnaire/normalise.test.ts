import { describe, expect, it } from 'vitest';
import { questions } from './definition.ts';
import type { QuestionId } from './definition.ts';
import { readAnswer, readStored } from './normalise.ts';
import type { KeptAnswers, StoredAnswers, Typed } from './stored.ts';

type Case = [
	promise: string,
	id: QuestionId,
	answers: StoredAnswers,
	state: string,
	stored: StoredAnswers,
	kept: KeptAnswers
];

const nothing = {};

const cases: Case[] = [
	['no answer is open', 'SF1', {}, 'open', nothing, nothing],
	['a skip has no value', 'SF1', { SF1: null }, 'skipped', { SF1: null }, nothing],
	['a number is a code', 'SF1', { SF1: '-1' }, 'answered', { SF1: '-1' }, { SF1: '-1' }],
	['"not sure" is an answer', 'SF1', { SF1: 'ns' }, 'answered', { SF1: 'ns' }, { SF1: 'ns' }],
	['an unknown code is no answer', 'SF1', { SF1: '7' }, 'open', nothing, nothing],
	['SF1 has no "rather not say"', 'SF1', { SF1: 'rns' }, 'open', nothing, nothing],
	[
		'one value in a list counts',
		'SF1',
		{ SF1: ['2', '9'] },
		'answered',
		{ SF1: '2' },
		{ SF1: '2' }
	],
	['two values of one choice are none', 'SF1', { SF1: ['2', '-2'] }, 'open', nothing, nothing],
	['rather not say, one', 'R2', { R2: 'rns' }, 'declined', { R2: 'rns' }, nothing],
	['rather not say, many', 'H2', { H2: ['rns'] }, 'declined', { H2: 'rns' }, nothing],
	['the stored form of it', 'H2', { H2: 'rns' }, 'declined', { H2: 'rns' }, nothing],
	['none alone', 'H2', { H2: ['none'] }, 'answered', { H2: ['none'] }, { H2: ['none'] }],
	[
		'a single tick comes as text',
		'H2',
		{ H2: 'stalk' },
		'answered',
		{ H2: ['stalk'] },
		{ H2: ['stalk'] }
	],
	[
		'lists are stored in the order of the questionnaire, each code once',
		'H2',
		{ H2: ['stalk', 'physical', 'stalk', 'made_up'] },
		'answered',
		{ H2: ['physical', 'stalk'] },
		{ H2: ['physical', 'stalk'] }
	],
	['a list of unknown codes is no answer', 'H2', { H2: ['made_up'] }, 'open', nothing, nothing],
	['an empty list is no answer', 'H2', { H2: [] }, 'open', nothing, nothing],
	[
		'"none" beside something that happened does not hide it',
		'H2',
		{ H2: ['none', 'physical'] },
		'answered',
		{ H2: ['physical', 'none'] },
		{ H2: ['physical'] }
	],
	[
		'"rather not say" beside something stays in what is stored',
		'R1',
		{ R1: ['rns', 'neck'] },
		'answered',
		{ R1: ['neck', 'rns'] },
		{ R1: ['neck'] }
	],
	[
		'"none" and "rather not say" together are declined',
		'R1',
		{ R1: ['none', 'rns'] },
		'declined',
		{ R1: ['none', 'rns'] },
		nothing
	],
	[
		'own words tick the row beside them',
		'H2',
		{ H2: ['threat'], H2_text: 'the dog' },
		'answered',
		{ H2: ['threat', 'other'], H2_text: 'the dog' },
		{ H2: ['threat', 'other'], H2_text: 'the dog' }
	],
	[
		'own words alone are an answer',
		'R4',
		{ R4_text: 'the letter' },
		'answered',
		{ R4: ['other'], R4_text: 'the letter' },
		{ R4: ['other'], R4_text: 'the letter' }
	],
	[
		'own words beside "rather not say" are kept',
		'R4',
		{ R4: 'rns', R4_text: 'the letter' },
		'answered',
		{ R4: ['other', 'rns'], R4_text: 'the letter' },
		{ R4: ['other'], R4_text: 'the letter' }
	],
	[
		'own words about what we did are a yes',
		'M1',
		{ M1: 'no', M1_text: 'they came with a car' },
		'answered',
		{ M1: 'yes', M1_text: 'they came with a car' },
		{ M1: 'yes', M1_text: 'they came with a car' }
	],
	['blank own words are none', 'H2', { H2_text: ' \n' }, 'open', nothing, nothing],
	['a question without own words has none', 'R1', { R1_text: 'words' }, 'open', nothing, nothing],
	['text', 'V2', { V2: ' he wrote \n' }, 'answered', { V2: 'he wrote' }, { V2: 'he wrote' }],
	['empty text is a skip', 'V2', { V2: ' \u0000\n ' }, 'skipped', { V2: null }, nothing],
	['skipped text', 'Z1', { Z1: null }, 'skipped', { Z1: null }, nothing],
	[
		'text that reads like a code is text',
		'Z1',
		{ Z1: 'rns' },
		'answered',
		{ Z1: 'rns' },
		{ Z1: 'rns' }
	]
];

it.each(cases)('%s (%s)', (_promise, id, answers, state, stored, kept) => {
	expect(readStored(questions[id], answers)).toEqual({ state, stored, kept });
});

it.each(cases)('read again it is the same: %s (%s)', (_promise, id, answers) => {
	const once = readStored(questions[id], answers);
	expect(readStored(questions[id], once.stored)).toEqual(once);
});

describe('what was typed on the page', () => {
	const typed: [promise: string, QuestionId, Typed, StoredAnswers | string][] = [
		['a choice', 'SF1', { SF1: '-2' }, { SF1: '-2' }],
		['ticks', 'H2', { H2: ['threat', 'none'] }, { H2: ['threat', 'none'] }],
		['nothing chosen', 'SF1', {}, 'choose'],
		['nothing ticked', 'H2', { H2_text: '' }, 'choose'],
		['an unknown code', 'SF1', { SF1: 'yes' }, 'choose'],
		['two values of one choice', 'SF1', { SF1: ['2', '-2'] }, 'choose'],
		['nothing chosen at consent', 'CN0', {}, 'choose_to_go_on'],
		['nothing chosen at who may see', 'CN1', { CN1: 'all' }, 'choose_to_go_on'],
		['an empty text is a skip', 'V2', { V2: '  ' }, { V2: null }],
		['a text field that never came is a skip', 'V2', {}, { V2: null }],
		['a text field that came twice keeps both', 'V2', { V2: ['a', 'b'] }, { V2: 'a\nb' }],
		['words of another question are left alone', 'SF1', { SF1: '2', H2_text: 'x' }, { SF1: '2' }],
		['a text up to its limit', 'V2', { V2: 'x'.repeat(1000) }, { V2: 'x'.repeat(1000) }],
		['a text over its limit', 'V2', { V2: 'x'.repeat(1001) }, 'too_long'],
		['the last text over its limit', 'Z1', { Z1: 'x'.repeat(2001) }, 'too_long'],
		['own words over their limit', 'H2', { H2: 'other', H2_text: 'x'.repeat(301) }, 'too_long'],
		['own words over it, nothing ticked', 'M1', { M1_text: 'x'.repeat(301) }, 'too_long'],
		[
			'words of a question that has none',
			'R1',
			{ R1: 'none', R1_text: 'x'.repeat(999) },
			{ R1: ['none'] }
		]
	];

	it.each(typed)('%s', (_promise, id, typed, expected) => {
		const read = readAnswer(questions[id], typed);
		expect(read.ok ? read.stored : read.problem).toEqual(expected);
	});

	it('a limit counts characters, not halves of them, and a line break once', () => {
		const faces = '😀'.repeat(998);
		expect(readAnswer(questions.V2, { V2: `a\r\n${faces}` })).toEqual({
			ok: true,
			stored: { V2: `a\n${faces}` }
		});
		expect(readAnswer(questions.V2, { V2: `aa\r\n${faces}` })).toMatchObject({ ok: false });
	});

	it('spaces around a text do not count against it', () => {
		expect(readAnswer(questions.V2, { V2: `${' '.repeat(500)}${'x'.repeat(1000)}` }).ok).toBe(true);
	});

	it('control characters go, line breaks and every script stay', () => {
		const read = readAnswer(questions.Z1, { Z1: 'он\u0000 сказал\u001B[1m\r\nسلام\u0085\rx' });
		expect(read).toEqual({ ok: true, stored: { Z1: 'он сказал[1m\nسلام\nx' } });
	});

	it('half a character breaks nothing: it is replaced before anything has to encode it', () => {
		const read = readAnswer(questions.Z1, { Z1: 'a\uD800b\uDC00 😀' });
		expect(read).toEqual({ ok: true, stored: { Z1: 'a\uFFFDb\uFFFD 😀' } });
	});
});
