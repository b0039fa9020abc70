import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';

/**
 * HPKE (RFC 9180), base mode: X25519, HKDF-SHA256, AES-256-GCM. X25519 is not safe from a quantum
 * computer of the future; the suite byte of the envelope is there for its successor.
 */
export const suite = new CipherSuite({
	kem: new DhkemX25519HkdfSha256(),
	kdf: new HkdfSha256(),
	aead: new Aes256Gcm()
});
