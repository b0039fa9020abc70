import { keyId } from '../envelope.ts';
import { EnvelopeError } from '../errors.ts';
import { suite } from '../suite.ts';

// RFC 8410: what stands before the 32 bytes of an X25519 private key in PKCS #8.
const PKCS8_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');

/**
 * A private key, ready to open. It cannot be exported again, so no log, dump of an object or careless
 * `JSON.stringify` gives it away. Keep it for one piece of work and let it go.
 */
export type OpeningKey = { id: Uint8Array; pair: CryptoKeyPair };

/** Takes the raw halves, 32 bytes each, and wipes the private one. */
export async function openingKey(
	privateKey: Uint8Array,
	publicKey: Uint8Array
): Promise<OpeningKey> {
	const pkcs8 = Buffer.concat([PKCS8_HEAD, privateKey]);
	try {
		return {
			id: keyId(publicKey),
			pair: {
				privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, false, [
					'deriveBits'
				]),
				publicKey: await suite.kem.deserializePublicKey(publicKey)
			}
		};
	} catch {
		throw new EnvelopeError('key');
	} finally {
		pkcs8.fill(0);
		privateKey.fill(0);
	}
}
