import { v7 as uuid } from 'uuid';
import { revisionId } from '#lib/domain/ids.ts';
import { CONSENT_VERSION, type StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import { sealRevision } from '#lib/server/platform/crypto/seal/index.ts';
import { onceMore, type Database } from '#lib/server/platform/db/client.ts';
import type { OpenVisit } from '../visit/current.ts';
import { isAsIssued } from '../visit/place.ts';
import {
	addRevision,
	endVisitAs,
	leaveDraft,
	makeDue,
	pendAudit,
	spendLink,
	wakeAssessment
} from './store.ts';

type Sending = {
	answers: StoredAnswers;
	seconds: number;
	as: 'sent' | 'declined';
	pepper: Uint8Array;
};

/**
 * The moment of sending. One transaction decides: before COMMIT the answers are still hers to
 * change, after it they are ours to act on, and only then may a page say "we have it".
 * A repeat after a broken connection uses the same ids and so writes nothing twice.
 */
export async function send(
	db: Database,
	visit: OpenVisit,
	{ answers, seconds, as, pepper }: Sending
): Promise<void> {
	const { agencyId, caseId, linkId, responseId, draftId, questionnaireVersion } = visit.row;
	const { version } = visit;
	const id = revisionId.parse(uuid());
	const auditId = uuid();
	// Sealed afresh to the case: from here on token and PIN open nothing. Never to a key that was
	// exchanged while she answered: the draft was begun under the true one, and is filed instead.
	const sealed = isAsIssued(visit.row, pepper)
		? await sealRevision({
				publicKey: visit.row.casePublicKey,
				agencyId,
				caseId,
				responseId,
				revisionId: id,
				questionnaireVersion,
				content: {
					answers,
					facts: visit.draft.facts,
					language: visit.language,
					mode: 'self',
					secondsOnForm: seconds,
					consentVersion: CONSENT_VERSION
				}
			})
		: null;

	await onceMore(() =>
		db.transaction(async (tx) => {
			// Twenty parallel sends of one visit: one gets past this line.
			if (!(await endVisitAs(tx, visit.secretHash, as))) return;
			const ours =
				sealed !== null &&
				(await spendLink(tx, { agencyId, linkId })) &&
				(await addRevision(tx, {
					agencyId,
					id,
					responseId,
					caseId,
					linkId,
					questionnaireVersion,
					sealed
				}));
			// Another device, or a talk with a worker, may have been quicker. Hers is not thrown
			// away: it becomes due now, and the worker files it beside the other.
			await (ours
				? leaveDraft(tx, { agencyId, draftId, version })
				: makeDue(tx, { agencyId, draftId }));
			const event = ours ? (`check_in.${as}` as const) : ('check_in.late' as const);
			await pendAudit(tx, agencyId, { event, link: linkId, response: responseId }, auditId);
			await wakeAssessment(tx);
		})
	);
}
