import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { AgencyId, ShareId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseEvent,
	flag,
	flagLane,
	responseRevision,
	share
} from '#lib/server/platform/db/schema/index.ts';
import type { Aside } from '../aside.ts';
import { besides } from '../store.ts';

/** The oldest that may be shared: signed, or in danger now. Another worker takes others. */
export async function claimShare(tx: Transaction, aside: Aside) {
	const [claimed] = await tx
		.select({
			agencyId: share.agencyId,
			id: share.id,
			caseId: share.caseId,
			responseId: share.responseId,
			flagIds: share.flagIds,
			by: share.by
		})
		.from(share)
		.where(
			and(
				sql`${share.filedAt} is null and (${share.inDangerNow} or ${share.signedAt} is not null)`,
				besides(share.id, aside)
			)
		)
		.orderBy(asc(share.at))
		.limit(1)
		.for('update', { skipLocked: true });
	return claimed ?? null;
}
export type ShareRow = NonNullable<Awaited<ReturnType<typeof claimShare>>>;

/** The chosen flags, if they are of this response of this case. */
export async function findChosen(
	tx: Transaction,
	{ agencyId, caseId, responseId, flagIds }: ShareRow
) {
	const rows = await tx
		.select({
			id: flag.id,
			concernId: flag.concernId,
			severity: flag.severity,
			isInPolice: sql<boolean>`${flagLane.flagId} is not null`
		})
		.from(flag)
		.innerJoin(
			responseRevision,
			and(eq(responseRevision.agencyId, flag.agencyId), eq(responseRevision.id, flag.revisionId))
		)
		.leftJoin(
			flagLane,
			and(
				eq(flagLane.agencyId, flag.agencyId),
				eq(flagLane.flagId, flag.id),
				eq(flagLane.lane, 'police')
			)
		)
		.where(
			and(
				eq(flag.agencyId, agencyId),
				eq(flag.caseId, caseId),
				eq(responseRevision.responseId, responseId),
				inArray(flag.id, flagIds)
			)
		)
		.orderBy(asc(flag.id));
	return rows.flatMap(({ concernId, ...row }) => (concernId ? [{ ...row, concernId }] : []));
}

/** False when it was shared before. */
export async function markFiled(
	tx: Transaction,
	{ agencyId, id }: { agencyId: AgencyId; id: ShareId }
): Promise<boolean> {
	const marked = await tx
		.update(share)
		.set({ filedAt: sql`heard_now()` })
		.where(and(eq(share.agencyId, agencyId), eq(share.id, id), isNull(share.filedAt)));
	return marked.count === 1;
}

export async function addCaseEvent(
	tx: Transaction,
	{ agencyId, caseId, by }: Pick<ShareRow, 'agencyId' | 'caseId' | 'by'>
): Promise<void> {
	await tx.insert(caseEvent).values({ agencyId, id: uuid(), caseId, kind: 'shared', by });
}
