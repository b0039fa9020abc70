import { closingSides, isAgreed, lanesOfSide, type ClosingSide } from '#lib/domain/case/index.ts';
import type { Desk, Staff } from '../../access/index.ts';
import * as history from '../history/index.ts';
import type { Here } from './at.ts';
import { endCase } from './end.ts';
import { obstaclesOf } from './obstacles.ts';
import { changeClosing, now, type ClosingRow } from './store.ts';
import { askToAgree } from './work.ts';

const takenBack = {
	supervisor: { supervisorId: null, supervisorAt: null },
	support: { supportId: null, supportAt: null }
};

/**
 * Closes the case when everybody has agreed and every lane is in order, the hidden ones too. A side
 * in whose lanes something has come since is asked again, and nobody else can tell: until the case is
 * closed, who agreed is shown to their own side alone. The audit event is the caller's.
 */
export async function settle(
	{ tx, at }: Pick<Here, 'tx' | 'at'>,
	{ desk, staff, found }: { desk: Desk; staff: Staff; found: ClosingRow }
): Promise<boolean> {
	if (!isAgreed(found)) return false;
	const unsettled: ClosingSide[] = [];
	for (const side of closingSides) {
		// a side that has agreed had all of its lanes in order then
		const contactAt = side === 'supervisor' ? found.supervisorAt : found.supportAt;
		const left = await obstaclesOf(tx, at, { lanes: lanesOfSide(side), contactAt });
		if (left.length > 0) unsettled.push(side);
	}
	for (const side of unsettled) {
		await changeClosing(tx, { agencyId: at.agencyId, id: found.id }, takenBack[side]);
		await askToAgree(tx, desk, { at, closingId: found.id, lane: side });
	}
	const left = await obstaclesOf(tx, at, { lanes: ['other_unit'], contactAt: null });
	if (unsettled.length > 0 || left.length > 0) return false;
	await endCase(tx, at);
	await changeClosing(tx, { agencyId: at.agencyId, id: found.id }, { closedAt: now });
	await history.add(tx, { ...at, kind: 'closed', by: staff.staffId });
	return true;
}
