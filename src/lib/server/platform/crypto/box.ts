import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { BoxError } from './errors.ts';
import { random } from './random.ts';

export { BoxError } from './errors.ts';

// AES-256-GCM: `0x01 ‖ nonce12 ‖ ciphertext ‖ tag16`. The first byte says which cipher, so that
// another can follow one day.
const CIPHER = 'aes-256-gcm';
const VERSION = 0x01;
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + NONCE;

/** 32 bytes. As a `KeyObject` they are not printed by accident. */
export type SecretKey = Uint8Array | KeyObject;

/**
 * Locks bytes under a key for one place. The nonce is 96 random bits: no counter can fall back with a
 * X
 * Lengths show: `pad` first what a thief should not tell apart.
 */
export function closeBox(key: SecretKey, plaintext: Uint8Array, aad: Uint8Array): Uint8Array {
	const nonce = random(NONCE);
	const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
	cipher.setAAD(aad);
	const body = cipher.update(plaintext);
	const end = cipher.final();
	return Buffer.concat([Buffer.of(VERSION), nonce, body, end, cipher.getAuthTag()]);
}

/** Throws `BoxError` for whatever is wrong: no caller can be made to tell a wrong key from a wrong byte. */
export function openBox(key: SecretKey, box: Uint8Array, aad: Uint8Array): Uint8Array {
	if (box.length < HEAD + TAG || box[0] !== VERSION) throw new BoxError();
	const nonce = box.subarray(1, HEAD);
	// the tag's length is fixed: GCM would else take a tag of four bytes, which can be guessed
	const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
	decipher.setAAD(aad);
	decipher.setAuthTag(box.subarray(-TAG));
	const plaintext = decipher.update(box.subarray(HEAD, -TAG));
	try {
		decipher.final();
	} catch {
		plaintext.fill(0);
		throw new BoxError();
	}
	return plaintext;
}
