import { and, desc, eq, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AgencyId, CaseId, ConcernId, ShareId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseTable,
	concern,
	share,
	staff as staffTable
} from '#lib/server/platform/db/schema/index.ts';
import type { Staff } from '../access/index.ts';

type InCase = { agencyId: AgencyId; caseId: CaseId };
type InShare = { agencyId: AgencyId; id: ShareId };

const by = alias(staffTable, 'decided_by');
const signer = alias(staffTable, 'signed_by');

/**
 * Who signs a decision to share: the lead of the organisation of the one who decided. Where it names
 * none, or the lead has decided, any other support worker of it. Never somebody who is blocked from
 * the case. It is no part of reaching the case: a lead is named on few.
 */
export function maySign(staff: Staff): SQL {
	if (staff.role !== 'support_worker') return sql`false`;
	return sql`(
		${share.by} <> ${staff.staffId}
		and exists (select 1 from staff decider
			join organisation body on body.agency_id = decider.agency_id
				and body.id = decider.organisation_id
			where decider.agency_id = ${share.agencyId} and decider.id = ${share.by}
				and decider.organisation_id = ${staff.organisationId}
				and (body.lead_id is null or body.lead_id = ${share.by} or body.lead_id = ${staff.staffId}))
		and not exists (select 1 from case_block block where block.agency_id = ${share.agencyId}
			and block.case_id = ${share.caseId} and block.staff_id = ${staff.staffId}
			and block.lifted_at is null)
	)`;
}

export function waitsForSignatureOf(staff: Staff): SQL {
	return sql`(${share.signedAt} is null and ${maySign(staff)})`;
}

const columns = {
	id: share.id,
	caseId: share.caseId,
	responseId: share.responseId,
	flagIds: share.flagIds,
	ground: share.ground,
	asked: share.asked,
	noteId: share.noteId,
	by: { id: by.id, name: by.name },
	at: share.at,
	signedBy: { id: signer.id, name: signer.name },
	signedAt: share.signedAt,
	inDangerNow: share.inDangerNow,
	filedAt: share.filedAt,
	toldAt: share.toldAt
};

const ofDecider = and(eq(by.agencyId, share.agencyId), eq(by.id, share.by));
const ofSigner = and(eq(signer.agencyId, share.agencyId), eq(signer.id, share.signedBy));

/** Decisions of a case, the newest first. */
export function findShares(tx: Transaction, { agencyId, caseId }: InCase) {
	return tx
		.select(columns)
		.from(share)
		.innerJoin(by, ofDecider)
		.leftJoin(signer, ofSigner)
		.where(and(eq(share.agencyId, agencyId), eq(share.caseId, caseId)))
		.orderBy(desc(share.at), desc(share.id));
}
export type ShareRow = Awaited<ReturnType<typeof findShares>>[number];

/** One decision, for the person who may sign it or has signed it. */
export async function findForSigner(tx: Transaction, staff: Staff, id: ShareId) {
	const [found] = await tx
		.select({ ...columns, reference: caseTable.reference })
		.from(share)
		.innerJoin(by, ofDecider)
		.leftJoin(signer, ofSigner)
		.innerJoin(
			caseTable,
			and(eq(caseTable.agencyId, share.agencyId), eq(caseTable.id, share.caseId))
		)
		.where(and(eq(share.agencyId, staff.agencyId), eq(share.id, id), maySign(staff)));
	return found ?? null;
}

export async function findShare(tx: Transaction, { agencyId, id }: InShare) {
	const [found] = await tx
		.select({
			caseId: share.caseId,
			by: share.by,
			noteId: share.noteId,
			filedAt: share.filedAt,
			flagIds: share.flagIds,
			ground: share.ground,
			asked: share.asked,
			inDangerNow: share.inDangerNow
		})
		.from(share)
		.where(and(eq(share.agencyId, agencyId), eq(share.id, id)));
	return found ?? null;
}

/** False when there is one with this id. */
export async function addShare(tx: Transaction, row: typeof share.$inferInsert): Promise<boolean> {
	const added = await tx.insert(share).values(row).onConflictDoNothing();
	return added.count === 1;
}

/** False when somebody has signed it before. */
export async function signShare(
	tx: Transaction,
	{ agencyId, id, signedBy }: InShare & { signedBy: StaffId }
): Promise<boolean> {
	const signed = await tx
		.update(share)
		.set({ signedBy, signedAt: sql`heard_now()` })
		.where(
			and(
				eq(share.agencyId, agencyId),
				eq(share.id, id),
				isNull(share.signedAt),
				ne(share.by, signedBy)
			)
		);
	return signed.count === 1;
}

/** False when it was recorded before. */
export async function markTold(tx: Transaction, { agencyId, id }: InShare): Promise<boolean> {
	const told = await tx
		.update(share)
		.set({ toldAt: sql`heard_now()` })
		.where(and(eq(share.agencyId, agencyId), eq(share.id, id), isNull(share.toldAt)));
	return told.count === 1;
}

export async function findOpenConcern(
	tx: Transaction,
	{ agencyId, caseId }: InCase
): Promise<ConcernId | null> {
	const [found] = await tx
		.select({ id: concern.id })
		.from(concern)
		.where(
			and(eq(concern.agencyId, agencyId), eq(concern.caseId, caseId), isNull(concern.closedAt))
		);
	return found?.id ?? null;
}

/** Tells the worker at COMMIT that something waits. If it is lost, its sweep looks in 15 s. */
export async function wakeWorker(tx: Transaction): Promise<void> {
	await tx.execute(sql`select pg_notify('heard_assess', '')`);
}
