import { onceMore, type Database } from '#lib/server/platform/db/client.ts';
import { removeDraft } from '../draft/store.ts';
import type { OpenVisit } from '../visit/current.ts';
import { endVisitAs, pendAudit } from './store.ts';

/** "Stop and delete my answers": this visit's draft is gone, nothing else is touched. */
export async function deleteAnswers(db: Database, visit: OpenVisit): Promise<void> {
	const { agencyId, linkId, draftId } = visit.row;
	await onceMore(() =>
		db.transaction(async (tx) => {
			if (!(await endVisitAs(tx, visit.secretHash, 'deleted'))) return;
			await removeDraft(tx, { agencyId, draftId, version: visit.version });
			await pendAudit(tx, agencyId, { event: 'check_in.deleted', link: linkId });
		})
	);
}

/** "Not now": the visit ends, the link lives, what was saved keeps its value. */
export async function comeBackLater(db: Database, visit: OpenVisit): Promise<void> {
	const { agencyId, linkId } = visit.row;
	await onceMore(() =>
		db.transaction(async (tx) => {
			if (!(await endVisitAs(tx, visit.secretHash, 'not_now'))) return;
			await pendAudit(tx, agencyId, { event: 'check_in.not_now', link: linkId });
		})
	);
}
