import { contactPlan, type ContactPlan } from '#lib/domain/contact/index.ts';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import { openContactPlan, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import type { PlanRow } from './store.ts';

/** What the plan says. After the audit event. Throws `EnvelopeError` when it was changed or moved. */
export async function unsealPlan(
	key: OpeningKey,
	at: { agencyId: AgencyId; caseId: CaseId },
	{ id, version, sealed }: PlanRow
): Promise<ContactPlan> {
	const { agencyId, caseId } = at;
	return contactPlan.parse(
		await openContactPlan({ key, agencyId, caseId, planId: id, planVersion: version, sealed })
	);
}
