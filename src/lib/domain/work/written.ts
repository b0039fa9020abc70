import { z } from 'zod';

// What staff type, as a form sends it. The messages are codes: the page has the words.

/** Browsers send a line break as two signs, and count it as one. */
const typed = (code: string) =>
	z.string(code).overwrite((text) => text.replaceAll('\r\n', '\n').trim());

/** A reason must say something, and must not become a record of her story. */
export const REASON = { min: 20, max: 500 } as const;
export const NOTE_MAX = 2000;

export const writtenReason = typed('reason').min(REASON.min, 'reason').max(REASON.max, 'reason');

export const writtenNote = typed('note').min(1, 'note').max(NOTE_MAX, 'note');

/** Boxes of one name: a browser sends none, one, or several. */
export const ticked = z
	.union([z.string(), z.array(z.string())])
	.default([])
	.transform((given) => [given].flat());
