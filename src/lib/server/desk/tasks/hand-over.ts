import { DAY, plus } from '#lib/domain/clock.ts';
import type { AgencyId, CaseId, StaffId, TalkId } from '#lib/domain/ids.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import { add } from './add.ts';

/**
 * She wants only her support worker to see her answers, so an officer asks no further: support does.
 * Once for each talk, whether it was stopped or left.
 */
export async function handOver(
	tx: Transaction,
	talk: { agencyId: AgencyId; caseId: CaseId; id: TalkId; supportWorkerId: StaffId | null },
	boxKey: Parameters<typeof add>[2]
): Promise<void> {
	const { agencyId, caseId, id, supportWorkerId } = talk;
	await add(
		tx,
		{
			agencyId,
			caseId,
			lane: 'support',
			ownerId: supportWorkerId,
			content: { kind: 'call_her', about: null, reason: 'support_only' },
			dueAt: plus(await databaseNow(tx), DAY),
			once: `talk ${id}`
		},
		boxKey
	);
}
