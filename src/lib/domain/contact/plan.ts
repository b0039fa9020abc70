import { z } from 'zod';
import { staffId } from '../ids.ts';

/** How she can be reached. `third_person`: through somebody whom she has named. */
export const routeKinds = ['sms', 'email', 'call', 'card', 'in_person', 'third_person'] as const;
export type RouteKind = (typeof routeKinds)[number];

/** Routes that the system sends over; over the others a person goes. */
export const sentKinds = ['sms', 'email'] as const;
export type SentKind = (typeof sentKinds)[number];

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'A time as HH:MM.');
const line = (most: number) =>
	z
		.string()
		.trim()
		.refine((text) => [...text].length <= most && !/[\r\n]/.test(text));
const words = (most: number) =>
	z
		.string()
		.trim()
		.refine((text) => [...text].length <= most);

/** Safe from one time to another on some days of the week, in her time zone. */
export const safeWindow = z
	.object({
		/** 0 Sunday to 6 Saturday. */
		days: z.array(z.int().min(0).max(6)).min(1),
		from: time,
		/** `24:00` is the end of the day. */
		to: time
	})
	// both are HH:MM, so they compare as text
	.refine(({ from, to }) => from < to, 'The window must open before it closes.');
export type SafeWindow = z.infer<typeof safeWindow>;

export const contactRoute = z.object({
	kind: z.enum(routeKinds),
	/** Number, address, place or person; empty where none is needed. */
	to: line(200).default(''),
	/** When it is safe. None: never by itself; somebody has to ask first. */
	windows: z.array(safeWindow).max(14).default([]),
	/** Set when she stopped using it: it stays in the plan, closed, with its reason. */
	closedBecause: words(300).nullable().default(null)
});
export type ContactRoute = z.infer<typeof contactRoute>;

/** Open and closed ones: what she stopped using stays. */
export const MOST_ROUTES = 20;

/**
 * How, when and by whom she may be contacted (safety.md 5, CP1 to CP11). Made in person; sealed to
 * the case. The first open route is the first way, the next one the second.
 */
export const contactPlan = z.object({
	routes: z.array(contactRoute).max(MOST_ROUTES),
	/** IANA name of her time zone: windows are in it. */
	timeZone: z.string().min(1),
	/** Days on which nobody may contact her, `YYYY-MM-DD`. */
	avoid: z.array(z.iso.date()).max(60).default([]),
	mayContact: z.enum(['officer', 'support_worker', 'either', 'other']),
	/** Who, for `other`. */
	otherPerson: line(120).default(''),
	voicemail: z.boolean().default(false),
	/** The name that a caller gives. */
	coverName: line(60).default(''),
	/** Cover message A, B or C (safety.md 4). */
	cover: z.enum(['a', 'b', 'c']),
	/** What to say if someone else answers. */
	ifSomeoneElse: words(300).default(''),
	/** Asked before talk (CP5). */
	safeWord: line(60).default(''),
	/** What the caller asks so that she can say it. */
	safeWordPrompt: line(120).default(''),
	/** What to do at F-DANGER-NOW (CP6), and who decides. */
	inDanger: z.enum(['patrol', 'call', 'text', 'call_support_first']),
	whoDecides: line(120).default(''),
	/** BCP 47 tag of the language she is spoken and written to in. */
	language: z.string().min(2),
	interpreter: z.enum(['none', 'any', 'woman', 'man']).default('none'),
	textRelay: z.boolean().default(false),
	reading: words(300).default(''),
	/** She asked to pause: nothing is sent. A choice, not silence. */
	isPaused: z.boolean().default(false),
	/** Wishes on rhythm, and "do not ask again" (CP9). */
	wishes: words(500).default(''),
	mayRemind: z.boolean().default(true),
	/** The set-up stops for who is under 18 (CP11). */
	adult: z.literal(true),
	/** CP10. Null: made, and not yet confirmed with her. */
	confirmed: z
		.object({
			at: z.iso.datetime({ offset: true }),
			by: staffId,
			how: z.enum(['in_person', 'by_voice'])
		})
		.nullable()
		.default(null)
});
export type ContactPlan = z.infer<typeof contactPlan>;

/** Ways that are still open, in her order. */
export function openRoutes(plan: ContactPlan): ContactRoute[] {
	return plan.routes.filter(({ closedBecause }) => closedBecause === null);
}
