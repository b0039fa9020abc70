import { createSecretKey, type KeyObject } from 'node:crypto';
import { BoxError, closeBox, openBox } from '../box.ts';
import { readKeyFile } from '../key-file.ts';

/**
 * The seam to whatever keeps the KEK: here a file, elsewhere a KMS or an HSM, which is why it may
 * take its time. `place` is an AAD: a wrapped key that was moved to another row does not open.
 */
export type KeyProvider = {
	wrap: (key: Uint8Array, place: Uint8Array) => Promise<Uint8Array>;
	/** Throws `BoxError`. */
	unwrap: (box: Uint8Array, place: Uint8Array) => Promise<Uint8Array>;
};

/**
 * The KEK from its file, read once. While it is being changed the previous one opens as well, so that
 * no process stands still; new boxes are made with the current one only. Throws `KeyFileError`.
 */
export function keyProvider(files: { path: string; previousPath?: string | null }): KeyProvider {
	const current = readKek(files.path);
	const previous = files.previousPath ? readKek(files.previousPath) : null;
	return {
		wrap: async (key, place) => closeBox(current, key, place),
		unwrap: async (box, place) => {
			try {
				return openBox(current, box, place);
			} catch (error) {
				if (!previous || !(error instanceof BoxError)) throw error;
				return openBox(previous, box, place);
			}
		}
	};
}

function readKek(path: string): KeyObject {
	const bytes = readKeyFile(path);
	const kek = createSecretKey(bytes);
	bytes.fill(0);
	return kek;
}
