import { sql } from 'drizzle-orm';
import type { AgencyId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';

/** `body` is canonical JSON. The function chains it and sets its time. */
export async function chain(tx: Transaction, agencyId: AgencyId, body: string): Promise<void> {
	await tx.execute(sql`select audit_append(${agencyId}::uuid, ${body})`);
}
