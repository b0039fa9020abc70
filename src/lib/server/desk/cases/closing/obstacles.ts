import { obstaclesTo, type Obstacle } from '#lib/domain/case/index.ts';
import type { Lane } from '#lib/domain/concern/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { CasePlace } from '../facts.ts';
import { findStanding } from './store.ts';

/**
 * What stands in the way of closing, as far as these lanes tell: what another side may not read must
 * not show in what it is told here. `contactAt`: when somebody has reached her, as they recorded.
 */
export async function obstaclesOf(
	tx: Transaction,
	at: CasePlace,
	{ lanes, contactAt }: { lanes: readonly Lane[]; contactAt: Date | null }
): Promise<Obstacle[]> {
	return obstaclesTo({ ...(await findStanding(tx, at, lanes)), recordedContactAt: contactAt });
}
