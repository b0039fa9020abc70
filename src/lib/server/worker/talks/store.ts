import { and, eq, sql } from 'drizzle-orm';
import type { AgencyId, TalkId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { flag, responseRevision, talk } from '#lib/server/platform/db/schema/index.ts';
import type { Aside } from '../aside.ts';
import { besides } from '../store.ts';

/** A talk that is due and holds something new. */
export async function claimTalk(tx: Transaction, aside: Aside) {
	const [claimed] = await tx
		.select({
			agencyId: talk.agencyId,
			id: talk.id,
			caseId: talk.caseId,
			responseId: talk.responseId,
			staffId: talk.staffId,
			questionnaireVersion: talk.questionnaireVersion,
			sealed: talk.sealed,
			version: talk.version,
			savedAt: talk.savedAt
		})
		.from(talk)
		.where(
			and(
				sql`${talk.dueAt} <= heard_now() and ${talk.version} > ${talk.filedVersion}`,
				besides(talk.id, aside)
			)
		)
		.orderBy(talk.dueAt)
		.limit(1)
		.for('update', { skipLocked: true });
	return claimed ?? null;
}

export type TalkRow = NonNullable<Awaited<ReturnType<typeof claimTalk>>>;

export async function markFiled(
	tx: Transaction,
	{ agencyId, id, version }: { agencyId: AgencyId; id: TalkId; version: number }
): Promise<void> {
	await tx
		.update(talk)
		.set({ filedVersion: version, dueAt: null })
		.where(and(eq(talk.agencyId, agencyId), eq(talk.id, id)));
}

/** A repeat is harmless: one revision for each version of a talk. */
export async function addUnsent(
	tx: Transaction,
	row: Omit<typeof responseRevision.$inferInsert, 'kind'>
): Promise<boolean> {
	const added = await tx
		.insert(responseRevision)
		.values({ ...row, kind: 'unsent' })
		.onConflictDoNothing();
	return added.count === 1;
}

/** Whether a flag that is filed once has been: no concern is opened for it again. */
export async function isFiled(
	tx: Transaction,
	{ agencyId, mac }: { agencyId: AgencyId; mac: Uint8Array }
): Promise<boolean> {
	const found = await tx
		.select({ id: flag.id })
		.from(flag)
		.where(and(eq(flag.agencyId, agencyId), eq(flag.onceMac, mac)));
	return found.length > 0;
}
