const LONGEST = 60;

/** What its owner calls a passkey: one line, or null when nothing is left of it. */
export function deviceName(typed: string): string | null {
	const name = typed
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ')
		.trim();
	return name === '' ? null : [...name].slice(0, LONGEST).join('').trim();
}
