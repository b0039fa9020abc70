import { mayWorkLinks } from '#lib/domain/access/index.ts';
import { caseId, linkId } from '#lib/domain/ids.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { deny, reach, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { cancelDeliveries, revokeLink } from './store.ts';

/**
 * Ends a link: its address and code open nothing from here on, and it forgets what it knew of the
 * case. A message that waits is not sent. What was saved over it is filed and read. A link that was over already stays as it is.
 * Null for who has no part in the links of this case.
 */
export async function revoke(
	desk: Desk,
	staff: Staff,
	wanted: { caseId: string; linkId: string }
): Promise<'revoked' | null> {
	const ofCase = caseId.safeParse(wanted.caseId);
	const ofLink = linkId.safeParse(wanted.linkId);
	if (!ofCase.success || !ofLink.success) return null;
	const { agencyId, staffId } = staff;
	const at = { agencyId, caseId: ofCase.data, linkId: ofLink.data };

	return withAgency(desk.db, agencyId, async (tx) => {
		const relation = await reach(tx, staff, at.caseId);
		if (!relation || !mayWorkLinks(relation)) {
			return deny(tx, staff, { object: at.caseId, route: '/desk/cases/[id]' });
		}
		if (await revokeLink(tx, at)) {
			await cancelDeliveries(tx, at);
			await audit.append(tx, agencyId, {
				event: 'link.revoked',
				by: staffId,
				case: at.caseId,
				link: at.linkId
			});
		}
		return 'revoked';
	});
}
