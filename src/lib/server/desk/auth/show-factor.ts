import type { Held } from '#lib/domain/sign-in/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import * as factors from './factors/index.ts';
import { refusedSlowly } from './refusal.ts';
import * as session from './session.ts';
import * as steps from './steps/index.ts';
import * as store from './store.ts';

/** What is typed, or what the browser made of a passkey. */
export type Shown = { code: string } | { passkey: string };

export type Showing =
	| { kind: 'signed_in'; id: string }
	| { kind: 'wrong' }
	/** Too many wrong ones: this attempt has ended. */
	| { kind: 'throttled' }
	/** There is no such step, or not any more: once more from the password. */
	| { kind: 'ended' };

/** Which factors may be shown now; null when there is no such step, or not any more. */
export async function factorsOfStep(desk: Desk, id: string | null): Promise<Held | null> {
	const step = await steps.find(desk.db, id);
	if (step?.purpose !== 'sign_in') return null;
	return withAgency(desk.db, step.agencyId, (tx) => factors.has(tx, step));
}

/** The second half of signing in: what the cookie of the step and the second factor open together. */
export function showFactor(
	desk: Desk,
	{ step, shown }: { step: string | null; shown: Shown }
): Promise<Showing> {
	return refusedSlowly(
		() => tryToShow(desk, { step, shown }),
		({ kind }) => kind !== 'signed_in'
	);
}

async function tryToShow(
	desk: Desk,
	{ step: id, shown }: { step: string | null; shown: Shown }
): Promise<Showing> {
	const known = await steps.find(desk.db, id);
	if (known?.purpose !== 'sign_in') return { kind: 'ended' };
	const { agencyId, staffId } = known;
	const isAllowed = await factors.countMiss(desk.db, known, desk.pepper);

	return withAgency(desk.db, agencyId, async (tx) => {
		// of two at once the second waits here, and finds it used
		const step = await steps.take(tx, id);
		const person = step && (await store.findStaff(tx, step));
		if (!step || !person) return { kind: 'ended' };
		if (!isAllowed) {
			await steps.end(tx, step);
			await audit.append(tx, agencyId, { event: 'factor.throttled', staff: staffId });
			return { kind: 'throttled' };
		}
		const proof = 'code' in shown ? shown : { ...shown, challenge: step.challenge };
		const factor = await factors.prove(tx, desk, { agencyId, staffId, proof });
		if (!factor) {
			await audit.append(tx, agencyId, { event: 'factor.refused', staff: staffId });
			return { kind: 'wrong' };
		}
		await factors.giveBackMiss(tx, step, desk.pepper);
		await steps.end(tx, step);
		const started = await session.start(tx, step);
		await audit.append(tx, agencyId, { event: 'session.started', by: staffId, factor });
		return { kind: 'signed_in', id: started };
	});
}
