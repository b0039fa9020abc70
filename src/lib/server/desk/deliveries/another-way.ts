import type { KeyObject } from 'node:crypto';
import { taskFor, type DeliveryReason } from '#lib/domain/delivery/index.ts';
import type { AgencyId, CaseId, DeliveryId } from '#lib/domain/ids.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import * as tasks from '../tasks/index.ts';
import { findWorkers } from './store.ts';

/**
 * A message will not reach her: somebody has to find another way, once for each message. That is her
 * support worker, or the officer where there is no support. Worker and desk call it.
 */
export async function askForAnotherWay(
	tx: Transaction,
	at: { agencyId: AgencyId; caseId: CaseId; deliveryId: DeliveryId; reason: DeliveryReason },
	boxKey: KeyObject
): Promise<void> {
	const { agencyId, caseId, deliveryId, reason } = at;
	const { supportOrganisationId, supportWorkerId, officerId } = await findWorkers(tx, at);
	const hasSupport = supportOrganisationId !== null;
	await tasks.add(
		tx,
		{
			agencyId,
			caseId,
			lane: hasSupport ? 'support' : 'police',
			ownerId: hasSupport ? supportWorkerId : officerId,
			content: { kind: taskFor(reason), about: deliveryId, reason },
			dueAt: await databaseNow(tx),
			once: deliveryId
		},
		boxKey
	);
}
