import { DAY, plus } from '#lib/domain/clock.ts';
import type { SealedResponse } from '#lib/domain/response.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { OpenedCase } from '../case/index.ts';
import type { RevisionRow } from './store.ts';

/**
 * She said "do not ask me again" (CN0 `never`, N4 `no`): no message goes until her support worker, or
 * the officer where nobody supports her, has reviewed the contact plan with her (questionnaire.md 5,
 * SC6). Once for each response, whatever revisions of it come.
 */
export async function askForReview(
	tx: Transaction,
	{
		found: { row: team, boxKey },
		row: { agencyId, caseId, responseId },
		content: { answers },
		now
	}: { found: OpenedCase; row: RevisionRow; content: SealedResponse; now: Date }
): Promise<void> {
	if (answers.CN0 !== 'never' && answers.N4 !== 'no') return;
	const isSupported = team.supportOrganisationId !== null;
	await tasks.add(
		tx,
		{
			agencyId,
			caseId,
			lane: isSupported ? 'support' : 'police',
			ownerId: isSupported ? team.supportWorkerId : team.officerId,
			content: { kind: 'asks_no_more', about: null, reason: null },
			dueAt: plus(now, DAY),
			once: responseId
		},
		boxKey
	);
}
