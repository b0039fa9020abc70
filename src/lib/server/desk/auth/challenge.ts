import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../access/index.ts';
import { passkeys } from './factors/index.ts';
import type { SignedIn } from './signed-in.ts';
import * as steps from './steps/index.ts';
import * as store from './store.ts';

// What a browser needs before it can use or make a passkey. Each press of the button makes a new
// challenge; the one before it is worth nothing from then on.

/** For who stands between password and second factor, or is being set up. Null without a step. */
export async function challengeForStep(desk: Desk, id: string | null) {
	const read = steps.parse(id);
	if (!read) return null;
	return withAgency(desk.db, read.agencyId, async (tx) => {
		const step = await steps.take(tx, id);
		if (!step) return null;
		const asked = { ...personOf(step), challenge: await steps.challenge(tx, step) };
		if (step.purpose === 'sign_in') {
			return { kind: 'use' as const, options: await passkeys.askFor(tx, desk, asked) };
		}
		const account = await store.findAccount(tx, step);
		if (step.purpose !== 'set_up' || !account) return null;
		const options = await passkeys.askToMake(tx, desk, { ...asked, ...account });
		return { kind: 'make' as const, options };
	});
}

/**
 * For who is signed in: `step_up` to show one, `add_passkey` to make one more, which asks for a
 * second factor just shown. `step` goes back in the form.
 */
export async function challengeForSession(
	desk: Desk,
	staff: SignedIn,
	purpose: 'step_up' | 'add_passkey'
) {
	if (purpose === 'add_passkey' && !staff.steppedUp) return null;
	const person = personOf(staff);
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const id = await steps.begin(tx, { ...person, purpose });
		const step = await steps.take(tx, id);
		const account = await store.findAccount(tx, staff);
		if (!step || !account) return null;
		const asked = { ...person, challenge: await steps.challenge(tx, step) };
		return purpose === 'step_up'
			? { kind: 'use' as const, step: id, options: await passkeys.askFor(tx, desk, asked) }
			: {
					kind: 'make' as const,
					step: id,
					options: await passkeys.askToMake(tx, desk, { ...asked, ...account })
				};
	});
}

const personOf = ({ agencyId, staffId }: store.Person) => ({ agencyId, staffId });
