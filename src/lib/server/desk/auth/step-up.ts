import type { Held } from '#lib/domain/sign-in/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import * as factors from './factors/index.ts';
import { isRightPassword } from './password.ts';
import { refusedSlowly } from './refusal.ts';
import * as session from './session.ts';
import type { SignedIn } from './signed-in.ts';
import * as steps from './steps/index.ts';
import * as store from './store.ts';

/** `step` came with the challenge that the passkey signed. */
export type ShownAgain = { code: string } | { passkey: string; step: string };

export type StepUp =
	/** The new id of the session, for the cookie. */
	| { kind: 'stepped_up'; id: string }
	| { kind: 'wrong' }
	/** Too many wrong ones, or signed out meanwhile: the session has ended. */
	| { kind: 'ended' };

export function factorsOf(desk: Desk, staff: SignedIn): Promise<Held> {
	return withAgency(desk.db, staff.agencyId, (tx) => factors.has(tx, staff));
}

/** The second factor once more, in a session. What needs it asks within the next five minutes. */
export function stepUp(desk: Desk, staff: SignedIn, shown: ShownAgain): Promise<StepUp> {
	return refusedSlowly(
		() => tryToStepUp(desk, staff, shown),
		({ kind }) => kind !== 'stepped_up'
	);
}

async function tryToStepUp(desk: Desk, staff: SignedIn, shown: ShownAgain): Promise<StepUp> {
	const { agencyId, staffId } = staff;
	const isAllowed = await factors.countMiss(desk.db, staff, desk.pepper);
	return withAgency(desk.db, agencyId, async (tx) => {
		if (!isAllowed) {
			await session.end(tx, staff, staff.session);
			await audit.append(tx, agencyId, { event: 'factor.throttled', staff: staffId });
			return { kind: 'ended' };
		}
		const step = 'step' in shown ? await steps.take(tx, shown.step) : null;
		const isOwn = step?.purpose === 'step_up' && step.staffId === staffId;
		const challenge = isOwn ? step.challenge : null;
		const proof = 'code' in shown ? shown : { passkey: shown.passkey, challenge };
		const factor = await factors.prove(tx, desk, { agencyId, staffId, proof });
		if (!factor) {
			await audit.append(tx, agencyId, { event: 'factor.refused', staff: staffId });
			return { kind: 'wrong' };
		}
		if (step) await steps.end(tx, step);
		await factors.giveBackMiss(tx, staff, desk.pepper);
		const id = await session.stepUp(tx, staff);
		if (!id) return { kind: 'ended' };
		await audit.append(tx, agencyId, { event: 'session.stepped_up', by: staffId, factor });
		return { kind: 'stepped_up', id };
	});
}

/** The same in the demo, where nobody has a second factor: the password stands for it. */
export async function stepUpByPassword(
	desk: Desk,
	staff: SignedIn,
	password: string
): Promise<StepUp> {
	const { agencyId, staffId } = staff;
	const isAllowed = await factors.countMiss(desk.db, staff, desk.pepper);
	const account = await withAgency(desk.db, agencyId, (tx) => store.findAccount(tx, staff));
	const isRight = isAllowed && (await isRightPassword(account?.passwordHash ?? null, password));
	return withAgency(desk.db, agencyId, async (tx) => {
		if (!isAllowed) {
			await session.end(tx, staff, staff.session);
			await audit.append(tx, agencyId, { event: 'factor.throttled', staff: staffId });
			return { kind: 'ended' };
		}
		if (!isRight) {
			await audit.append(tx, agencyId, { event: 'factor.refused', staff: staffId });
			return { kind: 'wrong' };
		}
		await factors.giveBackMiss(tx, staff, desk.pepper);
		const id = await session.stepUp(tx, staff);
		if (!id) return { kind: 'ended' };
		await audit.append(tx, agencyId, { event: 'session.stepped_up', by: staffId, factor: 'none' });
		return { kind: 'stepped_up', id };
	});
}
