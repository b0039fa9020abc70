import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { link, responseRevision } from '#lib/server/platform/db/schema/index.ts';

type InCase = { agencyId: AgencyId; caseId: CaseId };

/** A response has few revisions; of these the latest of each response is shown. */
const MOST = 12;

/** Assessed revisions, the newest first. An unassessed one is opened by nobody by hand. */
export function findAnswers(tx: Transaction, { agencyId, caseId }: InCase) {
	return tx
		.select({
			revisionId: responseRevision.id,
			responseId: responseRevision.responseId,
			kind: responseRevision.kind,
			questionnaireVersion: responseRevision.questionnaireVersion,
			sealed: responseRevision.sealed,
			savedAt: responseRevision.savedAt,
			oneHand: sql<boolean>`coalesce(${link.oneHand}, false)`
		})
		.from(responseRevision)
		.leftJoin(
			link,
			and(eq(link.agencyId, responseRevision.agencyId), eq(link.id, responseRevision.linkId))
		)
		.where(
			and(
				eq(responseRevision.agencyId, agencyId),
				eq(responseRevision.caseId, caseId),
				isNotNull(responseRevision.assessedAt)
			)
		)
		.orderBy(desc(responseRevision.savedAt))
		.limit(MOST);
}
export type AnswerRow = Awaited<ReturnType<typeof findAnswers>>[number];

/** Responses that a flag of this concern was found in. */
export async function findResponsesIn(
	tx: Transaction,
	{ agencyId, caseId, concernId }: InCase & { concernId: string }
) {
	const rows = await tx.execute<{ id: AnswerRow['responseId'] }>(sql`
		select distinct r.response_id as id from flag f
		join response_revision r on r.agency_id = f.agency_id and r.id = f.revision_id
		where f.agency_id = ${agencyId} and f.case_id = ${caseId} and f.concern_id = ${concernId}`);
	return new Set(rows.map(({ id }) => id));
}
