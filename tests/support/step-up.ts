import type { Ground } from './heard.ts';
import type { Colleague } from './world.ts';

/**
 * The sessions of this person that are there now have just shown a second factor. How it is shown is
 * another story; this one begins after it.
 */
export async function stepUp(
	{ at: { superuser } }: { at: Pick<Ground, 'superuser'> },
	{ staffId }: Pick<Colleague, 'staffId'>
): Promise<void> {
	await superuser`update session set stepped_up_at = heard_now() where staff_id = ${staffId}`;
}

/** The opposite: it was shown longer ago than counts, as some minutes after the sign-in. */
export async function stepUpIsOver(
	{ at: { superuser } }: { at: Pick<Ground, 'superuser'> },
	{ staffId }: Pick<Colleague, 'staffId'>
): Promise<void> {
	await superuser`update session set stepped_up_at = heard_now() - interval '6 minutes'
		where staff_id = ${staffId}`;
}
