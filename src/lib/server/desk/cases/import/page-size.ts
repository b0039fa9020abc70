import { config } from '#lib/server/platform/config.ts';

/** What a form puts around a text: names, types and boundaries. */
const FRAME = 2048;

const units: Record<string, number> = { K: 1024, M: 1024 * 1024 };

/** Bytes of a file that the page takes: a body ends at `BODY_SIZE_LIMIT`. */
export function mostOfPage(): number {
	return bytesOf(config().bodySizeLimit) - FRAME;
}

export function bytesOf(limit: string): number {
	const [, count, unit = ''] = /^(\d+)([KM]?)$/i.exec(limit) ?? [];
	return Number(count) * (units[unit.toUpperCase()] ?? 1);
}

/** Bytes of a text that a form sends: every end of a line becomes two signs. */
export function sentBack(text: string): number {
	const ends = text.match(/\r\n|\r|\n/g) ?? [];
	return Buffer.byteLength(text) + ends.filter((one) => one.length === 1).length;
}
