import { z } from 'zod';
import { formFacts } from '../questionnaire/index.ts';

// A day without a time is midnight UTC. A time without an offset is refused: it would mean another
// moment on every machine.
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

export const overall = z.enum(['critical', 'high', 'medium', 'low', 'none']);

const answers = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]));

/** Case facts that only the desk side holds. Each comment is what the caller must put there. */
const ruleFacts = z.object({
	/** A live order on the case forbids contact with the victim. */
	noContactOrder: z.boolean().default(false),
	/** Start of the newest live order. */
	orderMadeAt: moment.nullable().default(null),
	/** Next time bail conditions are set or reviewed. */
	bailDecisionAt: moment.nullable().default(null),
	/** End of the 12 months after the last MARAC or its local equivalent. */
	maracUntil: moment.nullable().default(null),
	/** Police-recorded incidents and earlier responses with an event, 12 months back, doubles removed. */
	events12m: z.int().min(0).default(0),
	separatedAt: moment.nullable().default(null),
	pregnant: z.boolean().default(false),
	youngestBornAt: moment.nullable().default(null),
	/** Strangulation recorded or told before. */
	neckEver: z.boolean().default(false),
	/** Known access to a firearm or another weapon. */
	weaponAccess: z.boolean().default(false),
	programmeStatus: z
		.enum(['none', 'referred', 'attending', 'completed', 'suspended', 'dropped'])
		.default('none'),
	/** The provider entered `dropped` after the previous response, or ever without one. */
	newDropOut: z.boolean().default(false),
	/** SF2 asked in person at set-up. */
	baselineSF2: z.string().nullable().default(null),
	/**
	 * A high or critical flag of the case is past a limit now. Left out: F-MADE-WORSE,
	 * F-VICTIM-SUICIDE and, unless this response has CN1 = support too, flags of such responses.
	 */
	overdueHigh: z.boolean().default(false),
	/** The conflict-of-interest mark. */
	conflict: z.boolean().default(false),
	/** Languages that the responsible officer reads. */
	officerLangs: z.array(z.string()).default(['en']),
	/** The language that the victim chose. */
	responseLang: z.string().default('en')
});

const observations = z.object({
	alone: z.boolean().default(true),
	heardSomeone: z.boolean().default(false),
	whispered: z.boolean().default(false),
	distressed: z.boolean().default(false),
	cutOff: z.boolean().default(false),
	coached: z.boolean().default(false),
	/** AM2 = no. */
	identityFailed: z.boolean().default(false),
	/** Five wrong PINs on this link. */
	pinLocked: z.boolean().default(false),
	/** The visit opened outside the contact plan's safe times. */
	outsideSafeTimes: z.boolean().default(false),
	/** Whole seconds on form pages, over all visits. */
	secondsOnForm: z.number().nullable().default(null)
});

/**
 * What `assess` reads (rules.md 2). Members left out take their defaults, unknown members are
 * ignored; a known member of the wrong type throws, and the caller then raises T-UNREADABLE.
 */
export const ruleInput = z.object({
	answers: answers.default({}),
	/** The latest earlier assessed response of this case in its latest revision; never this one. */
	previous: z
		.object({ at: moment.nullable().default(null), answers: answers.default({}), overall })
		.nullable()
		.default(null),
	facts: z.object({ ...formFacts.shape, ...ruleFacts.shape }).prefault({}),
	/** The time of assessment, ISO 8601 with offset. */
	now: z.iso.datetime({ offset: true }),
	mode: z.enum(['self', 'phone', 'in_person', 'event']).default('self'),
	observations: observations.prefault({})
});

const checkIn = z.object({
	/** By when the link should have been opened. */
	dueAt: moment,
	/** First message handed over, or link given in person. */
	deliveredAt: moment.nullable().default(null),
	reminderAt: moment.nullable().default(null),
	/** No safe window, channel paused, or the plan says none. */
	reminderBlocked: z.boolean().default(false),
	/** Last save of an answer other than CN0, CN1, CN2. A GET never counts. */
	lastSavedAt: moment.nullable().default(null),
	sentAt: moment.nullable().default(null),
	deletedAt: moment.nullable().default(null),
	/** First placed question with no state, when not sent; null after a delete. */
	stoppedAt: z.string().nullable().default(null),
	/** Times CN2 = not_now on this link. */
	notNow: z.int().min(0).default(0),
	/** CN0. */
	refused: z.enum(['no', 'never']).nullable().default(null),
	/** The victim asked to pause. */
	paused: z.boolean().default(false),
	/** Bounced, number not in use, number changed. */
	deliveryFailed: z.boolean().default(false),
	/** Directly preceding check-ins in a row that ended silent. */
	silentBefore: z.int().min(0).default(0),
	/** Answered over a link whose card and code came from one hand, and not yet confirmed by voice. */
	unconfirmed: z.boolean().default(false)
});

/** What `silence` reads (rules.md 8). */
export const silenceInput = z.object({
	checkIn,
	facts: z
		.object({
			orderMadeAt: moment.nullable().default(null),
			gradedHigh: z.boolean().default(false),
			triggerPending: z.boolean().default(false)
		})
		.prefault({}),
	previous: z.object({ overall }).nullable().default(null),
	now: z.iso.datetime({ offset: true })
});

export type Input = z.input<typeof ruleInput>;
export type ReadInput = z.output<typeof ruleInput>;
export type RuleFacts = z.output<typeof ruleFacts>;
export type Observations = z.input<typeof observations>;
export type SilenceInput = z.input<typeof silenceInput>;
export type ReadSilence = z.output<typeof silenceInput>;
export type Facts = ReadInput['facts'];
