import { mayWorkLinks } from '#lib/domain/access/index.ts';
import type { CaseId } from '#lib/domain/ids.ts';
import type { Side } from '#lib/domain/talk/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { deny, reach, type Staff } from '../access/index.ts';

export const ROUTE = '/desk/cases/[id]/check-in';

/**
 * On whose side this person may hold a talk: whoever may bring her a link may ask her as well. Null,
 * and recorded, for everybody else.
 */
export async function sideOf(tx: Transaction, staff: Staff, caseId: CaseId): Promise<Side | null> {
	const relation = await reach(tx, staff, caseId);
	if (!relation || !mayWorkLinks(relation))
		return deny(tx, staff, { object: caseId, route: ROUTE });
	return relation === 'support_worker' ? 'support' : 'police';
}
