import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { atCase } from './at.ts';
import { changeClosing, findLastClosing, now } from './store.ts';
import { noMoreToAgree } from './work.ts';

/** An officer of the case takes the asking back. A challenge goes with it: the case stays open. */
export function withdraw(
	desk: Desk,
	staff: Staff,
	caseId: string
): Promise<'withdrawn' | 'over' | null> {
	return atCase<'withdrawn' | 'over'>(
		desk,
		staff,
		{ caseId, as: ['officer'] },
		async ({ tx, at }) => {
			const found = await findLastClosing(tx, at);
			if (!found || found.closedAt) return 'over';
			const { staffId: by } = staff;
			await changeClosing(tx, { agencyId: at.agencyId, id: found.id }, { withdrawnAt: now });
			await noMoreToAgree(tx, desk, {
				at,
				lanes: ['supervisor', 'support'],
				by
			});
			await audit.append(tx, at.agencyId, {
				event: 'case.closing_withdrawn',
				by,
				case: at.caseId
			});
			return 'withdrawn';
		}
	);
}
