import { passwordProblem, type PasswordProblem } from '#lib/domain/sign-in/index.ts';
import { signInHash } from '#lib/server/platform/crypto/kdf.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { isKnownPassword } from '../known-passwords.ts';
import { hashPassword, isRightPassword } from '../password.ts';
import { refusedSlowly } from '../refusal.ts';
import type { SignedIn } from '../signed-in.ts';
import { bucketsOf, mayTry } from '../sign-in.ts';
import { findAccount, giveBack, setPassword } from '../store.ts';
import { anew, refusedWhenEnded } from './anew.ts';

export type PasswordChange =
	/** The new id of this session, for the cookie; the others have ended. */
	| { kind: 'changed'; id: string }
	| { kind: 'problem'; problem: PasswordProblem | 'wrong' }
	/** The second factor was not shown just now, or the session has ended. */
	| { kind: 'refused' };

type Typed = { current: string; password: string; network: string };

/** A new password, by who knows the old one and has just shown the second factor. */
export function changePassword(desk: Desk, staff: SignedIn, typed: Typed): Promise<PasswordChange> {
	return refusedSlowly(
		() => tryToChange(desk, staff, typed),
		(result) => result.kind === 'problem' && result.problem === 'wrong'
	);
}

async function tryToChange(
	desk: Desk,
	staff: SignedIn,
	{ current, password, network }: Typed
): Promise<PasswordChange> {
	if (!staff.steppedUp) return { kind: 'refused' };
	const { agencyId, staffId } = staff;
	const account = await withAgency(desk.db, agencyId, (tx) => findAccount(tx, staff));
	if (!account) return { kind: 'refused' };
	const problem = passwordProblem(password, { ...account, isKnown: isKnownPassword });
	if (problem) return { kind: 'problem', problem };

	const emailHash = signInHash(account.email, desk.pepper);
	const buckets = bucketsOf({ emailHash, network, pepper: desk.pepper });
	const isRight =
		(await mayTry(desk.db, buckets)) && (await isRightPassword(account.passwordHash, current));
	const passwordHash = isRight ? await hashPassword(password) : null;
	return withAgency(desk.db, agencyId, async (tx): Promise<PasswordChange> => {
		if (passwordHash === null) {
			await audit.append(tx, agencyId, { event: 'session.refused', staff: staffId });
			return { kind: 'problem', problem: 'wrong' };
		}
		await giveBack(tx, buckets);
		await setPassword(tx, { agencyId, staffId, passwordHash });
		const id = await anew(tx, staff);
		await audit.append(tx, agencyId, { event: 'password.changed', by: staffId });
		return { kind: 'changed', id };
	}).catch(refusedWhenEnded);
}
