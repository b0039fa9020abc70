import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoxError, closeBox, openBox } from './box.ts';

const key = new Uint8Array(32).fill(1);
const place = Buffer.from('her draft, version 3');
const words = Buffer.from('I am afraid');
const box = closeBox(key, words, place);

describe('a box', () => {
	it('gives back exactly what was put in', () => {
		fc.assert(
			fc.property(
				fc.uint8Array({ minLength: 32, maxLength: 32 }),
				fc.uint8Array(),
				fc.uint8Array(),
				(key, bytes, aad) => {
					const opened = openBox(key, closeBox(key, bytes, aad), aad);
					expect(Buffer.from(bytes).equals(opened)).toBe(true);
				}
			)
		);
	});

	it('is 0x01, nonce, ciphertext, tag: another implementation opens it', async () => {
		const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
		const [version, nonce, body] = [box[0], box.slice(1, 13), box.slice(13)];
		const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: place, tagLength: 128 };
		expect(version).toBe(1);
		expect(Buffer.from(await crypto.subtle.decrypt(algorithm, aes, body))).toEqual(words);
	});

	it('never looks the same twice', () => {
		const boxes = Array.from({ length: 200 }, () => closeBox(key, words, place));
		expect(new Set(boxes.map((box) => Buffer.from(box).toString('hex', 1, 13))).size).toBe(200);
	});

	it('opens with the key as an object as well', () => {
		expect(Buffer.from(openBox(createSecretKey(key), box, place))).toEqual(words);
	});

	it('is refused with any single bit changed', () => {
		for (let bit = 0; bit < box.length * 8; bit++) {
			const changed = Buffer.from(box);
			changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
			expect(() => openBox(key, changed, place), `bit ${bit}`).toThrow(BoxError);
		}
	});

	it('is refused when it is cut anywhere, or grows', () => {
		for (let length = 0; length < box.length; length++) {
			expect(() => openBox(key, box.subarray(0, length), place), `${length}`).toThrow(BoxError);
			expect(() => openBox(key, box.subarray(length + 1), place), `${length}`).toThrow(BoxError);
		}
		expect(() => openBox(key, Buffer.concat([box, Buffer.of(0)]), place)).toThrow(BoxError);
	});

	it('is refused in another place and under another key', () => {
		expect(() => openBox(key, box, Buffer.from('his draft'))).toThrow(BoxError);
		expect(() => openBox(new Uint8Array(32), box, place)).toThrow(BoxError);
	});

	it('says nothing about why', () => {
		const problems = [box.subarray(0, 5), Buffer.of(2, ...box.slice(1)), Buffer.alloc(60, 1)].map(
			(wrong) => {
				try {
					return openBox(key, wrong, place);
				} catch (error) {
					return String(error);
				}
			}
		);
		expect(new Set(problems)).toEqual(new Set(['BoxError: A box does not open.']));
	});
});
