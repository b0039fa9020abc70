import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { agencyId, caseId, linkId, responseId } from '#lib/domain/ids.ts';
import { newPin, newToken } from '#lib/domain/link/index.ts';
import * as kdf from './kdf.ts';

const token = newToken(() => Uint8Array.from({ length: 20 }, (_, at) => at));
const other = newToken(() => new Uint8Array(20));
const pin = newPin(() => Uint8Array.of(0, 0, 0, 42));
const pepper = new Uint8Array(32).fill(7);
const salt = new Uint8Array(16).fill(9);
const key = new Uint8Array(32).fill(3);
const uuid = (end: number) => `01a20b3e-04f1-7190-adb1-00000000000${end}`;
const place = {
	agencyId: agencyId.parse(uuid(1)),
	linkId: linkId.parse(uuid(2)),
	caseId: caseId.parse(uuid(3)),
	responseId: responseId.parse(uuid(4)),
	questionnaireVersion: '2026-11',
	casePublicKey: key
};

const hmac = (key: Uint8Array, ...message: (Uint8Array | string)[]) =>
	message.reduce((mac, part) => mac.update(part), createHmac('sha256', key)).digest();

/** RFC 5869 by hand, for 32 bytes: one block. */
const hkdf = (salt: Uint8Array, label: string, ...secret: (Uint8Array | string)[]) =>
	hmac(hmac(salt, ...secret), label, Uint8Array.of(1));

const none = new Uint8Array(32);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

// Stored hashes outlive every release: one that changes kills the links and drafts of that day.
describe('what is derived stays what the documents say', () => {
	it.each([
		['lookup', kdf.lookupHash(token, pepper), hkdf(pepper, 'heard/lookup/1', token)],
		[
			'PIN verifier',
			kdf.pinVerifier(token, pin, pepper),
			hkdf(pepper, 'heard/pin-verify/1', `${token}\x1f000042`)
		],
		[
			'verifier of an empty field',
			kdf.pinVerifier(token, null, pepper),
			hkdf(pepper, 'heard/pin-verify/1', `${token}\x1f`)
		],
		[
			'draft key',
			kdf.draftKey(token, pin, salt, pepper),
			hkdf(pepper, 'heard/draft/1', `${token}\x1f000042`, salt)
		],
		[
			'draft key without a PIN',
			kdf.draftKey(token, null, salt, pepper),
			hkdf(pepper, 'heard/draft/1', `${token}\x1f`, salt)
		],
		['visit wrap key', kdf.visitWrapKey(key), hkdf(none, 'heard/visit-wrap/1', key)],
		['K_miss', kdf.missKey(pepper), hkdf(none, 'heard/miss/1', pepper)],
		['K_once', kdf.onceKey(key), hkdf(none, 'heard/once/1', key)],
		['K_once of a key object', kdf.onceKey(createSecretKey(key)), kdf.onceKey(key)],
		['secret hash', kdf.secretHash(key), createHash('sha256').update(key).digest()],
		[
			'sign-in hash',
			kdf.signInHash('sam@example.org', pepper),
			hmac(hkdf(none, 'heard/sign-in/1', pepper), 'sam@example.org')
		],
		['throttle key', kdf.throttleKey(key, 'ab'), hmac(key, '\0\0\0\x02ab').subarray(0, 16)],
		[
			'MAC of a link’s place',
			kdf.linkPlaceMac(place, pepper),
			hmac(
				hkdf(none, 'heard/link-place/1', pepper),
				...[uuid(1), uuid(2), uuid(3), uuid(4), '2026-11', key].flatMap((part) => [
					Uint8Array.of(0, 0, 0, part.length),
					part
				])
			)
		],
		['once MAC', kdf.onceMac(key, 'ab', 'c'), hmac(key, '\0\0\0\x02ab\0\0\0\x01c')]
	])('%s', (_what, derived, expected) => {
		expect(hex(derived)).toBe(hex(expected));
	});
});

describe('derived keys', () => {
	it('are worth nothing for another token, PIN, salt or pepper', () => {
		const otherPin = newPin(() => Uint8Array.of(0, 0, 0, 43));
		const keys = [
			kdf.draftKey(token, pin, salt, pepper),
			kdf.draftKey(other, pin, salt, pepper),
			kdf.draftKey(token, otherPin, salt, pepper),
			kdf.draftKey(token, null, salt, pepper),
			kdf.draftKey(token, pin, key.subarray(0, 16), pepper),
			kdf.draftKey(token, pin, salt, key)
		];
		expect(new Set(keys.map(hex)).size).toBe(keys.length);
	});

	it.each([0, 15, 17, 22])('refuse a draft salt of %i bytes', (length) => {
		expect(() => kdf.draftKey(token, pin, new Uint8Array(length), pepper)).toThrow(RangeError);
	});
});

describe('the MAC of a link’s place', () => {
	it.each([
		['agency', { ...place, agencyId: agencyId.parse(uuid(9)) }],
		['link', { ...place, linkId: linkId.parse(uuid(9)) }],
		['case', { ...place, caseId: caseId.parse(uuid(9)) }],
		['response', { ...place, responseId: responseId.parse(uuid(9)) }],
		['version', { ...place, questionnaireVersion: '2026-12' }],
		['key', { ...place, casePublicKey: pepper }]
	])('is another one for another %s', (_what, other) => {
		expect(kdf.linkPlaceMac(other, pepper)).not.toEqual(kdf.linkPlaceMac(place, pepper));
	});

	it('is another one under another pepper', () => {
		expect(kdf.linkPlaceMac(place, key)).not.toEqual(kdf.linkPlaceMac(place, pepper));
	});
});

describe('a sign-in hash', () => {
	it.each([' sam@example.org ', 'Sam@Example.ORG', '\tsam@example.org\n'])('finds %j', (typed) => {
		expect(kdf.signInHash(typed, pepper)).toEqual(kdf.signInHash('sam@example.org', pepper));
	});

	it('is another one under another pepper', () => {
		expect(kdf.signInHash('sam@example.org', key)).not.toEqual(
			kdf.signInHash('sam@example.org', pepper)
		);
	});
});

describe('comparing bytes', () => {
	it.each([
		['the same', [1, 2], [1, 2], true],
		['one bit off', [1, 2], [1, 3], false],
		['shorter', [1, 2], [1], false],
		['nothing and nothing', [], [], true]
	])('%s', (_how, a, b, same) => {
		expect(kdf.sameBytes(Uint8Array.from(a), Uint8Array.from(b))).toBe(same);
	});
});
