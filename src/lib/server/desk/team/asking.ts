import type { Staff } from '../access/index.ts';

/** Who asks, and whether a second factor was shown within five minutes. */
export type Asking = Staff & { steppedUp?: boolean };

/** Roles and accounts change only for who has shown a second factor again (threat model, 6). */
export function hasSteppedUp({ steppedUp }: Asking): boolean {
	return steppedUp === true;
}

export type StepUp = { kind: 'step_up' };
