import { readEnvelope, type Envelope } from '../envelope.ts';
import { EnvelopeError } from '../errors.ts';
import { sameBytes } from '../kdf.ts';
import { suite } from '../suite.ts';
import type { OpeningKey } from './opening-key.ts';

export type Opener = { key: OpeningKey; info: string; aad: Uint8Array };

/** Throws `EnvelopeError`. An envelope for another key is refused before any attempt with ours. */
export async function openBytes(opener: Opener, sealed: Uint8Array): Promise<Uint8Array> {
	const envelope = readEnvelope(sealed);
	if (!sameBytes(envelope.keyId, opener.key.id)) throw new EnvelopeError('key');
	return decrypt(opener, envelope);
}

/** The one place of the whole program that makes a recipient context. */
export async function decrypt(
	{ key, info, aad }: Opener,
	{ enc, ciphertext }: Omit<Envelope, 'keyId'>
): Promise<Uint8Array> {
	try {
		const recipient = await suite.createRecipientContext({
			recipientKey: key.pair,
			enc,
			info: Buffer.from(info)
		});
		return new Uint8Array(await recipient.open(ciphertext, aad));
	} catch {
		throw new EnvelopeError('content');
	}
}
