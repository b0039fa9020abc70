import { PaddingError, TooLongError } from './errors.ts';

const KIB = 1024;
const LENGTH = 4;

/**
 * The sizes that a plaintext may have. A thief of the database sees lengths: with four sizes a long
 * cry for help and a short "all is well" mostly look the same.
 */
export const sizes = [KIB, 4 * KIB, 16 * KIB, 64 * KIB] as const;

/** JSON as UTF-8 behind its length (u32), then zeros up to 1, 4, 16 or 64 KiB. Throws `TooLongError`. */
export function pad(content: unknown): Uint8Array {
	const json = Buffer.from(JSON.stringify(content));
	const padded = Buffer.alloc(sizeFor(json.length));
	padded.writeUInt32BE(json.length);
	json.copy(padded, LENGTH);
	return padded;
}

/** The JSON again, still to be parsed by its schema. Throws `PaddingError`. */
export function unpad(padded: Uint8Array): unknown {
	const bytes = Buffer.from(padded.buffer, padded.byteOffset, padded.byteLength);
	const length = bytes.length < LENGTH ? 0 : bytes.readUInt32BE();
	// bytes behind the end would be a place to hide something that no reader ever sees
	if (!fits(length, bytes.length) || bytes.subarray(LENGTH + length).some((byte) => byte !== 0)) {
		throw new PaddingError();
	}
	try {
		return JSON.parse(strict.decode(bytes.subarray(LENGTH, LENGTH + length)));
	} catch {
		throw new PaddingError();
	}
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function sizeFor(length: number): number {
	const size = sizes.find((size) => LENGTH + length <= size);
	if (size === undefined) throw new TooLongError();
	return size;
}

function fits(length: number, size: number): boolean {
	return sizes.find((larger) => LENGTH + length <= larger) === size;
}
