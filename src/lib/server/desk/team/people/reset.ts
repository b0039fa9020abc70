import type { Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as factors from '../../auth/factors/index.ts';
import { hashOfNoPassword } from '../../auth/password.ts';
import * as session from '../../auth/session.ts';
import { setPassword } from '../../auth/store.ts';
import type { Asking, StepUp } from '../asking.ts';
import { mailLink } from './hand-over.ts';
import { withPerson, type HeldBack } from './with-person.ts';

export type Reset = { kind: 'done' } | HeldBack | StepUp;

const events = { password: 'staff.password_reset', factor: 'staff.factor_reset' } as const;

/**
 * A link to set a new password or second factor. It takes an admin and the mailbox of the person,
 * never one alone: the address goes by mail and is shown to nobody, so that no admin can sign in as
 * somebody else.
 */
export function reset(
	desk: Desk,
	staff: Asking,
	{ id, what }: { id: string; what: 'password' | 'factor' }
): Promise<Reset | null> {
	return withPerson<Reset>(desk, staff, { id, act: what }, async (tx, { staffId }) => {
		await mailLink(tx, desk, staff, { staffId, purpose: what });
		await audit.append(tx, staff.agencyId, {
			event: events[what],
			by: staff.staffId,
			staff: staffId
		});
		return { kind: 'done' };
	});
}

/**
 * For who has lost password, factor and codes: what there was opens nothing any more, and an invitation
 * goes by mail. The new password is one that nobody knows, and not none: an account without one is
 * invited on paper too, and by that an admin would sign in as somebody else.
 */
export function inviteAnew(desk: Desk, staff: Asking, id: string): Promise<Reset | null> {
	return withPerson<Reset>(desk, staff, { id, act: 'anew' }, async (tx, { staffId }) => {
		const at = { agencyId: staff.agencyId, staffId };
		await setPassword(tx, { ...at, passwordHash: await hashOfNoPassword() });
		await factors.dropAll(tx, at);
		await session.endAll(tx, at);
		await mailLink(tx, desk, staff, { staffId, purpose: 'invitation' });
		await audit.append(tx, staff.agencyId, {
			event: 'staff.invited_anew',
			by: staff.staffId,
			staff: staffId
		});
		return { kind: 'done' };
	});
}
