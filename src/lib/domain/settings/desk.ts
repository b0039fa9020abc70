import { z } from 'zod';
import type { Calendar } from '../concern/calendar.ts';
import { defaultLimits, limitSettings } from '../concern/limits.ts';
import type { IntakeSettings } from './intake.ts';

const opening = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time as HH:MM.');
const closing = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'A time as HH:MM.');

const deskHours = z
	.object({
		/** 0 Sunday to 6 Saturday. */
		days: z.array(z.int().min(0).max(6)).min(1),
		open: opening,
		close: closing
	})
	// both are HH:MM, so they compare as text
	.refine(({ open, close }) => open < close, 'The desk must open before it closes.');

/** The part of an agency's settings that only the desk side reads. */
export const deskSettings = z.object({
	deskHours,
	/** Days on which the desk is closed, `YYYY-MM-DD`. */
	holidays: z.array(z.iso.date()).default([]),
	limits: limitSettings.default(defaultLimits),
	/** One person may hand over both card and code, in person (safety.md L9). */
	oneHand: z.boolean().default(false),
	/** W1 is not asked in the form. */
	withoutW1: z.boolean().default(false),
	/** Life of a link from the moment it is made. */
	linkLifeHours: z.int().min(1).max(168).default(168),
	/** How the desk's questions speak of a victim whose case does not say. */
	formOfAddress: z.enum(['she', 'they']).default('she')
});

export type DeskSettings = z.infer<typeof deskSettings>;

/** When the desk works, for limits that count working days. */
export function calendarOf(
	{ deskHours, holidays }: Pick<DeskSettings, 'deskHours' | 'holidays'>,
	{ timeZone }: Pick<IntakeSettings, 'timeZone'>
): Calendar {
	return { timeZone, deskHours, holidays };
}
