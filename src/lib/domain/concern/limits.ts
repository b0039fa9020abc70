import { z } from 'zod';
import { DAY, HOUR, MINUTE } from '../clock.ts';

/** `days` are 24 hours each. `working_days` end when the desk closes (clocks.ts). */
export const limit = z.object({
	amount: z.int().min(1),
	unit: z.enum(['minutes', 'hours', 'days', 'working_days'])
});
export type Limit = z.infer<typeof limit>;

const units = { minutes: MINUTE, hours: HOUR, days: DAY };

/** Milliseconds of an elapsed limit; undefined for working days, which depend on the calendar. */
export function elapsed({ amount, unit }: Limit): number | undefined {
	return unit === 'working_days' ? undefined : amount * units[unit];
}

/** Time until a flag is seen, and until the first action that has an effect. */
const pair = z.object({ seen: limit, act: limit });

// danger does not keep office hours, so the two highest count all hours
const elapsedPair = pair.refine(
	({ seen, act }) => elapsed(seen) !== undefined && elapsed(act) !== undefined,
	'Critical and high count all hours, not working days.'
);

const criticalPair = elapsedPair.refine(
	({ seen, act }) =>
		(elapsed(seen) ?? Infinity) <= 15 * MINUTE && (elapsed(act) ?? Infinity) <= HOUR,
	'No setting may make a limit for critical longer than 15 minutes and 1 hour.'
);

/** The limits of an agency (rules.md 9). A change does not alter clocks that already run. */
export const limitSettings = z.object({
	critical: criticalPair,
	high: elapsedPair,
	medium: pair,
	low: pair
});
export type LimitSettings = z.infer<typeof limitSettings>;

export const defaultLimits: LimitSettings = {
	critical: { seen: { amount: 15, unit: 'minutes' }, act: { amount: 1, unit: 'hours' } },
	high: { seen: { amount: 4, unit: 'hours' }, act: { amount: 24, unit: 'hours' } },
	medium: { seen: { amount: 1, unit: 'working_days' }, act: { amount: 72, unit: 'hours' } },
	low: { seen: { amount: 3, unit: 'working_days' }, act: { amount: 7, unit: 'days' } }
};
