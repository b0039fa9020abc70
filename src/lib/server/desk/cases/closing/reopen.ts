import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as notes from '../../notes/index.ts';
import * as history from '../history/index.ts';
import { atCase } from './at.ts';
import { planRoundsAgain, setClosed } from './store.ts';

/** The unit's supervisor opens a closed case again, with a reason. `over`: it is open. */
export function reopen(
	desk: Desk,
	staff: Staff,
	{ caseId, reason }: { caseId: string; reason: string }
): Promise<'reopened' | 'over' | null> {
	return atCase<'reopened' | 'over'>(
		desk,
		staff,
		{ caseId, as: ['supervisor'] },
		async ({ tx, at, row }) => {
			if (row.closedAt === null) return 'over';
			const { staffId: by } = staff;
			const noteId = await notes.add(tx, { ...at, authorId: by, kind: 'reason', text: reason });
			await setClosed(tx, { ...at, isClosed: false });
			await planRoundsAgain(tx, at);
			await history.add(tx, { ...at, kind: 'reopened', by, noteId });
			await audit.append(tx, at.agencyId, {
				event: 'case.reopened',
				by,
				case: at.caseId,
				reason: noteId
			});
			return 'reopened';
		}
	);
}
