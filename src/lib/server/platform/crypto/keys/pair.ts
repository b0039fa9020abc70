import { generateKeyPairSync } from 'node:crypto';

const RAW = 32;

/** A new X25519 pair, each half as its 32 raw bytes, which end the DER of both. */
export function newPair(): { privateKey: Uint8Array; publicKey: Uint8Array } {
	const { privateKey, publicKey } = generateKeyPairSync('x25519', {
		privateKeyEncoding: { type: 'pkcs8', format: 'der' },
		publicKeyEncoding: { type: 'spki', format: 'der' }
	});
	return { privateKey: privateKey.subarray(-RAW), publicKey: publicKey.subarray(-RAW) };
}
