import { describe, expect, test } from 'vitest';
import { hasForeignLetter } from './scripts-of-languages.ts';

describe('letters that the officer reads', () => {
	test.each([
		['en', 'plain words, with é, ñ and ß'],
		['ru', 'спасибо'],
		['uk', 'дякую'],
		['bg', 'благодаря'],
		['sr', 'хвала'],
		['mk', 'благодарам'],
		['el', 'ευχαριστώ'],
		['ar', 'شكرا'],
		['fa', 'ممنون'],
		['ur', 'شکریہ'],
		['ps', 'مننه'],
		['ku-arab', 'سوپاس'],
		['he', 'תודה'],
		['hy', 'շնորհակալություն'],
		['ka', 'მადლობა'],
		['am', 'አመሰግናለሁ'],
		['ti', 'የቐንየለይ'],
		['hi', 'धन्यवाद'],
		['ne', 'धन्यवाद'],
		['bn', 'ধন্যবাদ'],
		['pa', 'ਧੰਨਵਾਦ'],
		['ta', 'நன்றி'],
		['th', 'ขอบคุณ'],
		['zh', '谢谢'],
		['ja', '漢字とひらがなとカタカナー'],
		['ko', '감사합니다'],
		['ku', 'spas'],
		['vi', 'cảm ơn']
	])('%s: %s', (language, text) => {
		expect(hasForeignLetter(text, [language])).toBe(false);
	});
});

describe('letters that call for a translator', () => {
	test.each([
		['Russian for an officer of English', 'он', ['en']],
		['one letter is enough', 'OK, да', ['en']],
		['Latin for an officer of Arabic only', 'thanks', ['ar']],
		['Kana for an officer of Chinese', 'ありがとう', ['zh']],
		['a script that is not listed', 'ເຂົ້າໃຈ', ['en', 'th']],
		['an officer of no language', 'thanks', []]
	])('%s', (_, text, languages) => {
		expect(hasForeignLetter(text, languages)).toBe(true);
	});

	test('two languages are two alphabets', () => {
		expect(hasForeignLetter('thanks, спасибо', ['en', 'ru'])).toBe(false);
	});

	test('digits, marks, signs and pictures belong to everybody', () => {
		expect(hasForeignLetter('١٢٣ 12:30 … ♥ 😀 \u0301', ['en'])).toBe(false);
	});
});
