import { sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import { auditBody, type AuditEvent } from '#lib/domain/audit-events/index.ts';
import type { AgencyId, CaseId, DraftId, LinkId, ResponseId, RevisionId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { auditPending, responseRevision } from '#lib/server/platform/db/schema/index.ts';

type VisitEnd = 'sent' | 'declined' | 'deleted' | 'not_now';

/** Ends an open visit; false when another request of it was quicker. */
export async function endVisitAs(
	tx: Transaction,
	secretHash: Uint8Array,
	end: VisitEnd
): Promise<boolean> {
	const ended = await tx.execute(sql`
		update visit set state = ${end}, seen_at = heard_now()
		where secret_hash = ${secretHash} and state = 'open'
			and seen_at > heard_now() - interval '15 minutes'
			and started_at > heard_now() - interval '2 hours'
	`);
	return ended.count === 1;
}

type LinkPlace = { agencyId: AgencyId; linkId: LinkId };

/** The compare-and-set that spends a link. Only sending spends it, and only once. */
export async function spendLink(tx: Transaction, at: LinkPlace): Promise<boolean> {
	const spent = await tx.execute(sql`
		update link set state = 'sent'
		where agency_id = ${at.agencyId} and id = ${at.linkId}
			and state = 'open' and expires_at > heard_now()
	`);
	return spent.count === 1;
}

/** False when the response has a sent revision already: another link or a talk was quicker. */
export async function addRevision(
	tx: Transaction,
	row: {
		agencyId: AgencyId;
		id: RevisionId;
		responseId: ResponseId;
		caseId: CaseId;
		linkId: LinkId;
		questionnaireVersion: string;
		sealed: Uint8Array;
	}
): Promise<boolean> {
	const added = await tx
		.insert(responseRevision)
		.values({ ...row, kind: 'sent' })
		.onConflictDoNothing();
	return added.count === 1;
}

/**
 * Draft of a visit that has sent what stood in `version`. A second device on the same draft may still
 * be answering; what it saved while this was sent is not in there, and stays due.
 */
export async function leaveDraft(
	tx: Transaction,
	{ agencyId, draftId, version }: { agencyId: AgencyId; draftId: DraftId; version: number }
): Promise<void> {
	await tx.execute(sql`
		with others as (
			select 1 from visit
			where agency_id = ${agencyId} and draft_id = ${draftId} and state = 'open'
				and seen_at > heard_now() - interval '15 minutes'
		), kept as (
			update draft set due_at = null
			where agency_id = ${agencyId} and id = ${draftId} and version = ${version}
				and exists (select 1 from others)
		)
		delete from draft
		where agency_id = ${agencyId} and id = ${draftId} and version = ${version}
			and not exists (select 1 from others)
	`);
}

/** Answers that lost the race are filed beside the others, at once. Nothing is thrown away. */
export async function makeDue(
	tx: Transaction,
	{ agencyId, draftId }: { agencyId: AgencyId; draftId: DraftId }
): Promise<void> {
	await tx.execute(sql`
		update draft set due_at = heard_now() where agency_id = ${agencyId} and id = ${draftId}
	`);
}

/** The worker chains it later: a broken chain must never block a victim. */
export async function pendAudit(
	tx: Transaction,
	agencyId: AgencyId,
	event: AuditEvent,
	id = uuid()
): Promise<void> {
	await tx
		.insert(auditPending)
		.values({ agencyId, id, body: auditBody(event) })
		.onConflictDoNothing();
}

/** The payload is always empty: whoever listens in learns nothing, whoever floods it says nothing. */
export async function wakeAssessment(tx: Transaction): Promise<void> {
	await tx.execute(sql`select pg_notify('heard_assess', '')`);
}
