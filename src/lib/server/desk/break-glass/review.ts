import { reviewersOf, type GlassOutcome } from '#lib/domain/access/index.ts';
import { breakGlassId } from '#lib/domain/ids.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { deny, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import * as notes from '../notes/index.ts';
import * as tasks from '../tasks/index.ts';
import { openedOf } from './reviews.ts';
import { findLeaders, findOpening, markReviewed } from './store.ts';

const ROUTE = '/desk/break-glass/review';

export type Reviewed = {
	/** As the form says it. */
	id: string;
	outcome: GlassOutcome;
	/** 20 to 500 characters; the caller has checked. */
	reason: string;
};

/**
 * What a supervisor of another unit thinks of an opening, once. The second of two changes nothing.
 * Null for who may not review it.
 */
export async function review(
	desk: Desk,
	staff: Staff,
	{ id, outcome, reason }: Reviewed
): Promise<'reviewed' | null> {
	const parsed = breakGlassId.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId, staffId: by } = staff;

	return withAgency(desk.db, agencyId, async (tx) => {
		const row = await findOpening(tx, { agencyId, id: parsed.data });
		const isMine =
			row !== null &&
			staff.role === 'supervisor' &&
			reviewersOf(await findLeaders(tx, agencyId), openedOf(row)).includes(by);
		if (!isMine) return deny(tx, staff, { object: parsed.data, route: ROUTE });
		if (row.reviewedAt) return 'reviewed';

		const at = { agencyId, caseId: row.caseId };
		const noteId = await notes.add(tx, { ...at, authorId: by, kind: 'reason', text: reason });
		if (!(await markReviewed(tx, { agencyId, id: row.id, by, outcome, noteId }))) return 'reviewed';
		const cause = { ...at, kind: 'review_break_glass', once: row.id } as const;
		await tasks.finish(tx, { ...cause, by }, await desk.keys.boxKey(tx, agencyId));
		await audit.append(tx, agencyId, {
			event: 'break_glass.reviewed',
			by,
			case: row.caseId,
			opening: row.id,
			outcome,
			reason: noteId
		});
		return 'reviewed';
	});
}
