import { caseId, shareId, type ShareId } from '#lib/domain/ids.ts';
import type { ShareToSignView } from '#lib/domain/work/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, reach, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { findFlags } from '../concerns/index.ts';
import * as notes from '../notes/index.ts';
import * as tasks from '../tasks/index.ts';
import { openFlags, ROUTE as OF_CASE, shareView } from './prepare.ts';
import {
	findForSigner,
	findOpenConcern,
	findShare,
	markTold,
	signShare,
	wakeWorker
} from './store.ts';

const ROUTE = '/desk/shares/[id]';

/**
 * One decision to share, for the second person: what, why, and what is chosen; no answer, and no flag
 * that is not chosen. Null for everybody else.
 */
export async function open(desk: Desk, staff: Staff, id: string): Promise<ShareToSignView | null> {
	const parsed = shareId.safeParse(id);
	if (!parsed.success) return null;
	const found = await withAgency(desk.db, staff.agencyId, (tx) =>
		find(tx, { desk, staff, id: parsed.data })
	);
	if (!found) return null;
	const { row, at, key, note, now } = found;
	const flags = await openFlags({ at, key, rows: found.flags, decided: new Set() });
	return {
		...shareView(row, { staff, flags }),
		reference: row.reference,
		reason: key && note && (await notes.textOf(key, at, note).catch(() => null)),
		maySign: row.signedAt === null,
		now
	};
}

async function find(
	tx: Transaction,
	{ desk, staff, id }: { desk: Desk; staff: Staff; id: ShareId }
) {
	const { agencyId, staffId } = staff;
	const row = await findForSigner(tx, staff, id);
	if (!row) return deny(tx, staff, { object: id, route: ROUTE });
	const at = { agencyId, caseId: row.caseId };
	const concernId = await findOpenConcern(tx, at);
	const all = concernId ? await findFlags(tx, { ...at, concernId }) : [];
	const flags = all.filter((flag) => row.flagIds.includes(flag.id));
	const [note] = await notes.findNotes(tx, { ...at, ids: [row.noteId] });
	const now = await databaseNow(tx);
	await audit.append(tx, agencyId, { event: 'share.opened', by: staffId, share: id });
	const key = await desk.keys.caseKey(tx, at).catch(() => null);
	return { row, at, key, flags, note: note ?? null, now };
}

/** A second person agrees. Twice is once, and the first of two counts. Null for everybody else. */
export async function sign(desk: Desk, staff: Staff, id: string): Promise<'signed' | null> {
	const parsed = shareId.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const row = await findForSigner(tx, staff, parsed.data);
		if (!row) return deny(tx, staff, { object: parsed.data, route: ROUTE });
		if (await signShare(tx, { agencyId, id: row.id, signedBy: staffId })) {
			await wakeWorker(tx);
			await audit.append(tx, agencyId, { event: 'share.signed', by: staffId, share: row.id });
		}
		return 'signed';
	});
}

/** Records that she was told what was shared. Null for who is not support in this case. */
export async function tell(
	desk: Desk,
	staff: Staff,
	wanted: { caseId: string; shareId: string }
): Promise<'told' | null> {
	const ofCase = caseId.safeParse(wanted.caseId);
	const ofShare = shareId.safeParse(wanted.shareId);
	if (!ofCase.success || !ofShare.success) return null;
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const relation = await reach(tx, staff, ofCase.data);
		const row = await findShare(tx, { agencyId, id: ofShare.data });
		const isShared = row?.caseId === ofCase.data && row.filedAt !== null;
		if (relation !== 'support_worker' || !isShared) {
			return deny(tx, staff, { object: ofCase.data, route: OF_CASE });
		}
		const cause = { agencyId, caseId: ofCase.data, once: ofShare.data } as const;
		const boxKey = await desk.keys.boxKey(tx, agencyId);
		await tasks.finish(tx, { ...cause, kind: 'tell_her_of_share', by: staffId }, boxKey);
		if (await markTold(tx, { agencyId, id: ofShare.data })) {
			await audit.append(tx, agencyId, { event: 'share.told', by: staffId, share: ofShare.data });
		}
		return 'told';
	});
}
