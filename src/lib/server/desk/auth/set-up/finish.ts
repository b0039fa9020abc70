import { deviceName, type Enrolment } from '#lib/domain/sign-in/index.ts';
import type { AuditEvent } from '#lib/domain/audit-events/index.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as factors from '../factors/index.ts';
import * as session from '../session.ts';
import * as steps from '../steps/index.ts';
import { findAccount } from '../store.ts';

export type Finished =
	/** Signed in, with the recovery codes that are shown once. */
	{ kind: 'done'; id: string; codes: string[] } | { kind: 'wrong' } | { kind: 'ended' };

/** The page of the second factor: the secret for an app. Null when there is no such step any more. */
export async function enrolment(desk: Desk, id: string | null): Promise<Enrolment | null> {
	const step = await steps.find(desk.db, id);
	if (step?.purpose !== 'set_up') return null;
	return withAgency(desk.db, step.agencyId, async (tx) => {
		const account = await findAccount(tx, step);
		return account && factors.enrolment(tx, desk, { ...step, ...account });
	});
}

/** The same secret again, for a code that was mistyped. */
export async function shownEnrolment(
	desk: Desk,
	{ step: id, box }: { step: string | null; box: string }
): Promise<Enrolment | null> {
	const step = await steps.find(desk.db, id);
	if (step?.purpose !== 'set_up') return null;
	return withAgency(desk.db, step.agencyId, async (tx) => {
		const account = await findAccount(tx, step);
		return account && factors.shownAgain(tx, desk, { ...step, ...account, box });
	});
}

/** Sets up the app whose first code is right. */
export function finishWithApp(
	desk: Desk,
	{ step, box, code }: { step: string | null; box: string; code: string }
): Promise<Finished> {
	return finish(desk, step, async (tx, held) => {
		const isSet = await factors.setApp(tx, desk, { ...held, box, code });
		if (!isSet) return null;
		await factors.dropOtherPasskeys(tx, held, null);
		return { event: 'one_time_code.set', by: held.staffId };
	});
}

/** Sets up a passkey, made on the page before. */
export function finishWithPasskey(
	desk: Desk,
	{ step, passkey, name }: { step: string | null; passkey: string; name: string }
): Promise<Finished> {
	return finish(desk, step, async (tx, held) => {
		const { agencyId, staffId, challenge } = held;
		const id = await factors.passkeys.add(tx, desk, {
			agencyId,
			staffId,
			passkey,
			challenge,
			name: deviceName(name) ?? 'Passkey'
		});
		if (id === null) return null;
		await factors.dropOtherPasskeys(tx, held, id);
		await factors.dropApp(tx, held);
		return { event: 'passkey.added', by: staffId, passkey: id };
	});
}

async function finish(
	desk: Desk,
	id: string | null,
	set: (tx: Transaction, step: steps.Step) => Promise<AuditEvent | null>
): Promise<Finished> {
	const read = steps.parse(id);
	if (!read) return { kind: 'ended' };
	return withAgency(desk.db, read.agencyId, async (tx): Promise<Finished> => {
		const step = await steps.take(tx, id);
		if (step?.purpose !== 'set_up' || !(await findAccount(tx, step))) return { kind: 'ended' };
		const { agencyId, staffId } = step;
		const event = await set(tx, step);
		if (!event) return { kind: 'wrong' };

		const codes = await factors.remakeCodes(tx, step, desk.pepper);
		await session.endAll(tx, step);
		const started = await session.start(tx, step);
		await audit.append(tx, agencyId, event);
		await audit.append(tx, agencyId, { event: 'recovery_codes.made', by: staffId });
		const factor = event.event === 'passkey.added' ? 'passkey' : 'one_time_code';
		await audit.append(tx, agencyId, { event: 'session.started', by: staffId, factor });
		return { kind: 'done', id: started, codes };
	});
}
