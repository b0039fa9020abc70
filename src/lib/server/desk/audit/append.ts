import { auditBody, type AuditEvent } from '#lib/domain/audit-events/index.ts';
import type { AgencyId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { chain } from './store.ts';

/**
 * Appends to the agency's chain. Whoever opens something calls this first, in the same transaction,
 * and opens after COMMIT: when the record fails, nothing is shown (R4). It holds the agency's chain
 * until COMMIT, so it comes last in its transaction.
 */
export function append(tx: Transaction, agencyId: AgencyId, event: AuditEvent): Promise<void> {
	return chain(tx, agencyId, auditBody(event));
}
