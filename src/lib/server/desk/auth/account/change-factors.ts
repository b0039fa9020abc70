import type { AuditEvent } from '#lib/domain/audit-events/index.ts';
import { deviceName, type Enrolment } from '#lib/domain/sign-in/index.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as factors from '../factors/index.ts';
import type { SignedIn } from '../signed-in.ts';
import * as steps from '../steps/index.ts';
import { findAccount } from '../store.ts';
import { anew, refusedWhenEnded } from './anew.ts';

export type Changed =
	/** The new id of this session, for the cookie; the others have ended. */
	| { kind: 'changed'; id: string }
	/** A wrong code, no such passkey, or the last factor. */
	| { kind: 'wrong' }
	/** The second factor was not shown just now, or the session has ended. */
	| { kind: 'refused' };

/** The secret for an app that is to be set up. Nothing is kept of it so far. */
export async function enrolment(desk: Desk, staff: SignedIn): Promise<Enrolment | null> {
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const account = await findAccount(tx, staff);
		return account && factors.enrolment(tx, desk, { ...personOf(staff), ...account });
	});
}

/** The same secret again, for a code that was mistyped. */
export async function shownEnrolment(
	desk: Desk,
	staff: SignedIn,
	box: string
): Promise<Enrolment | null> {
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const account = await findAccount(tx, staff);
		return account && factors.shownAgain(tx, desk, { ...personOf(staff), ...account, box });
	});
}

export function setApp(
	desk: Desk,
	staff: SignedIn,
	{ box, code }: { box: string; code: string }
): Promise<Changed> {
	return change(desk, staff, async (tx) => {
		const isSet = await factors.setApp(tx, desk, { ...personOf(staff), box, code });
		return isSet && { event: 'one_time_code.set', by: staff.staffId };
	});
}

export function removeApp(desk: Desk, staff: SignedIn): Promise<Changed> {
	return change(desk, staff, async (tx) => {
		const isGone = await factors.dropApp(tx, staff);
		return isGone && { event: 'one_time_code.removed', by: staff.staffId };
	});
}

/** `step` came with the challenge that the new passkey signed. */
export function addPasskey(
	desk: Desk,
	staff: SignedIn,
	{ passkey, step: id, name }: { passkey: string; step: string; name: string }
): Promise<Changed> {
	return change(desk, staff, async (tx) => {
		const step = await steps.take(tx, id);
		if (step?.purpose !== 'add_passkey' || step.staffId !== staff.staffId) return false;
		await steps.end(tx, step);
		const added = await factors.passkeys.add(tx, desk, {
			...personOf(staff),
			passkey,
			challenge: step.challenge,
			name: deviceName(name) ?? 'Passkey'
		});
		return added !== null && { event: 'passkey.added', by: staff.staffId, passkey: added };
	});
}

export function removePasskey(desk: Desk, staff: SignedIn, id: string): Promise<Changed> {
	return change(desk, staff, async (tx) => {
		const isGone = await factors.dropPasskey(tx, staff, id);
		return isGone && { event: 'passkey.removed', by: staff.staffId, passkey: id };
	});
}

/** Only a word for its owner: it changes nobody's way in. False when there is no such passkey. */
export async function renamePasskey(
	desk: Desk,
	staff: SignedIn,
	{ id, name }: { id: string; name: string }
): Promise<boolean> {
	const called = deviceName(name);
	if (called === null) return false;
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const isRenamed = await factors.renamePasskey(tx, staff, { id, name: called });
		if (isRenamed) {
			await audit.append(tx, agencyId, { event: 'passkey.renamed', by: staffId, passkey: id });
		}
		return isRenamed;
	});
}

/** Ten new recovery codes, shown once, in place of all that were left. */
export async function makeCodes(
	desk: Desk,
	staff: SignedIn
): Promise<{ kind: 'made'; id: string; codes: string[] } | { kind: 'refused' }> {
	if (!staff.steppedUp) return { kind: 'refused' };
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const codes = await factors.remakeCodes(tx, staff, desk.pepper);
		const id = await anew(tx, staff);
		await audit.append(tx, agencyId, { event: 'recovery_codes.made', by: staffId });
		return { kind: 'made' as const, id, codes };
	}).catch(refusedWhenEnded);
}

/** One change, its record, and the end of the other sessions: all of it or nothing. */
async function change(
	desk: Desk,
	staff: SignedIn,
	work: (tx: Transaction) => Promise<AuditEvent | false>
): Promise<Changed> {
	if (!staff.steppedUp) return { kind: 'refused' };
	return withAgency(desk.db, staff.agencyId, async (tx): Promise<Changed> => {
		const event = await work(tx);
		if (!event) return { kind: 'wrong' };
		const id = await anew(tx, staff);
		await audit.append(tx, staff.agencyId, event);
		return { kind: 'changed', id };
	}).catch(refusedWhenEnded);
}

const personOf = ({ agencyId, staffId }: SignedIn) => ({ agencyId, staffId });
