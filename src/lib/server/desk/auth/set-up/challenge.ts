import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import { passkeys } from '../factors/index.ts';
import * as steps from '../steps/index.ts';
import { findWay } from './way.ts';

/**
 * What a browser needs to show a passkey beside a set-up link. `step` goes back in the form. Null for
 * a link that does not work: who can ask this holds 160 bits that nobody guesses.
 */
export async function challengeForLink(desk: Desk, token: string) {
	const way = await findWay(desk, token);
	if (way?.purpose !== 'password') return null;
	const { agencyId, staffId } = way;
	return withAgency(desk.db, agencyId, async (tx) => {
		const id = await steps.begin(tx, { agencyId, staffId, purpose: 'step_up' });
		const step = await steps.take(tx, id);
		if (!step) return null;
		const challenge = await steps.challenge(tx, step);
		const options = await passkeys.askFor(tx, desk, { agencyId, staffId, challenge });
		return { kind: 'use' as const, step: id, options };
	});
}
