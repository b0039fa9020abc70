import { and, desc, eq, getTableColumns, isNull, ne, sql } from 'drizzle-orm';
import type { Aside } from '../aside.ts';
import { besides } from '../store.ts';
import type { CasePlace } from '../case/index.ts';
import type { AgencyId, ResponseId, RevisionId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	concern,
	flag,
	flagLane,
	response,
	responseMeasure,
	responseRevision
} from '#lib/server/platform/db/schema/index.ts';

export type RevisionRow = typeof responseRevision.$inferSelect;

// The case is that of the response, for intake writes the other one: it could name none that exists,
// and nobody would ever see it. Where the two differ nothing is opened.
const claimedColumns = {
	...getTableColumns(responseRevision),
	caseId: response.caseId,
	sealed: sql`case when ${responseRevision.caseId} = ${response.caseId}
		then ${responseRevision.sealed} else '' end`.mapWith(responseRevision.sealed)
};
const itsResponse = and(
	eq(response.agencyId, responseRevision.agencyId),
	eq(response.id, responseRevision.responseId)
);

/** The oldest revision that nobody has assessed and nobody is assessing. */
export async function claimRevision(tx: Transaction, aside: Aside): Promise<RevisionRow | null> {
	const [claimed] = await tx
		.select(claimedColumns)
		.from(responseRevision)
		.innerJoin(response, itsResponse)
		.where(and(isNull(responseRevision.assessedAt), besides(responseRevision.id, aside)))
		.orderBy(responseRevision.savedAt)
		.limit(1)
		.for('update', { skipLocked: true, of: responseRevision });
	return claimed ?? null;
}

export async function claimRevisionById(
	tx: Transaction,
	{ agencyId, id }: { agencyId: AgencyId; id: RevisionId }
): Promise<RevisionRow | null> {
	const [claimed] = await tx
		.select(claimedColumns)
		.from(responseRevision)
		.innerJoin(response, itsResponse)
		.where(
			and(
				eq(responseRevision.agencyId, agencyId),
				eq(responseRevision.id, id),
				isNull(responseRevision.assessedAt)
			)
		)
		.for('update', { skipLocked: true, of: responseRevision });
	return claimed ?? null;
}

/** False when somebody else was quicker: then all of this assessment is rolled back. */
export async function markAssessed(tx: Transaction, row: RevisionRow): Promise<boolean> {
	const marked = await tx
		.update(responseRevision)
		.set({ assessedAt: sql`heard_now()` })
		.where(
			and(
				eq(responseRevision.agencyId, row.agencyId),
				eq(responseRevision.id, row.id),
				isNull(responseRevision.assessedAt)
			)
		);
	return marked.count === 1;
}

/** Assessed revisions of the case's other responses, the latest response first, `sent` before `unsent`. */
export function readEarlier(
	tx: Transaction,
	{ agencyId, caseId, responseId }: CasePlace & { responseId: ResponseId | null }
) {
	return tx
		.select()
		.from(responseRevision)
		.where(
			and(
				eq(responseRevision.agencyId, agencyId),
				eq(responseRevision.caseId, caseId),
				responseId ? ne(responseRevision.responseId, responseId) : undefined,
				sql`${responseRevision.assessedAt} is not null`
			)
		)
		.orderBy(desc(responseRevision.savedAt));
}

export async function writeMeasure(
	tx: Transaction,
	row: { agencyId: AgencyId; responseId: ResponseId; box: Uint8Array }
): Promise<void> {
	await tx
		.insert(responseMeasure)
		.values(row)
		.onConflictDoUpdate({
			target: [responseMeasure.agencyId, responseMeasure.responseId],
			set: { box: row.box }
		});
}

/** Is this revision the latest of its response: the sent one, else the newest saved? */
export async function isLatest(tx: Transaction, row: RevisionRow): Promise<boolean> {
	if (row.kind === 'sent') return true;
	const [better] = await tx
		.select({ id: responseRevision.id })
		.from(responseRevision)
		.where(
			and(
				eq(responseRevision.agencyId, row.agencyId),
				eq(responseRevision.responseId, row.responseId),
				ne(responseRevision.id, row.id),
				sql`(${responseRevision.kind} = 'sent' or ${responseRevision.savedAt} > ${row.savedAt.toISOString()})`
			)
		)
		.limit(1);
	return better === undefined;
}

/** Highest severity of the flags that were filed for these revisions. */
export async function severitiesOf(
	tx: Transaction,
	{ agencyId, revisions }: { agencyId: AgencyId; revisions: RevisionId[] }
) {
	if (revisions.length === 0) return [];
	const rows = await tx
		.select({ severity: flag.severity })
		.from(flag)
		.where(and(eq(flag.agencyId, agencyId), inIds(flag.revisionId, revisions)));
	return rows.map((row) => row.severity);
}

const inIds = (column: typeof flag.revisionId, ids: string[]) =>
	sql`${column} in (${sql.join(
		ids.map((id) => sql`${id}`),
		sql`, `
	)})`;

/** Flags of high or critical that are past a limit somewhere: for CB6. */
export function readOverdue(tx: Transaction, { agencyId, caseId }: CasePlace) {
	return tx
		.selectDistinct({
			id: flag.id,
			concernId: flag.concernId,
			revisionId: flag.revisionId,
			rulesetVersion: flag.rulesetVersion,
			sealed: flag.sealed
		})
		.from(flag)
		.innerJoin(flagLane, and(eq(flagLane.agencyId, flag.agencyId), eq(flagLane.flagId, flag.id)))
		.innerJoin(
			concern,
			and(eq(concern.agencyId, flag.agencyId), eq(concern.id, flagLane.concernId))
		)
		.where(
			and(
				eq(flag.agencyId, agencyId),
				eq(flag.caseId, caseId),
				isNull(concern.closedAt),
				sql`${flag.severity} in ('high', 'critical')`,
				sql`((${flagLane.seenAt} is null and ${flagLane.seeBy} < heard_now())
					or (${flagLane.actedAt} is null and ${flagLane.actBy} < heard_now()))`
			)
		);
}

/** A check-in only ever moves towards an answer here. */
export async function moveCheckIn(
	tx: Transaction,
	{
		agencyId,
		responseId,
		state
	}: { agencyId: AgencyId; responseId: ResponseId; state: 'started' | 'sent' | 'declined' }
): Promise<void> {
	await tx.execute(sql`
		update check_in set state = ${state}
		from response r
		where r.agency_id = ${agencyId} and r.id = ${responseId}
			and check_in.agency_id = r.agency_id and check_in.id = r.check_in_id
			and check_in.state not in ('sent', 'declined', 'cancelled')
	`);
}
