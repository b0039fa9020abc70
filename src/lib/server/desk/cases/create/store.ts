import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import type { CaseKeyRow } from '#lib/server/platform/crypto/keys/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	agencyTable,
	caseFacts,
	caseKey,
	caseTable,
	checkIn,
	order,
	programme,
	response,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import { ofItsUnit, teamColumns } from '../../access/store.ts';
import type { CasePlace } from '../facts.ts';

export async function addCases(
	tx: Transaction,
	{
		cases,
		keys,
		facts
	}: {
		cases: (typeof caseTable.$inferInsert)[];
		keys: CaseKeyRow[];
		facts: (CasePlace & { version: number; sealed: Uint8Array })[];
	}
): Promise<void> {
	await tx.insert(caseTable).values(cases);
	await tx.insert(caseKey).values(keys);
	await tx.insert(caseFacts).values(facts);
}

export async function addOrders(
	tx: Transaction,
	rows: (typeof order.$inferInsert)[]
): Promise<void> {
	if (rows.length > 0) await tx.insert(order).values(rows);
}

export async function addProgramme(
	tx: Transaction,
	rows: (typeof programme.$inferInsert)[]
): Promise<void> {
	if (rows.length > 0) await tx.insert(programme).values(rows);
}

export async function addCheckIn(
	tx: Transaction,
	rows: (typeof checkIn.$inferInsert)[],
	responses: (typeof response.$inferInsert)[]
): Promise<void> {
	if (rows.length === 0) return;
	await tx.insert(checkIn).values(rows);
	await tx.insert(response).values(responses);
}

/**
 * One at a time makes cases with references of people's own in an agency: two at once could each see
 * that a reference is free. A row that intake may not lock.
 */
export async function lockReferences(tx: Transaction, agencyId: AgencyId): Promise<void> {
	await tx
		.select({ id: agencyTable.id })
		.from(agencyTable)
		.where(eq(agencyTable.id, agencyId))
		.for('no key update');
}

/** Every case that has one of these references, with its team. */
export function findByReference(
	tx: Transaction,
	{ agencyId, references }: { agencyId: AgencyId; references: readonly string[] }
) {
	return tx
		.select({
			caseId: caseTable.id,
			reference: caseTable.reference,
			isParked: sql<boolean>`${caseTable.parkedAt} is not null`,
			team: teamColumns
		})
		.from(caseTable)
		.innerJoin(unit, ofItsUnit)
		.where(and(eq(caseTable.agencyId, agencyId), inArray(caseTable.reference, [...references])))
		.orderBy(asc(caseTable.reference), asc(caseTable.id));
}

/** Whether this very form has made its case before. */
export async function hasCase(
	tx: Transaction,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
): Promise<boolean> {
	const [found] = await tx
		.select({ id: caseTable.id })
		.from(caseTable)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)));
	return found !== undefined;
}
