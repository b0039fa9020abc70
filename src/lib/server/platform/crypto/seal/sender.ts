import { writeEnvelope, keyId } from '../envelope.ts';
import { PublicKeyError } from '../errors.ts';
import { suite } from '../suite.ts';
import { imported } from './imported.ts';

export type Address = { publicKey: Uint8Array; info: string; aad: Uint8Array };

/**
 * HPKE to one public key. The sender's half of the key agreement is made for this envelope and then
 * forgotten: who seals cannot open it again, and neither can whoever takes this process over later.
 * Throws `PublicKeyError`, also for the keys that make every shared secret the same (small order):
 * planted in a row, one would let the planter read along.
 */
export async function sealBytes(
	{ publicKey, info, aad }: Address,
	plaintext: Uint8Array
): Promise<Uint8Array> {
	const recipientPublicKey = await imported(publicKey);
	const sender = await suite
		.createSenderContext({ recipientPublicKey, info: Buffer.from(info) })
		.catch(() => {
			throw new PublicKeyError();
		});
	const ciphertext = await sender.seal(plaintext, aad);
	return writeEnvelope({
		keyId: keyId(publicKey),
		enc: new Uint8Array(sender.enc),
		ciphertext: new Uint8Array(ciphertext)
	});
}
