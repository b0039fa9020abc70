import { sql } from 'drizzle-orm';
import type { AgencyId, DraftId, LinkId } from '#lib/domain/ids.ts';
import type { Runner, Transaction } from '#lib/server/platform/db/client.ts';
import { draft } from '#lib/server/platform/db/schema/index.ts';

export async function addDraft(
	tx: Transaction,
	row: {
		agencyId: AgencyId;
		id: DraftId;
		linkId: LinkId;
		salt: Uint8Array;
		stateBox: Uint8Array;
		keySealed: Uint8Array;
	}
): Promise<void> {
	await tx.insert(draft).values(row);
}

export type Place = { agencyId: AgencyId; draftId: DraftId; version: number };

/** A later visit takes the draft over. What was due stays due: nothing was said yet. */
export async function replaceState(
	tx: Transaction,
	{ agencyId, draftId, version, stateBox }: Place & { stateBox: Uint8Array }
): Promise<void> {
	await tx.execute(sql`
		update draft set state_box = ${stateBox}, version = version + 1
		where agency_id = ${agencyId} and id = ${draftId} and version = ${version}
	`);
}

/** When a saved draft is taken over by the worker. */
export type Due = 'unchanged' | 'in_a_while' | 'now';

/**
 * One statement, one round trip: the answers of this page, if the visit still lives and nobody
 * saved in between. False: look again.
 */
export async function saveState(
	db: Runner,
	{
		agencyId,
		draftId,
		version,
		secretHash,
		stateBox,
		due,
		fileAfterMinutes
	}: Place & {
		secretHash: Uint8Array;
		stateBox: Uint8Array;
		due: Due;
		fileAfterMinutes: number;
	}
): Promise<boolean> {
	const dueAt = {
		unchanged: sql`draft.due_at`,
		// what is due already (danger) is not put off by the next answer
		in_a_while: sql`case when draft.due_at <= heard_now() then draft.due_at
			else heard_now() + make_interval(mins => ${fileAfterMinutes}) end`,
		now: sql`heard_now()`
	}[due];
	const savedAt = due === 'unchanged' ? sql`draft.saved_at` : sql`heard_now()`;
	const saved = await db.execute(sql`
		with here as (
			update visit set seen_at = heard_now()
			where secret_hash = ${secretHash} and state = 'open'
				and seen_at > heard_now() - interval '15 minutes'
				and started_at > heard_now() - interval '2 hours'
				and draft_id = ${draftId}
			returning 1
		)
		update draft set state_box = ${stateBox}, version = version + 1,
			saved_at = ${savedAt}, due_at = ${dueAt}
		where agency_id = ${agencyId} and id = ${draftId} and version = ${version}
			and exists (select 1 from here)
	`);
	return saved.count === 1;
}

export async function removeDraft(tx: Transaction, { agencyId, draftId }: Place): Promise<void> {
	await tx.execute(sql`delete from draft where agency_id = ${agencyId} and id = ${draftId}`);
}
