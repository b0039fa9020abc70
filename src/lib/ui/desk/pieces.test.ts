import { describe, expect, it } from 'vitest';
import { piecesOf } from './pieces.ts';

/** Signs in square brackets, so that a row of the tables can be read. */
function seen(text: string): string {
	return piecesOf(text)
		.map((piece) => (piece.kind === 'text' ? piece.text : `[${piece.code}×${piece.count}]`))
		.join('');
}

describe('own words on the desk', () => {
	it.each([
		['turned round', 'he is \u202Eton\u202C here', 'he is [U+202E×1]ton[U+202C×1] here'],
		['isolates', '\u2067x\u2069', '[U+2067×1]x[U+2069×1]'],
		['no width', 'sa\u200Bfe', 'sa[U+200B×1]fe'],
		['many in a row', 'a\u200B\u200B\u200Bb', 'a[U+200B×3]b'],
		['byte order mark', '\uFEFFa', '[U+FEFF×1]a'],
		['bell and escape', 'a\u0007\u001Bb', 'a[U+0007×1][U+001B×1]b'],
		['soft hyphen', 'do\u00ADnot', 'do[U+00AD×1]not'],
		['line separator', 'a\u2028b', 'a[U+2028×1]b'],
		['filler', 'a\u3164b', 'a[U+3164×1]b'],
		['tag letters', 'a\u{E0041}b', 'a[U+E0041×1]b'],
		['joiner at the end of a word', 'not\u200D ', 'not[U+200D×1] '],
		['lone surrogate', 'a\uD800b', 'a[U+D800×1]b']
	])('a sign that hides is shown: %s', (_, text, shown) => {
		expect(seen(text)).toBe(shown);
	});

	it.each([
		['line breaks and tabs', 'first\n\n\tsecond'],
		['Arabic', 'كان في السيارة أمام المدرسة'],
		['Persian with its joiner', 'می\u200Cخواهم'],
		['a family emoji', '👩🏽\u200D👧'],
		['Arabic year sign', '\u0601 2026'],
		['accents written apart', 'n\u0303o'],
		['nothing', '']
	])('ordinary writing stays whole: %s', (_, text) => {
		expect(seen(text)).toBe(text);
	});

	it('a tower of accents cannot cover the lines around it', () => {
		expect(seen(`a${'\u0301'.repeat(20)}b`)).toBe(`a${'\u0301'.repeat(4)}[U+0301×16]b`);
	});

	it('no character of hers is lost', () => {
		const text = 'a\u202E\u202Eb\u0007 c';
		const length = piecesOf(text).reduce(
			(sum, piece) => sum + (piece.kind === 'text' ? piece.text.length : piece.count),
			0
		);
		expect(length).toBe(text.length);
	});
});
