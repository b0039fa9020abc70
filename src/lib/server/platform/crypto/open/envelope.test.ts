import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { EnvelopeError } from '../errors.ts';
import { newPair } from '../keys/pair.ts';
import { keyId, PublicKeyError } from '../seal/index.ts';
import { sealBytes } from '../seal/sender.ts';
import { openBytes } from './recipient.ts';
import { openingKey, type OpeningKey } from './opening-key.ts';

const info = 'heard/response/1';
const aad = Buffer.from('her case');
const words = Buffer.from('no');

const pair = newPair();
const publicKey = pair.publicKey;
let key: OpeningKey;
let other: OpeningKey;
let sealed: Buffer;

beforeAll(async () => {
	key = await openingKey(pair.privateKey, publicKey);
	const stranger = newPair();
	other = await openingKey(stranger.privateKey, stranger.publicKey);
	sealed = Buffer.from(await sealBytes({ publicKey, info, aad }, words));
});

const open = (bytes: Uint8Array) => openBytes({ key, info, aad }, bytes);
const problemOf = (bytes: Uint8Array, by = key) =>
	openBytes({ key: by, info, aad }, bytes).then(
		() => 'opened',
		(error) => (error instanceof EnvelopeError ? error.problem : String(error))
	);
const flipped = (bytes: Buffer, bit: number) => {
	const changed = Buffer.from(bytes);
	changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
	return changed;
};

describe('an envelope', () => {
	it('is "HRD", suite, key id, enc, ciphertext and tag', () => {
		expect(sealed.toString('latin1', 0, 4)).toBe('HRD\x01');
		expect(sealed.subarray(4, 20)).toEqual(Buffer.from(keyId(publicKey)));
		expect(sealed).toHaveLength(3 + 1 + 16 + 32 + words.length + 16);
	});

	it('gives back exactly what was sealed', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
				const opened = await open(await sealBytes({ publicKey, info, aad }, bytes));
				expect(Buffer.from(bytes).equals(opened)).toBe(true);
			}),
			{ numRuns: 30 }
		);
	});

	it('never looks the same twice', async () => {
		const again = Buffer.from(await sealBytes({ publicKey, info, aad }, words));
		expect(again.subarray(20, 52)).not.toEqual(sealed.subarray(20, 52));
	});

	it('is refused with any single bit changed', async () => {
		for (let bit = 0; bit < sealed.length * 8; bit++) {
			await expect(open(flipped(sealed, bit)), `bit ${bit}`).rejects.toThrow(EnvelopeError);
		}
	});

	it('is refused when it is cut anywhere, or grows', async () => {
		for (let length = 0; length < sealed.length; length++) {
			await expect(open(sealed.subarray(0, length)), `${length}`).rejects.toThrow(EnvelopeError);
		}
		await expect(open(Buffer.concat([sealed, Buffer.of(0)]))).rejects.toThrow(EnvelopeError);
	});

	it('is refused for an unknown suite, another key and another beginning, each by its name', async () => {
		expect(await problemOf(flipped(sealed, 0))).toBe('shape');
		expect(await problemOf(flipped(sealed, 3 * 8))).toBe('suite');
		expect(await problemOf(flipped(sealed, 4 * 8))).toBe('key');
		expect(await problemOf(sealed, other)).toBe('key');
		expect(await problemOf(flipped(sealed, 60 * 8))).toBe('content');
	});

	it('is refused when its key id is made to fit another key', async () => {
		const renamed = Buffer.from(sealed);
		renamed.set(other.id, 4);
		expect(await problemOf(renamed, other)).toBe('content');
	});
});

describe('sealing', () => {
	it.each([
		['too short', new Uint8Array(31).fill(9)],
		['too long', new Uint8Array(33).fill(9)],
		['zero', new Uint8Array(32)],
		['one', new Uint8Array(32).fill(1, 0, 1)],
		[
			'of order eight',
			Buffer.from('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800', 'hex')
		]
	])('is refused to a public key that is %s: others could read along', async (_what, publicKey) => {
		await expect(sealBytes({ publicKey, info, aad }, words)).rejects.toThrow(PublicKeyError);
	});
});

describe('a private key in memory', () => {
	it('cannot be taken out again', async () => {
		await expect(crypto.subtle.exportKey('pkcs8', key.pair.privateKey)).rejects.toThrow();
		await expect(crypto.subtle.exportKey('jwk', key.pair.privateKey)).rejects.toThrow();
	});

	it('leaves nothing in the buffer that it came in', () => {
		expect(Buffer.from(pair.privateKey)).toEqual(Buffer.alloc(32));
	});
});
