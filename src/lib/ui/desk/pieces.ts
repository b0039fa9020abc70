/** A run of her own words, or a sign in them that the eye would miss. */
export type Piece = { kind: 'text'; text: string } | { kind: 'sign'; code: string; count: number };

// A joiner between letters or inside an emoji is spelling, as in Persian, not a hidden sign.
const joinsOnBothSides =
	/(?<=[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])(?:\u200C|\u200D)(?=[\p{L}\p{Extended_Pictographic}])/u
		.source;

// Format characters that do have a shape of their own, such as the Arabic year sign.
const shaped = '[\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u{110BD}\\u{110CD}]';

// Control characters but line break and tab, marks of direction and width, fillers.
const unseen =
	'\\u034F\\u17B4\\u17B5\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\u115F\\u1160\\u3164\\uFFA0';

// More marks on one letter than any script puts there: they would grow over the lines around.
const marksKept = 4;

const hidden = new RegExp(
	`(?<sign>(?!${joinsOnBothSides}|${shaped}|[\\n\\t])[${unseen}])\\k<sign>*` +
		`|(?<=\\p{M}{${marksKept}})\\p{M}+`,
	'gu'
);

/**
 * Her words cut at every sign that shows nothing but changes what is read: somebody who wants to
 * mislead the desk could turn text round with U+202E or hide a word. Nothing is dropped: each sign
 * comes back as its code, with how often it stands there in a row.
 */
export function piecesOf(text: string): Piece[] {
	const pieces: Piece[] = [];
	let from = 0;
	for (const found of text.matchAll(hidden)) {
		if (found.index > from) pieces.push({ kind: 'text', text: text.slice(from, found.index) });
		const signs = [...found[0]];
		pieces.push({ kind: 'sign', code: codeOf(signs[0] ?? ''), count: signs.length });
		from = found.index + found[0].length;
	}
	if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
	return pieces;
}

function codeOf(sign: string): string {
	const point = sign.codePointAt(0) ?? 0;
	return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
