import { isChallenged, lanesOfSide, type Obstacle } from '#lib/domain/case/index.ts';
import { databaseNow } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as history from '../history/index.ts';
import { atCase } from './at.ts';
import { recordedContact } from './contact.ts';
import { obstaclesOf } from './obstacles.ts';
import { settle } from './settle.ts';
import { changeClosing, findLastClosing, now } from './store.ts';
import { noMoreToAgree } from './work.ts';

export type Agreed =
	| { kind: 'agreed' | 'closed' }
	/** Something has come since it was asked for. */
	| { kind: 'obstacles'; obstacles: Obstacle[] }
	/** There is nothing to agree to any more. */
	| { kind: 'over' };

/**
 * The unit's supervisor or somebody of support agrees, once the lanes of that side are in order. With
 * the last one that is needed the case is closed, if nothing has come into any lane since. Whoever
 * leads the case does not agree to closing it.
 */
export function agree(desk: Desk, staff: Staff, caseId: string): Promise<Agreed | null> {
	const as = ['supervisor', 'support_worker'] as const;
	return atCase<Agreed>(desk, staff, { caseId, as }, async (here) => {
		const { tx, at, relation } = here;
		const found = await findLastClosing(tx, at);
		if (!found || found.closedAt || isChallenged(found)) return { kind: 'over' };
		const side = relation === 'supervisor' ? 'supervisor' : 'support';
		const lanes = lanesOfSide(side);
		let left = await obstaclesOf(tx, at, { lanes, contactAt: null });
		if (left.includes('no_contact')) {
			const contactAt = await recordedContact(here, { desk, staff, found });
			left = await obstaclesOf(tx, at, { lanes, contactAt });
		}
		if (left.length > 0) return { kind: 'obstacles', obstacles: left };
		if ((side === 'supervisor' ? found.supervisorAt : found.supportAt) !== null) {
			return { kind: 'agreed' };
		}
		const { staffId: by } = staff;
		const place = { agencyId: at.agencyId, id: found.id };
		await changeClosing(
			tx,
			place,
			side === 'supervisor'
				? { supervisorId: by, supervisorAt: now }
				: { supportId: by, supportAt: now }
		);
		await noMoreToAgree(tx, desk, { at, lanes: [side], by });
		await history.add(tx, { ...at, kind: 'closing_agreed', by });
		const at_ = await databaseNow(tx);
		const agreed = {
			...found,
			supervisorAt: side === 'supervisor' ? at_ : found.supervisorAt,
			supportAt: side === 'support' ? at_ : found.supportAt
		};
		const isClosed = await settle(here, { desk, staff, found: agreed });
		await audit.append(tx, at.agencyId, {
			event: 'case.closing_agreed',
			by,
			case: at.caseId,
			as: side
		});
		if (!isClosed) return { kind: 'agreed' };
		await audit.append(tx, at.agencyId, { event: 'case.closed', by, case: at.caseId });
		return { kind: 'closed' };
	});
}
