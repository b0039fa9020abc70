import { and, eq, sql } from 'drizzle-orm';
import type { AgencyId, DraftId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { draft, link, responseRevision } from '#lib/server/platform/db/schema/index.ts';
import type { Aside } from '../aside.ts';
import { besides } from '../store.ts';

/** A draft that is due and holds something new. */
export async function claimDraft(tx: Transaction, aside: Aside) {
	const [claimed] = await tx
		.select({
			agencyId: draft.agencyId,
			id: draft.id,
			linkId: draft.linkId,
			stateBox: draft.stateBox,
			keySealed: draft.keySealed,
			version: draft.version,
			// intake writes it: what no calendar has, or what is to come, could not be filed
			savedAt: sql`least(greatest(${draft.savedAt}, ${link.issuedAt}), heard_now())`.mapWith(
				draft.savedAt
			),
			caseId: link.caseId,
			responseId: link.responseId,
			questionnaireVersion: link.questionnaireVersion
		})
		.from(draft)
		.innerJoin(link, and(eq(link.agencyId, draft.agencyId), eq(link.id, draft.linkId)))
		.where(
			and(
				sql`${draft.dueAt} <= heard_now() and ${draft.version} > ${draft.filedVersion}`,
				besides(draft.id, aside)
			)
		)
		.orderBy(draft.dueAt)
		.limit(1)
		.for('update', { skipLocked: true, of: draft });
	return claimed ?? null;
}

export type DraftRow = Awaited<ReturnType<typeof claimDraft>>;

export async function markFiled(
	tx: Transaction,
	{ agencyId, id, version }: { agencyId: AgencyId; id: DraftId; version: number }
): Promise<void> {
	await tx
		.update(draft)
		.set({ filedVersion: version, dueAt: null })
		.where(and(eq(draft.agencyId, agencyId), eq(draft.id, id)));
}

/** A repeat is harmless: one `unsent` revision for each version of a draft. */
export async function addUnsent(
	tx: Transaction,
	row: Omit<typeof responseRevision.$inferInsert, 'kind'>
): Promise<boolean> {
	const added = await tx
		.insert(responseRevision)
		.values({ ...row, kind: 'unsent' })
		.onConflictDoNothing();
	if (added.count === 1) return true;
	const { agencyId, draftId, draftVersion } = row;
	const repeated = await tx.execute(sql`
		select 1 from response_revision
		where agency_id = ${agencyId} and draft_id = ${draftId} and draft_version = ${draftVersion}
			and kind = 'unsent'
	`);
	if (repeated.length > 0) return false;
	// intake can only add, and something of its own has taken this place: hers is filed all the same
	await tx
		.insert(responseRevision)
		.values({ ...row, kind: 'unsent', draftId: null, draftVersion: null });
	return true;
}
