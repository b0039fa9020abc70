import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groups, newToken, parseToken } from './token.ts';

const twentyBytes = fc.uint8Array({ minLength: 20, maxLength: 20 });
const made = twentyBytes.map((bytes) => newToken(() => bytes));
const SAMPLE = '0123456789abcdefghjkmnpqrstvwxyz';

describe('a new token', () => {
	it('is 32 letters that are not mistaken for one another', () => {
		fc.assert(fc.property(made, (token) => /^[0-9a-hjkmnp-tv-z]{32}$/.test(token)));
	});

	it('holds all 160 bits: two draws never give one token', () => {
		fc.assert(
			fc.property(twentyBytes, (bytes) => {
				const bits = [...newToken(() => bytes)].map((letter) =>
					SAMPLE.indexOf(letter).toString(2).padStart(5, '0')
				);
				const expected = [...bytes].map((byte) => byte.toString(2).padStart(8, '0'));
				expect(bits.join('')).toBe(expected.join(''));
			})
		);
	});

	it('asks for twenty bytes', () => {
		const asked: number[] = [];
		newToken((bytes) => {
			asked.push(bytes);
			return new Uint8Array(bytes);
		});
		expect(asked).toEqual([20]);
	});

	it('is refused when chance gives too little', () => {
		expect(() => newToken(() => new Uint8Array(19))).toThrow();
	});
});

describe('reading a token', () => {
	it('forgives case, spaces, dashes and look-alike letters', () => {
		fc.assert(
			fc.property(
				made,
				fc.array(fc.constantFrom('', ' ', '-', '\u2013', '\u00a0', '\u200b'), {
					minLength: 32,
					maxLength: 32
				}),
				fc.array(fc.boolean(), { minLength: 32, maxLength: 32 }),
				(token, gaps, capitals) => {
					const typed = [...token].map((letter, at) => {
						const drawn = { '0': 'o', '1': at % 2 ? 'i' : 'l' }[letter] ?? letter;
						return (capitals[at] ? drawn.toUpperCase() : drawn) + gaps[at];
					});
					expect(parseToken(typed.join(''))).toBe(token);
				}
			)
		);
	});

	it('reads the eight groups of the card back', () => {
		fc.assert(
			fc.property(made, (token) => {
				expect(groups(token)).toHaveLength(8);
				expect(parseToken(groups(token).join(' '))).toBe(token);
			})
		);
	});

	it.each([
		['nothing', ''],
		['a letter short', SAMPLE.slice(1)],
		['a letter more', `${SAMPLE}0`],
		['a letter that is not in use', `u${SAMPLE.slice(1)}`],
		['a sign', `${SAMPLE.slice(1)}!`],
		['another path', `${SAMPLE}/../x`],
		['a letter of another script', `\u0430${SAMPLE.slice(1)}`],
		['a whole page of spaces', SAMPLE + ' '.repeat(200)]
	])('refuses %s', (_what, text) => {
		expect(parseToken(text)).toBeNull();
	});

	it('gives null or a token for any text at all', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
				const token = parseToken(text);
				return token === null || /^[0-9a-hjkmnp-tv-z]{32}$/.test(token);
			})
		);
	});
});
