import { HOUR, plus } from '#lib/domain/clock.ts';
import type { ClosingSide } from '#lib/domain/case/index.ts';
import type { ClosingId, StaffId } from '#lib/domain/ids.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import * as tasks from '../../tasks/index.ts';
import type { CasePlace } from '../facts.ts';

/** Three days: nobody's safety hangs on a closing, and nobody should wait for weeks. */
const TIME_TO_AGREE = 72 * HOUR;

const kind = 'agree_to_closing';

/** Asks a side to look at a closing. */
export async function askToAgree(
	tx: Transaction,
	desk: Desk,
	{ at, closingId, lane }: { at: CasePlace; closingId: ClosingId; lane: ClosingSide }
): Promise<void> {
	const boxKey = await desk.keys.boxKey(tx, at.agencyId);
	const dueAt = plus(await databaseNow(tx), TIME_TO_AGREE);
	await tasks.add(
		tx,
		{
			...at,
			lane,
			ownerId: null,
			content: { kind, about: closingId, reason: null },
			dueAt,
			// the same side is asked again when its agreement no longer holds
			once: null
		},
		boxKey
	);
}

/** These sides have nothing to agree to any more. */
export async function noMoreToAgree(
	tx: Transaction,
	desk: Desk,
	{ at, lanes, by }: { at: CasePlace; lanes: readonly ClosingSide[]; by: StaffId }
): Promise<void> {
	const boxKey = await desk.keys.boxKey(tx, at.agencyId);
	await tasks.finishKinds(tx, { ...at, kinds: [kind], lanes, by }, boxKey);
}
