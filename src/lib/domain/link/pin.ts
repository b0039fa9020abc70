import { z } from 'zod';
import { withoutGaps, type Random } from './token.ts';

const PINS = 1_000_000;
// The largest multiple of a million below 2^32. Numbers from here on are drawn again: taken as they
// are, the low PINs would come a little more often, and five tries should never be worth more.
const FAIR = 2 ** 32 - (2 ** 32 % PINS);
const LONGEST_TYPED = 64;

const pin = z
	.string()
	.regex(/^[0-9]{6}$/)
	.brand<'pin'>();

/** Six digits, told in person or by voice, never in the message that carries the link. */
export type Pin = z.infer<typeof pin>;

/** Each of the million PINs with the same chance. */
export function newPin(random: Random): Pin {
	let drawn = FAIR;
	while (drawn >= FAIR) drawn = unsigned(random(4));
	return pin.parse(String(drawn % PINS).padStart(6, '0'));
}

/** Exactly six digits; spaces and dashes are forgiven, Arabic-Indic and Persian digits are read. */
export function parsePin(text: string): Pin | null {
	if (text.length > LONGEST_TYPED) return null;
	const parsed = pin.safeParse(withoutGaps(text).replace(/[\u0660-\u0669\u06f0-\u06f9]/g, western));
	return parsed.success ? parsed.data : null;
}

// Both blocks begin at a code that ends in the hexadecimal digit 0, so the last four bits are the digit.
function western(digit: string): string {
	return String(digit.charCodeAt(0) & 0xf);
}

function unsigned(bytes: Uint8Array): number {
	return bytes.reduce((number, byte) => number * 256 + byte, 0);
}
