import { caseId as caseIdOf, staffId as staffIdOf } from '#lib/domain/ids.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { deny, hasSteppedUp, type Desk, type SteppingStaff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import * as notes from '../notes/index.ts';
import { ofSupervisor, ROUTE } from './reach.ts';
import type { NewBlock } from './set.ts';
import { isBlocked, unblock } from './store.ts';

/** Takes somebody off the list, with a reason. Twice is once. Null for who may not say so. */
export async function lift(
	desk: Desk,
	staff: SteppingStaff,
	wanted: NewBlock
): Promise<'lifted' | 'no_step_up' | null> {
	const ofCase = caseIdOf.safeParse(wanted.caseId);
	const ofStaff = staffIdOf.safeParse(wanted.staffId);
	if (!ofCase.success || !ofStaff.success) return null;
	const { agencyId, staffId: by } = staff;
	const at = { agencyId, caseId: ofCase.data };
	const blocked = { ...at, staffId: ofStaff.data };

	return withAgency(desk.db, agencyId, async (tx) => {
		const row = await ofSupervisor(tx, staff, at.caseId);
		if (!row) return deny(tx, staff, { object: at.caseId, route: ROUTE });
		if (!(await hasSteppedUp(tx, staff))) return 'no_step_up';
		if (!(await isBlocked(tx, blocked))) return 'lifted';

		const { reason } = wanted;
		const noteId = await notes.add(tx, { ...at, authorId: by, kind: 'reason', text: reason });
		await unblock(tx, { ...blocked, by });
		await audit.append(tx, agencyId, {
			event: 'block.lifted',
			by,
			case: at.caseId,
			staff: blocked.staffId,
			reason: noteId
		});
		return 'lifted';
	});
}
