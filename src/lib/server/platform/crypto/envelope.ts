import { createHash } from 'node:crypto';
import { EnvelopeError } from './errors.ts';
import { labels } from './labels.ts';

// `"HRD" ‖ suite ‖ keyId16 ‖ enc32 ‖ ciphertext ‖ tag16`
const MAGIC = Buffer.from('HRD');
const SUITE = 0x01;
const KEY_ID = 16;
const ENC = 32;
const TAG = 16;
const ENC_AT = MAGIC.length + 1 + KEY_ID;
const BODY_AT = ENC_AT + ENC;

export type Envelope = {
	keyId: Uint8Array;
	/** The sender's one-time public key. */
	enc: Uint8Array;
	/** With its tag. */
	ciphertext: Uint8Array;
};

/** Says which key opens an envelope, and nothing more: 16 bytes of SHA-256 over the public key. */
export function keyId(publicKey: Uint8Array): Uint8Array {
	return createHash('sha256').update(labels.keyId).update(publicKey).digest().subarray(0, KEY_ID);
}

export function writeEnvelope({ keyId, enc, ciphertext }: Envelope): Uint8Array {
	return Buffer.concat([MAGIC, Buffer.of(SUITE), keyId, enc, ciphertext]);
}

/** Throws `EnvelopeError`. Nothing is guessed: what is not ours in every byte of its head is refused. */
export function readEnvelope(bytes: Uint8Array): Envelope {
	if (bytes.length < BODY_AT + TAG || MAGIC.compare(bytes, 0, MAGIC.length) !== 0) {
		throw new EnvelopeError('shape');
	}
	if (bytes[MAGIC.length] !== SUITE) throw new EnvelopeError('suite');
	return {
		keyId: bytes.subarray(MAGIC.length + 1, ENC_AT),
		enc: bytes.subarray(ENC_AT, BODY_AT),
		ciphertext: bytes.subarray(BODY_AT)
	};
}
