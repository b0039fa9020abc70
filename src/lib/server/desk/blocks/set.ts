import { caseId as caseIdOf, staffId as staffIdOf } from '#lib/domain/ids.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { deny, hasSteppedUp, type Desk, type SteppingStaff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import * as notes from '../notes/index.ts';
import { ofSupervisor, ROUTE } from './reach.ts';
import { block, findProgrammeWorkers, isBlocked, isInAgency } from './store.ts';

export type NewBlock = {
	/** As it stands in the address. */
	caseId: string;
	/** As it was chosen. */
	staffId: string;
	/** 20 to 500 characters; the caller has checked. */
	reason: string;
};

/**
 * From COMMIT on this person does not see the case nor that it exists, whatever they may else. Who
 * is named on it has to be replaced first (`named`): a case must not lose its people silently. Twice
 * is once. Null for who may not say so.
 */
export async function set(
	desk: Desk,
	staff: SteppingStaff,
	wanted: NewBlock
): Promise<'set' | 'named' | 'nobody' | 'no_step_up' | null> {
	const ofCase = caseIdOf.safeParse(wanted.caseId);
	if (!ofCase.success) return null;
	const { agencyId, staffId: by } = staff;
	const at = { agencyId, caseId: ofCase.data };

	return withAgency(desk.db, agencyId, async (tx) => {
		const row = await ofSupervisor(tx, staff, at.caseId);
		if (!row) return deny(tx, staff, { object: at.caseId, route: ROUTE });
		if (!(await hasSteppedUp(tx, staff))) return 'no_step_up';
		const chosen = staffIdOf.safeParse(wanted.staffId);
		if (!chosen.success || !(await isInAgency(tx, { agencyId, staffId: chosen.data })))
			return 'nobody';

		const { team } = row;
		const named = [
			team.responsibleOfficerId,
			team.deputyOfficerId,
			team.supportWorkerId,
			team.supervisorId,
			...(await findProgrammeWorkers(tx, at))
		];
		if (named.includes(chosen.data)) return 'named';
		if (await isBlocked(tx, { ...at, staffId: chosen.data })) return 'set';

		const { reason } = wanted;
		const noteId = await notes.add(tx, { ...at, authorId: by, kind: 'reason', text: reason });
		await block(tx, { ...at, staffId: chosen.data, by, noteId });
		await audit.append(tx, agencyId, {
			event: 'block.set',
			by,
			case: at.caseId,
			staff: chosen.data,
			reason: noteId
		});
		return 'set';
	});
}
