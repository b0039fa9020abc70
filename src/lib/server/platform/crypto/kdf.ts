import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { AgencyId, CaseId, LinkId, ResponseId, StaffId } from '#lib/domain/ids.ts';
import type { Pin, Token } from '#lib/domain/link/index.ts';
import type { RecoveryCode } from '#lib/domain/sign-in/index.ts';
import { aad, type Part } from './aad.ts';
import type { SecretKey } from './box.ts';
import { labels, type Label } from './labels.ts';

const BYTES = 32;
const SALT = 16;
const NONE = new Uint8Array(0);
// Between token and PIN, so that no letter can count for either.
const SEPARATOR = '\x1f';

/**
 * HKDF-SHA256, 32 bytes. Fast on purpose: the secrets have 160 bits or more, or are nothing without
 * the pepper, which is in no dump. A slow hash on an open form would be a way to exhaust intake.
 */
export function kdf(
	secret: SecretKey,
	{ pepper, label }: { pepper: Uint8Array | null; label: Label }
): Uint8Array {
	return new Uint8Array(hkdfSync('sha256', secret, pepper ?? NONE, label, BYTES));
}

/** Finds a link. A dump cannot be searched for a token, and without the pepper no link is planted. */
export function lookupHash(token: Token, pepper: Uint8Array): Uint8Array {
	return kdf(Buffer.from(token), { pepper, label: labels.lookup });
}

/** Where the answers of a link go, and the key that they are sealed to. */
export type LinkPlace = {
	agencyId: AgencyId;
	linkId: LinkId;
	caseId: CaseId;
	responseId: ResponseId;
	questionnaireVersion: string;
	casePublicKey: Uint8Array;
};

/**
 * Binds a link to its case and to the public key of it: HMAC-SHA256 under a key from the pepper. Who
 * can write the database, and has not the pepper, cannot have answers sealed to a key of his own.
 */
export function linkPlaceMac(at: LinkPlace, pepper: Uint8Array): Uint8Array {
	const key = kdf(pepper, { pepper: null, label: labels.linkPlace });
	const { agencyId, linkId, caseId, responseId, questionnaireVersion, casePublicKey } = at;
	return mac(key, aad(agencyId, linkId, caseId, responseId, questionnaireVersion, casePublicKey));
}

/**
 * What a typed PIN is compared with. Only 20 bits, so the count of tries protects it, not this hash;
 * the token in it keeps a dump from being tried PIN by PIN. Without digits it matches nothing: the
 * refusal of an empty field does the same work as any other.
 */
export function pinVerifier(token: Token, pin: Pin | null, pepper: Uint8Array): Uint8Array {
	return kdf(tokenAndPin(token, pin), { pepper, label: labels.pinVerify });
}

/** Key of a draft's box. `salt`: 16 random bytes of the draft's row, so no two drafts share a key. */
export function draftKey(
	token: Token,
	pin: Pin | null,
	salt: Uint8Array,
	pepper: Uint8Array
): Uint8Array {
	// a fixed length, or a salt could be read as digits and the other way round
	if (salt.length !== SALT) throw new RangeError('the salt of a draft has 16 bytes');
	const secret = Buffer.concat([tokenAndPin(token, pin), salt]);
	return kdf(secret, { pepper, label: labels.draft });
}

/** Key of the visit's key box, from the 256 bits that only her browser's cookie holds. */
export function visitWrapKey(secret: Uint8Array): Uint8Array {
	return kdf(secret, { pepper: null, label: labels.visitWrap });
}

/** SHA-256 of 256 random bits, for cookies: what lies in the database lets nobody in. */
export function secretHash(secret: Uint8Array): Uint8Array {
	return createHash('sha256').update(secret).digest();
}

/** `K_miss`, for `throttleKey`. */
export function missKey(pepper: Uint8Array): Uint8Array {
	return kdf(pepper, { pepper: null, label: labels.miss });
}

/**
 * Names a bucket of the throttle: HMAC-SHA256, first 16 bytes. Networks are few enough to try them
 * all, so it is keyed: a dump does not tell from where she came.
 */
export function throttleKey(key: Uint8Array, ...parts: readonly Part[]): Uint8Array {
	return mac(key, aad(...parts)).subarray(0, 16);
}

/** Finds a staff member. Keyed, because e-mail addresses can be guessed. Case and outer spaces are forgiven. */
export function signInHash(email: string, pepper: Uint8Array): Uint8Array {
	const key = kdf(pepper, { pepper: null, label: labels.signIn });
	return mac(key, Buffer.from(email.trim().toLowerCase()));
}

/** Finds a set-up link. As for the links of victims: a dump cannot be searched for a token. */
export function setupLinkHash(token: Token, pepper: Uint8Array): Uint8Array {
	return kdf(Buffer.from(token), { pepper, label: labels.setupLink });
}

/** What a typed recovery code is compared with. 80 bits, and worth nothing for anybody else. */
export function recoveryCodeHash(
	{ agencyId, staffId }: { agencyId: AgencyId; staffId: StaffId },
	code: RecoveryCode,
	pepper: Uint8Array
): Uint8Array {
	const secret = aad(agencyId, staffId, code);
	return kdf(secret, { pepper, label: labels.recoveryCode });
}

/** `K_once`, for `onceMac`. Under the agency's box key: the database cannot make one. */
export function onceKey(boxKey: SecretKey): Uint8Array {
	return kdf(boxKey, { pepper: null, label: labels.once });
}

/**
 * Lets a flag without a revision be filed once, e.g. for a check-in and a code. Keyed, because there
 * are few codes: a plain hash would tell which of them a row is.
 */
export function onceMac(key: Uint8Array, ...parts: readonly Part[]): Uint8Array {
	return mac(key, aad(...parts));
}

/** Takes as long for the first wrong byte as for the last. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && timingSafeEqual(a, b);
}

function tokenAndPin(token: Token, pin: Pin | null): Buffer {
	return Buffer.from(token + SEPARATOR + (pin ?? ''));
}

function mac(key: Uint8Array, message: Uint8Array): Uint8Array {
	return createHmac('sha256', key).update(message).digest();
}
