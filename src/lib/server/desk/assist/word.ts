import { caseId as caseIdOf } from '#lib/domain/ids.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { findPlan, unsealPlan } from '../contact/index.ts';
import { sideOf } from './place.ts';

/**
 * The agreed word, shown for one contact and recorded each time. Empty where no plan has one: then
 * whoever asks has to know her in the way that was agreed in person.
 */
export async function showWord(
	desk: Desk,
	staff: Staff,
	id: string
): Promise<{ word: string } | null> {
	const parsed = caseIdOf.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId, staffId } = staff;
	const at = { agencyId, caseId: parsed.data };
	const found = await withAgency(desk.db, agencyId, async (tx) => {
		if (!(await sideOf(tx, staff, at.caseId))) return null;
		const plan = await findPlan(tx, at);
		await audit.append(tx, agencyId, { event: 'safe_word.shown', by: staffId, case: at.caseId });
		return { plan, key: plan && (await desk.keys.caseKey(tx, at)) };
	});
	if (!found) return null;
	const { plan, key } = found;
	return { word: plan && key ? (await unsealPlan(key, at, plan)).safeWord : '' };
}
