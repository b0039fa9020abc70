import type { CaseOrder } from '#lib/domain/case-facts.ts';
import type { CaseKeyRow } from '#lib/server/platform/crypto/keys/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseFacts,
	caseKey,
	caseTable,
	checkIn,
	order,
	programme,
	response
} from '#lib/server/platform/db/schema/index.ts';
import type { CasePlace } from '../facts.ts';

export async function addCase(
	tx: Transaction,
	row: typeof caseTable.$inferInsert,
	key: CaseKeyRow
): Promise<void> {
	await tx.insert(caseTable).values(row);
	await tx.insert(caseKey).values(key);
}

export async function addFacts(
	tx: Transaction,
	row: CasePlace & { version: number; sealed: Uint8Array }
): Promise<void> {
	await tx.insert(caseFacts).values(row);
}

export async function addOrders(
	tx: Transaction,
	{ agencyId, caseId }: CasePlace,
	orders: readonly CaseOrder[]
): Promise<void> {
	if (orders.length === 0) return;
	await tx.insert(order).values(orders.map((one) => ({ ...one, agencyId, caseId })));
}

export async function addProgramme(
	tx: Transaction,
	row: typeof programme.$inferInsert
): Promise<void> {
	await tx.insert(programme).values(row);
}

export async function addCheckIn(
	tx: Transaction,
	row: typeof checkIn.$inferInsert,
	responseRow: typeof response.$inferInsert
): Promise<void> {
	await tx.insert(checkIn).values(row);
	await tx.insert(response).values(responseRow);
}
