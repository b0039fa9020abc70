import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aad, type Part } from './aad.ts';

const part = fc.oneof(
	fc.string({ maxLength: 6 }),
	fc.nat(),
	fc.uint8Array({ maxLength: 6 }),
	fc.uuid()
);
const list = fc.array(part, { maxLength: 6 });

/** Reads an AAD back; that it can be read at all is why no two lists collide. */
function read(bytes: Uint8Array): string[] {
	const left = Buffer.from(bytes);
	const parts: string[] = [];
	for (let at = 0; at < left.length;) {
		const length = left.readUInt32BE(at);
		parts.push(left.subarray(at + 4, at + 4 + length).toString('hex'));
		at += 4 + length;
	}
	return parts;
}

const meant = (parts: Part[]) =>
	parts.map((part) => Buffer.from(typeof part === 'number' ? String(part) : part).toString('hex'));

describe('an AAD', () => {
	it('is for each part its length and its bytes', () => {
		expect(Buffer.from(aad('ab', 10, Uint8Array.of(255))).toString('hex')).toBe(
			'00000002' + '6162' + '00000002' + '3130' + '00000001' + 'ff'
		);
	});

	it('says every part and nothing else, so no two lists collide', () => {
		fc.assert(
			fc.property(list, (parts) => {
				expect(read(aad(...parts))).toEqual(meant(parts));
			})
		);
	});

	it('tells where one part ends and the next begins', () => {
		const spellings = [aad('ab', 'c'), aad('a', 'bc'), aad('abc'), aad('abc', ''), aad('', 'abc')];
		expect(new Set(spellings.map(String)).size).toBe(spellings.length);
	});

	it('is the same for an id in capitals: it is the same row', () => {
		fc.assert(
			fc.property(fc.uuid(), (id) => {
				expect(aad(id.toUpperCase())).toEqual(aad(id.toLowerCase()));
			})
		);
	});

	it('leaves the case of anything else alone', () => {
		expect(aad('F-COERCED')).not.toEqual(aad('f-coerced'));
	});

	it.each([-1, 0.5, NaN, Infinity, 2 ** 53])('refuses the number %s', (number) => {
		expect(() => aad(number)).toThrow(RangeError);
	});
});
