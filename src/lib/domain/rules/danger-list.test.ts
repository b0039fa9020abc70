import { describe, expect, test } from 'vitest';
import { folded, hasDangerWord } from './danger-list.ts';

describe('a danger word is found however it is typed', () => {
	test.each([
		['capitals', 'HE WILL KILL ME'],
		['at the start of a longer word', 'he strangled me'],
		['after a bracket', '(knife)'],
		['after a digit', '2guns'],
		['after a line break', 'one\nmurder'],
		['two words over a line break and spaces', 'I want to\n  die'],
		['an accent written apart', 'e\u0301tranglé'],
		['an accent', 'Il m’a étranglée'],
		['an elision, French', "il m'étrangle"],
		['an umlaut', 'er will mich töten'],
		['full-width letters', 'ｋｉｌｌ'],
		['Spanish', 'me va a matar'],
		['Russian, with ё', 'он сказал что убьёт'],
		['Ukrainian, straight apostrophe', "він мене вб'є"],
		['Ukrainian, round apostrophe', 'він мене вб’є'],
		['Ukrainian, letter apostrophe', 'він мене вбʼє'],
		['Polish', 'ma nóż'],
		['Polish with ł', 'zgwałcił mnie'],
		['Arabic', 'سلاح'],
		['Arabic after other letters of the word', 'والسكين'],
		['Arabic with vowel marks', 'قَتَلَ']
	])('%s', (_, text) => {
		expect(hasDangerWord(text)).toBe(true);
	});
});

describe('a stem inside another word is no danger word', () => {
	test.each([
		['skill', 'I have a skill'],
		['begun', 'it has begun'],
		['Tuesday', 'on Tuesday'],
		['grapes', 'grapes'],
		['in the middle of a Latin word after an accent', 'éacide'],
		['empty', ''],
		['plain thanks', 'Thank you for asking']
	])('%s', (_, text) => {
		expect(hasDangerWord(text)).toBe(false);
	});
});

test('texts are made alike', () => {
	expect(folded("  L'ÉTÉ\t\n d’Anna\u00a0 x ")).toBe(' lete danna x ');
});
