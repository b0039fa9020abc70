import { sealedResponse, type SealedResponse } from '#lib/domain/response.ts';
import { openRevision, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import type { RevisionRow } from './store.ts';

/** Null for whatever does not open as what it says it is. */
export async function open(key: OpeningKey, row: RevisionRow): Promise<SealedResponse | null> {
	try {
		const opened = await openRevision({
			key,
			sealed: row.sealed,
			agencyId: row.agencyId,
			caseId: row.caseId,
			responseId: row.responseId,
			revisionId: row.id,
			questionnaireVersion: row.questionnaireVersion
		});
		return sealedResponse.parse(opened);
	} catch {
		return null;
	}
}
