import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PaddingError, TooLongError } from './errors.ts';
import { pad, sizes, unpad } from './padding.ts';

/** JSON text of exactly this many bytes. */
const text = (bytes: number) => 'a'.repeat(bytes - 2);

describe('padding', () => {
	it.each([
		['an empty answer', 2, 1024],
		['the last that fits the smallest size', 1020, 1024],
		['one byte more', 1021, 4096],
		['the last of the second', 4092, 4096],
		['one byte more', 4093, 16384],
		['the last of the third', 16380, 16384],
		['one byte more', 16381, 65536],
		['the longest of all', 65532, 65536]
	])('hides the length: %s', (_which, length, size) => {
		const content = text(length);
		expect(pad(content)).toHaveLength(size);
		expect(unpad(pad(content))).toBe(content);
	});

	it('refuses what is longer, and cuts nothing', () => {
		expect(() => pad(text(65533))).toThrow(TooLongError);
		expect(() => pad('€'.repeat(22_000))).toThrow(TooLongError);
	});

	it('gives back any JSON', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (content) => {
				expect(unpad(pad(content))).toEqual(JSON.parse(JSON.stringify(content)));
			})
		);
	});

	it('keeps her words in every script', () => {
		const words = { Z1: '«Не могу» — أخاف 😶 \u202e' };
		expect(unpad(pad(words))).toEqual(words);
	});

	const padded = Buffer.from(pad('yes'));
	const changed = (at: number, byte: number) => {
		const bytes = Buffer.from(padded);
		bytes[at] = byte;
		return bytes;
	};
	it.each([
		['a byte right behind the end', changed(9, 1)],
		['the last byte', changed(1023, 1)],
		['a length that is too short', changed(3, 4)],
		['a length that is too long', changed(3, 6)],
		['a length beyond the end', changed(0, 255)],
		['a larger size than was needed', Buffer.concat([padded, Buffer.alloc(3072)])],
		['a size that is not ours', padded.subarray(0, 1023)],
		['bytes that are not text', changed(5, 255)],
		['nothing', Buffer.alloc(0)],
		['only zeros', Buffer.alloc(1024)]
	])('refuses %s', (_what, bytes) => {
		expect(() => unpad(bytes)).toThrow(PaddingError);
	});

	it('has the four sizes that the database checks', () => {
		expect(sizes).toEqual([1024, 4096, 16384, 65536]);
	});
});
