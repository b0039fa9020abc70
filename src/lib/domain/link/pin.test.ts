import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPin, parsePin } from './pin.ts';

function drawing(...numbers: number[]) {
	const left = [...numbers];
	return () => {
		const bytes = new Uint8Array(4);
		new DataView(bytes.buffer).setUint32(0, left.shift() ?? 0);
		return bytes;
	};
}

describe('a new PIN', () => {
	it.each([
		['the first', 0, '000000'],
		['one with zeros in front', 42, '000042'],
		['the last', 999_999, '999999'],
		['the first again, a million on', 1_000_000, '000000'],
		['the last number of the fair range', 4_293_999_999, '999999']
	])('can be %s', (_which, drawn, pin) => {
		expect(newPin(drawing(drawn))).toBe(pin);
	});

	it('is drawn again where some PINs would come more often than others', () => {
		expect(newPin(drawing(4_294_000_000, 2 ** 32 - 1, 7))).toBe('000007');
	});

	it('is six digits, whatever chance gives', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 4_293_999_999 }), (drawn) =>
				/^[0-9]{6}$/.test(newPin(drawing(drawn)))
			)
		);
	});
});

describe('reading a PIN', () => {
	it.each([
		['as it is', '048213', '048213'],
		['in two groups', ' 048 213\n', '048213'],
		['with a dash', '048-213', '048213'],
		['in Arabic-Indic digits', '٠٤٨٢١٣', '048213'],
		['in Persian digits', '۰۴۸۲۱۳', '048213'],
		['with direction marks around it', '\u200f٠٤٨٢١٣\u200e', '048213']
	])('takes it %s', (_how, typed, pin) => {
		expect(parsePin(typed)).toBe(pin);
	});

	it.each([
		['nothing', ''],
		['five digits', '12345'],
		['seven digits', '1234567'],
		['a letter', '12345a'],
		['a sign', '+12345'],
		['full-width digits', '\uff11\uff12\uff13\uff14\uff15\uff16'],
		['a whole page of spaces', `123456${' '.repeat(100)}`]
	])('refuses %s', (_what, typed) => {
		expect(parsePin(typed)).toBeNull();
	});

	it('reads back what was made', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 999_999 }), (drawn) => {
				const pin = newPin(drawing(drawn));
				expect(parsePin(pin)).toBe(pin);
			})
		);
	});
});
