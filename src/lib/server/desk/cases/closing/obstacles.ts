import { obstaclesTo, type Obstacle } from '#lib/domain/case/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { CasePlace } from '../facts.ts';
import { findStanding } from './store.ts';

/** What stands in the way of closing. `contactAt`: when somebody has reached her, as they recorded. */
export async function obstaclesOf(
	tx: Transaction,
	at: CasePlace,
	{ contactAt }: { contactAt: Date | null }
): Promise<Obstacle[]> {
	return obstaclesTo({ ...(await findStanding(tx, at)), recordedContactAt: contactAt });
}
