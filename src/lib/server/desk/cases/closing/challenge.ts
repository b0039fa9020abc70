import { mayBeChallenged } from '#lib/domain/case/index.ts';
import { databaseNow } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as notes from '../../notes/index.ts';
import * as notices from '../../notices/index.ts';
import * as history from '../history/index.ts';
import { findSupervisors } from '../parked/store.ts';
import { atCase } from './at.ts';
import { changeClosing, findLastClosing, now, planRoundsAgain, setClosed } from './store.ts';
import { noMoreToAgree } from './work.ts';

/**
 * Support challenges a closing that is asked for, or one of the last 14 days: then the case is open
 * again. A supervisor of another unit decides. `over`: too late, or challenged before.
 */
export function challenge(
	desk: Desk,
	staff: Staff,
	{ caseId, text }: { caseId: string; text: string }
): Promise<'challenged' | 'over' | null> {
	const wanted = { caseId, as: ['support_worker'] as const };
	return atCase<'challenged' | 'over'>(desk, staff, wanted, async ({ tx, at, row }) => {
		const found = await findLastClosing(tx, at);
		// somebody has opened the case again meanwhile: there is nothing left to challenge
		const isUndone = found?.closedAt != null && row.closedAt === null;
		if (!found || isUndone || !mayBeChallenged(found, await databaseNow(tx))) return 'over';
		const { staffId: by } = staff;
		const noteId = await notes.add(tx, { ...at, authorId: by, kind: 'reason', text });
		await changeClosing(
			tx,
			{ agencyId: at.agencyId, id: found.id },
			{ challengedBy: by, challengedAt: now, challengeNoteId: noteId }
		);
		await noMoreToAgree(tx, desk, { at, lanes: ['supervisor', 'support'], by });
		await history.add(tx, { ...at, kind: 'closing_challenged', by, noteId });
		const isReopened = row.closedAt !== null;
		if (isReopened) {
			await setClosed(tx, { ...at, isClosed: false });
			await planRoundsAgain(tx, at);
			await history.add(tx, { ...at, kind: 'reopened', by });
		}
		const boxKey = await desk.keys.boxKey(tx, at.agencyId);
		for (const staffId of await findSupervisors(tx, at.agencyId)) {
			const isOwn = staffId === found.team.supervisorId;
			if (isOwn || found.team.blockedIds.includes(staffId)) continue;
			await notices.add(tx, { agencyId: at.agencyId, staffId, kind: 'new_item' }, boxKey);
		}
		await audit.append(tx, at.agencyId, {
			event: 'case.closing_challenged',
			by,
			case: at.caseId,
			reason: noteId
		});
		if (isReopened) {
			await audit.append(tx, at.agencyId, {
				event: 'case.reopened',
				by,
				case: at.caseId,
				reason: noteId
			});
		}
		return 'challenged';
	});
}
