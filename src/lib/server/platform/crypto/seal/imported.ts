import { PublicKeyError } from '../errors.ts';
import { suite } from '../suite.ts';

/**
 * A public key as the library wants it. A check-in seals to the same case again and again, so the
 * last few hundred keys are kept.
 */
export const imported = remembering(500, async (publicKey) => {
	try {
		return await suite.kem.deserializePublicKey(publicKey);
	} catch {
		throw new PublicKeyError();
	}
});

/** Makes a thing once for the same bytes. The one used longest ago goes first: a flood cannot fill the memory. */
export function remembering<Value>(
	most: number,
	make: (bytes: Uint8Array) => Promise<Value>
): (bytes: Uint8Array) => Promise<Value> {
	const known = new Map<string, Value>();
	return async (bytes) => {
		const name = Buffer.from(bytes).toString('base64');
		const value = known.get(name) ?? (await make(bytes));
		known.delete(name);
		known.set(name, value);
		for (const oldest of known.keys()) {
			if (known.size <= most) break;
			known.delete(oldest);
		}
		return value;
	};
}
