import { isAgreed, type Obstacle } from '#lib/domain/case/index.ts';
import { databaseNow } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as history from '../history/index.ts';
import { atCase, type Here } from './at.ts';
import { endCase } from './end.ts';
import { obstaclesOf } from './obstacles.ts';
import { changeClosing, findLastClosing, now, type ClosingRow } from './store.ts';
import { noMoreToAgree } from './work.ts';

export type Agreed =
	| { kind: 'agreed' | 'closed' }
	/** Something has come since it was asked for. */
	| { kind: 'obstacles'; obstacles: Obstacle[] }
	/** There is nothing to agree to any more. */
	| { kind: 'over' };

/**
 * The unit's supervisor or somebody of support agrees. With the last one that is needed the case is
 * closed, if nothing stands in the way now. Whoever leads the case does not agree to closing it.
 */
export function agree(desk: Desk, staff: Staff, caseId: string): Promise<Agreed | null> {
	const as = ['supervisor', 'support_worker'] as const;
	return atCase<Agreed>(desk, staff, { caseId, as }, async (here) => {
		const { tx, at, relation } = here;
		const found = await findLastClosing(tx, at);
		if (!found || found.closedAt || isWaiting(found)) return { kind: 'over' };
		const left = await obstaclesSince(here, found);
		if (left.length > 0) return { kind: 'obstacles', obstacles: left };

		const side = relation === 'supervisor' ? 'supervisor' : 'support';
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
		await noMoreToAgree(tx, desk, { at, closingId: found.id, lanes: [side], by });
		await history.add(tx, { ...at, kind: 'closing_agreed', by });
		const at_ = await databaseNow(tx);
		const agreed = isAgreed({
			...found,
			supervisorAt: side === 'supervisor' ? at_ : found.supervisorAt,
			supportAt: side === 'support' ? at_ : found.supportAt
		});
		if (agreed) await close(here, { staff, found });
		await audit.append(tx, at.agencyId, {
			event: 'case.closing_agreed',
			by,
			case: at.caseId,
			as: side
		});
		if (!agreed) return { kind: 'agreed' };
		await audit.append(tx, at.agencyId, { event: 'case.closed', by, case: at.caseId });
		return { kind: 'closed' };
	});
}

/** The contact that was recorded with the asking still holds, unless a flag has come since. */
export function obstaclesSince({ tx, at }: Here, { askedAt }: ClosingRow): Promise<Obstacle[]> {
	return obstaclesOf(tx, at, { contactAt: askedAt });
}

export function isWaiting({ challengedAt, answeredAt }: ClosingRow): boolean {
	return challengedAt !== null && answeredAt === null;
}

/** The closing and its case; the audit event is the caller's. */
export async function close(
	{ tx, at }: Pick<Here, 'tx' | 'at'>,
	{ staff, found }: { staff: Staff; found: ClosingRow }
): Promise<void> {
	await endCase(tx, at);
	await changeClosing(tx, { agencyId: at.agencyId, id: found.id }, { closedAt: now });
	await history.add(tx, { ...at, kind: 'closed', by: staff.staffId });
}
