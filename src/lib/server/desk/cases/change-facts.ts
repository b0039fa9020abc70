import { caseFacts, type CaseFacts } from '#lib/domain/case-facts.ts';
import { scopeOf } from '#lib/domain/access/index.ts';
import type { CaseId } from '#lib/domain/ids.ts';
import { sealCaseFacts } from '#lib/server/platform/crypto/seal/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { findCaseKey } from '../keys/index.ts';
import { deny, reach, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { unsealFacts } from './facts.ts';
import { findFacts, replaceFacts } from './store.ts';

/**
 * Changes the sealed facts of a case. `change` gets what stands there and gives what shall stand
 * there. `again`: somebody else changed them meanwhile. Null for who may not edit them.
 */
export function changeFacts(
	desk: Desk,
	staff: Staff,
	{ id, change }: { id: CaseId; change: (facts: CaseFacts) => CaseFacts }
): Promise<'changed' | 'again' | null> {
	const at = { agencyId: staff.agencyId, caseId: id };
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const relation = await reach(tx, staff, id);
		if (!relation || scopeOf(relation, 'orders') !== 'edit') {
			return deny(tx, staff, { object: id, route: '/desk/cases/[id]' });
		}
		await audit.append(tx, staff.agencyId, {
			event: 'case.facts_changed',
			by: staff.staffId,
			case: id
		});
		const row = await findFacts(tx, at);
		const keyRow = await findCaseKey(tx, at);
		if (!row || !keyRow) throw new Error('a case without facts');
		const before = await unsealFacts(await desk.keys.caseKey(tx, at), at, row);
		const version = row.version + 1;
		const sealed = await sealCaseFacts({
			...at,
			version,
			publicKey: keyRow.publicKey,
			content: caseFacts.parse(change(before))
		});
		return (await replaceFacts(tx, { ...at, version, sealed })) ? 'changed' : 'again';
	});
}
