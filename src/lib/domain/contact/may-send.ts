import { DAY, HOUR, plus } from '../clock.ts';
import { openRoutes, type ContactPlan, type ContactRoute, type SentKind } from './plan.ts';
import { safeAt } from './windows.ts';

/** A plan is as good as the day on which it was last confirmed with her; 30 days exactly still is. */
export const CONFIRMED_FOR = 30 * DAY;

/** At most one ask in so long a time (monitoring.md SC3). */
export const BETWEEN_ASKS = 7 * DAY;

/** A message must not bring a link that ends before she has had time for it. */
export const LEAST_TIME = HOUR;

/** One message and at most one reminder for a check-in (safety.md MS6): a thread stays on the phone. */
export const MOST_MESSAGES = 2;

/**
 * Why a message may not go now. Codes of ours; `case_closed` is said by those who look at the case.
 */
export const notNowReasons = [
	'no_plan',
	'not_confirmed',
	'plan_old',
	'paused',
	'channel_not_safe',
	'outside_window',
	'day_to_avoid',
	'no_window',
	'unsafe_since',
	'asked_not_to',
	'asked_enough',
	'too_soon',
	'case_closed',
	'no_reminder'
] as const;
export type NotNow = (typeof notNowReasons)[number];

export type MaySend =
	| {
			ok: true;
			/** Number or address of the route. */
			to: string;
	  }
	| {
			ok: false;
			reason: NotNow;
			/** The first moment at which it may go, where waiting helps; null where a person has to help. */
			nextAt: Date | null;
	  };

export type Asked = {
	plan: ContactPlan | null;
	kind: SentKind;
	occasion: 'first' | 'again';
	now: Date;
	/**
	 * Codes of flags filed on this case after the plan was last confirmed: F-CONTACT-UNSAFE, F-TECH
	 * (severity medium: she said yes), F-COERCED.
	 */
	unsafeSince: readonly string[];
	/** She said "do not ask me again" (CN0, N4), and nobody has spoken with her about it yet. */
	askedNotTo: boolean;
	/** Messages that have gone for this round, or are on their way. */
	messages: number;
	/** When she was last asked in another round; null when never. */
	lastAskedAt: Date | null;
};

/**
 * Whether a message may go to her now: MS1, MS2 and MS6 of safety.md, SC2, SC3, SC6 and RM2 of
 * monitoring.md. Asked when a link is issued, and again at the moment of sending: a plan can change in between.
 */
export function maySend(asked: Asked): MaySend {
	const { plan, kind, occasion, now, unsafeSince, askedNotTo, messages, lastAskedAt } = asked;
	if (plan === null) return never('no_plan');
	if (plan.confirmed === null) return never('not_confirmed');
	if (plan.isPaused) return never('paused');
	if (unsafeSince.length > 0) return never('unsafe_since');
	if (askedNotTo) return never('asked_not_to');
	if (messages >= MOST_MESSAGES) return never('asked_enough');
	const goodUntil = plus(new Date(plan.confirmed.at), CONFIRMED_FOR);
	if (now > goodUntil) return never('plan_old');
	const route = routeFor(plan, kind);
	if (!route) return never('channel_not_safe');
	if (occasion === 'again' && !plan.mayRemind) return never('no_reminder');

	const rules = { ...plan, windows: route.windows };
	const soonest = occasion === 'first' ? afterLastAsk(lastAskedAt, now) : now;
	const { isNow, isAvoided, nextAt } = safeAt(rules, soonest);
	if (nextAt === null) return never('no_window');
	if (isNow && soonest.getTime() === now.getTime()) return { ok: true, to: route.to };

	const reason = soonest > now ? 'too_soon' : isAvoided ? 'day_to_avoid' : 'outside_window';
	// by then somebody has to have asked her again, so waiting alone does not help
	return { ok: false, reason, nextAt: nextAt > goodUntil ? null : nextAt };
}

/** The first way of this kind that she calls safe. Without a number there is nothing to send to. */
export function routeFor(plan: ContactPlan, kind: SentKind): ContactRoute | null {
	return openRoutes(plan).find((route) => route.kind === kind && route.to !== '') ?? null;
}

function afterLastAsk(lastAskedAt: Date | null, now: Date): Date {
	const soonest = lastAskedAt === null ? now : plus(lastAskedAt, BETWEEN_ASKS);
	return soonest > now ? soonest : now;
}

function never(reason: NotNow): MaySend {
	return { ok: false, reason, nextAt: null };
}
