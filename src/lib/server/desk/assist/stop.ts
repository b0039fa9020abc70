import { caseId as caseIdOf, talkId as talkIdOf, type StaffId } from '#lib/domain/ids.ts';
import { haltOf, isWorthFiling, toldIn } from '#lib/domain/talk/index.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { findCaseKey } from '../keys/index.ts';
import * as tasks from '../tasks/index.ts';
import { sideOf } from './place.ts';
import { moveNote } from './send.ts';
import { openState, sealState } from './state.ts';
import { emptyTalk, lockCaseRow, lockTalk, stopTalk, wakeWorker, type TalkRow } from './store.ts';

type Own = { caseId: string; talkId: string };

/**
 * Ends a talk before it is sent. What was saved is filed at once, and the check-in stays open. Null
 * for who does not hold this talk; one that is over already stays as it is.
 */
export async function stop(desk: Desk, staff: Staff, own: Own): Promise<'over' | null> {
	return onOwn(desk, staff, own, (tx, row) => stopRow(tx, { desk, by: staff.staffId, row }));
}

/** "Delete what she said": nothing of this talk is kept that was not filed before. */
export async function remove(desk: Desk, staff: Staff, own: Own): Promise<'over' | null> {
	return onOwn(desk, staff, own, async (tx, { agencyId, caseId, id }) => {
		await emptyTalk(tx, { agencyId, talkId: id, state: 'stopped' });
		const place = { by: staff.staffId, case: caseId, talk: id };
		await audit.append(tx, agencyId, { event: 'talk.deleted', ...place });
	});
}

async function onOwn(
	desk: Desk,
	staff: Staff,
	own: Own,
	end: (tx: Transaction, row: TalkRow) => Promise<void>
): Promise<'over' | null> {
	const [ofCase, ofTalk] = [caseIdOf.safeParse(own.caseId), talkIdOf.safeParse(own.talkId)];
	if (!ofCase.success || !ofTalk.success) return null;
	const { agencyId, staffId } = staff;
	const at = { agencyId, caseId: ofCase.data, talkId: ofTalk.data, staffId };
	return withAgency(desk.db, agencyId, async (tx) => {
		if (!(await sideOf(tx, staff, at.caseId))) return null;
		await lockCaseRow(tx, at);
		const row = await lockTalk(tx, at);
		if (!row) return null;
		if (row.state === 'open') await end(tx, row);
		return 'over';
	});
}

/** `by`: who ends it, perhaps by beginning anew; the note stays that of the one who held it. */
export async function stopRow(
	tx: Transaction,
	{ desk, by, row }: { desk: Desk; by: StaffId; row: TalkRow }
): Promise<void> {
	const { agencyId, caseId, id: talkId } = row;
	const caseKey = await findCaseKey(tx, row);
	if (!caseKey) throw new Error('a case without a key');
	const state = await openState(await desk.keys.caseKey(tx, row), row);
	const note = await moveNote(tx, { row, state });
	if (isWorthFiling(state)) {
		const version = row.version + 1;
		const place = { ...row, version, publicKey: caseKey.publicKey };
		const sealed = await sealState({ ...state, note: '' }, place);
		await stopTalk(tx, { agencyId, talkId, version, sealed });
		await wakeWorker(tx);
	} else {
		await emptyTalk(tx, { agencyId, talkId, state: 'stopped' });
	}
	if (haltOf(toldIn(state)) === 'handover') await handOver(tx, { desk, row });
	await audit.append(tx, agencyId, { event: 'talk.stopped', by, case: caseId, talk: talkId, note });
}

async function handOver(
	tx: Transaction,
	{ desk, row }: { desk: Desk; row: TalkRow }
): Promise<void> {
	const team = await lockCaseRow(tx, row);
	const boxKey = await desk.keys.boxKey(tx, row.agencyId);
	await tasks.handOver(tx, { ...row, supportWorkerId: team?.supportWorkerId ?? null }, boxKey);
}
