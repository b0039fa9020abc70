import { z } from 'zod';

/** Bytes that nobody can guess. The caller brings them: chance is an argument here. */
export type Random = (bytes: number) => Uint8Array;

// Crockford's letters: no i, l, o, u, so that a token read aloud or off paper is not misread.
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const BYTES = 20;
const LONGEST_TYPED = 128;

const token = z
	.string()
	.regex(/^[0-9a-hjkmnp-tv-z]{32}$/)
	.brand<'token'>();

/** The secret of a link: 160 random bits as 32 lower-case letters of Crockford base32. */
export type Token = z.infer<typeof token>;

export function newToken(random: Random): Token {
	return token.parse(base32(random(BYTES)));
}

/**
 * Forgives what a hand or a phone does to a token: case, spaces, dashes, `o` for `0`, `i` and `l`
 * for `1`. Anything else is null, before any other work: a flood of long addresses costs nothing.
 */
export function parseToken(text: string): Token | null {
	if (text.length > LONGEST_TYPED) return null;
	const letters = withoutGaps(text).toLowerCase().replaceAll('o', '0').replace(/[il]/g, '1');
	const parsed = token.safeParse(letters);
	return parsed.success ? parsed.data : null;
}

/** Eight groups of four, for a card and for reading aloud. */
export function groups(of: Token): string[] {
	return of.match(/.{4}/g) ?? [];
}

/** Drops spaces, dashes of every kind, and the invisible marks that copying brings along. */
export function withoutGaps(text: string): string {
	return text.replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, '');
}

function base32(bytes: Uint8Array): string {
	let text = '';
	let held = 0;
	let bits = 0;
	for (const byte of bytes) {
		held = (held << 8) | byte;
		bits += 8;
		while (bits >= 5) {
			bits -= 5;
			text += LETTERS.charAt(held >> bits);
			held &= (1 << bits) - 1;
		}
	}
	return text;
}
