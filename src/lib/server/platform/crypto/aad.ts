/** Ids as text, numbers as they are, keys as bytes. */
export type Part = string | number | Uint8Array;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Says where a sealed thing belongs. It is not stored: whoever opens states it again from the row he
 * found, so a thing that was moved to another case, row or version does not open.
 *
 * For each part its length as u32, then its bytes: no two lists give the same bytes, or an id could
 * borrow letters from its neighbour. Ids are brought to lower case, numbers are decimal text.
 */
export function aad(...parts: readonly Part[]): Uint8Array {
	return Buffer.concat(parts.map(bytesOf).flatMap((bytes) => [u32(bytes.length), bytes]));
}

function bytesOf(part: Part): Uint8Array {
	if (typeof part === 'number') {
		// 1e21 and 0.1 have more than one spelling
		if (!Number.isSafeInteger(part) || part < 0) throw new RangeError('not a whole number');
		return Buffer.from(String(part));
	}
	if (typeof part === 'string') return Buffer.from(UUID.test(part) ? part.toLowerCase() : part);
	return part;
}

function u32(number: number): Uint8Array {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(number);
	return bytes;
}
