import { scopeOf } from '#lib/domain/access/index.ts';
import { caseId } from '#lib/domain/ids.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { deny, reach, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { unsealPlan } from './plan.ts';
import { ROUTE } from './read.ts';
import { findPlan } from './store.ts';

/**
 * The safe word, for somebody who is about to talk to her: asked for each time, and each time on
 * record. Empty when none is agreed. Null for who does not reach the case.
 */
export async function safeWord(desk: Desk, staff: Staff, id: string): Promise<string | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	const at = { agencyId: staff.agencyId, caseId: parsed.data };
	const found = await withAgency(desk.db, staff.agencyId, async (tx) => {
		const relation = await reach(tx, staff, at.caseId);
		if (!relation || scopeOf(relation, 'safeWord') === 'none') {
			return deny(tx, staff, { object: at.caseId, route: ROUTE });
		}
		const row = await findPlan(tx, at);
		await audit.append(tx, at.agencyId, {
			event: 'safe_word.shown',
			by: staff.staffId,
			case: at.caseId
		});
		return { row, key: await desk.keys.caseKey(tx, at) };
	});
	if (!found) return null;
	return found.row ? (await unsealPlan(found.key, at, found.row)).safeWord : '';
}
