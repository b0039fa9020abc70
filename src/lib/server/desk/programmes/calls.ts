import { v7 as uuid } from 'uuid';
import { scopeOf } from '#lib/domain/access/index.ts';
import { HOUR } from '#lib/domain/clock.ts';
import { caseId, programmeId, type CaseId, type ProgrammeId } from '#lib/domain/ids.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, reach, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import * as tasks from '../tasks/index.ts';
import { OF_CASE, ROUTE } from './open.ts';
import { addCall, addCaseEvent, answerCall, lockOfCase, lockOwn } from './store.ts';

// "Please call" in both directions, without a word more (queue.md 11, PL4).

/** Time within which the officer calls the provider back. */
const CALL_WITHIN = 24 * HOUR;

/** Police ask the provider to call. While one is waited for, asking again changes nothing. */
export async function askProvider(desk: Desk, staff: Staff, id: string): Promise<'asked' | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const row = await ofCaseFor(tx, staff, parsed.data);
		if (!row) return deny(tx, staff, { object: parsed.data, route: OF_CASE });
		const call = uuid();
		const at = { agencyId, programmeId: row.id };
		if (await addCall(tx, { ...at, id: call, caller: 'provider', askedBy: staffId })) {
			await addCaseEvent(tx, { agencyId, caseId: row.caseId, kind: 'call_asked', by: staffId });
			await audit.append(tx, agencyId, {
				event: 'call.asked',
				by: staffId,
				programme: row.id,
				call
			});
		}
		return 'asked';
	});
}

/** The provider asks the officer to call: a task of the police lane of the case. */
export async function askOfficer(desk: Desk, staff: Staff, id: string): Promise<'asked' | null> {
	const parsed = programmeId.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const row = await lockOwn(tx, staff, parsed.data);
		if (!row) return deny(tx, staff, { object: parsed.data, route: ROUTE });
		const call = uuid();
		const at = { agencyId, programmeId: row.id };
		if (!(await addCall(tx, { ...at, id: call, caller: 'officer', askedBy: staffId }))) {
			return 'asked';
		}
		const now = await databaseNow(tx);
		await tasks.add(
			tx,
			{
				agencyId,
				caseId: row.caseId,
				lane: 'police',
				ownerId: null,
				content: { kind: 'provider_asks_for_call', about: call, reason: null },
				dueAt: new Date(now.getTime() + CALL_WITHIN),
				once: call
			},
			await desk.keys.boxKey(tx, agencyId)
		);
		await audit.append(tx, agencyId, {
			event: 'call.asked',
			by: staffId,
			programme: row.id,
			call
		});
		return 'asked';
	});
}

/** The provider has called the officer. Twice is once. */
export async function providerCalled(
	desk: Desk,
	staff: Staff,
	{ id, call }: { id: string; call: string }
): Promise<'answered' | null> {
	const parsed = programmeId.safeParse(id);
	if (!parsed.success) return null;
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const row = await lockOwn(tx, staff, parsed.data);
		const done =
			row && (await answer(tx, staff, { programmeId: row.id, call, caller: 'provider' }));
		return done ?? deny(tx, staff, { object: parsed.data, route: ROUTE });
	});
}

/** The officer has called the provider: the task ends with it. Twice is once. */
export async function officerCalled(
	desk: Desk,
	staff: Staff,
	{ id, call }: { id: string; call: string }
): Promise<'answered' | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const row = await ofCaseFor(tx, staff, parsed.data);
		if (!row) return deny(tx, staff, { object: parsed.data, route: OF_CASE });
		const cause = { agencyId, caseId: row.caseId, once: call } as const;
		const boxKey = await desk.keys.boxKey(tx, agencyId);
		await tasks.finish(tx, { ...cause, kind: 'provider_asks_for_call', by: staffId }, boxKey);
		const done = await answer(tx, staff, { programmeId: row.id, call, caller: 'officer' });
		return done ?? deny(tx, staff, { object: parsed.data, route: OF_CASE });
	});
}

async function ofCaseFor(tx: Transaction, staff: Staff, id: CaseId) {
	const relation = await reach(tx, staff, id);
	if (!relation || scopeOf(relation, 'callTheOfficer') !== 'send') return null;
	return lockOfCase(tx, { agencyId: staff.agencyId, caseId: id });
}

async function answer(
	tx: Transaction,
	staff: Staff,
	{ call, ...at }: { programmeId: ProgrammeId; call: string; caller: 'provider' | 'officer' }
): Promise<'answered' | null> {
	const { agencyId, staffId } = staff;
	const answered = await answerCall(tx, { agencyId, ...at, id: call, by: staffId });
	if (answered) {
		await audit.append(tx, agencyId, {
			event: 'call.answered',
			by: staffId,
			programme: at.programmeId,
			call
		});
	}
	return answered === null ? null : 'answered';
}
