import { describe, expect, it } from 'vitest';
import { EnvelopeError } from '../errors.ts';
import { openingKey } from './opening-key.ts';
import { decrypt } from './recipient.ts';

// RFC 9180, test-vectors.json of the CFRG: mode 0, kem 0x0020, kdf 0x0001, aead 0x0002, the first of
// its encryptions. The RFC itself prints this KEM with two other ciphers only.
const vector = {
	info: '4f6465206f6e2061204772656369616e2055726e',
	skRm: '497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d',
	pkRm: '430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c',
	enc: '6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256',
	aad: '436f756e742d30',
	ct: 'e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a',
	pt: '4265617574792069732074727574682c20747275746820626561757479'
};

async function opened(given: Partial<typeof vector> = {}): Promise<string> {
	const { info, skRm, pkRm, enc, aad, ct } = { ...vector, ...given };
	const bytes = (hex: string) => Buffer.from(hex, 'hex');
	const key = await openingKey(bytes(skRm), bytes(pkRm));
	const plaintext = await decrypt(
		{ key, info: bytes(info).toString('latin1'), aad: bytes(aad) },
		{ enc: bytes(enc), ciphertext: bytes(ct) }
	);
	return Buffer.from(plaintext).toString('hex');
}

describe('our suite', () => {
	it('is the one of RFC 9180: the official vector opens', async () => {
		expect(await opened()).toBe(vector.pt);
	});

	it.each([
		['info', { info: '00' }],
		['AAD', { aad: '436f756e742d31' }],
		['encapsulated key', { enc: vector.pkRm }],
		['encapsulated key that makes the secret zero', { enc: '00'.repeat(32) }],
		['encapsulated key with the bit that X25519 ignores', { enc: vector.enc.slice(0, 62) + 'd6' }],
		['public half', { pkRm: vector.enc }],
		['ciphertext', { ct: vector.ct.replace('e5', 'e4') }]
	])('refuses the vector with another %s', async (_part, given) => {
		await expect(opened(given)).rejects.toThrow(EnvelopeError);
	});
});
