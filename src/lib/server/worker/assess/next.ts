import { databaseCode } from '#lib/server/platform/db/client.ts';
import { orAside, type Aside } from '../aside.ts';
import type { Bench } from '../bench.ts';
import { assessRevision } from './revision.ts';
import { claimRevision, claimRevisionById, type RevisionRow } from './store.ts';
import { fileUnreadable } from './unreadable.ts';

/**
 * Assesses one revision that waits; false when none does. One transaction: either all of it is
 * written, or the revision still stands at the head of the queue. What cannot be assessed for a
 * reason of its own becomes a critical technical concern; what failed because the database did goes
 * aside, and is tried again in the next round.
 */
export function assessNext(bench: Bench, aside: Aside): Promise<boolean> {
	return orAside(aside, async (isClaimed) => {
		let claimed: RevisionRow | null = null;
		try {
			return await bench.db.transaction(async (tx) => {
				claimed = await claimRevision(tx, aside);
				if (!claimed) return false;
				isClaimed(claimed.id);
				await assessRevision(tx, bench, claimed);
				return true;
			});
		} catch (error) {
			const failed: RevisionRow | null = claimed;
			if (!failed || isPassing(error)) throw error;
			return giveUpOn(bench, failed);
		}
	});
}

async function giveUpOn(bench: Bench, { agencyId, id }: RevisionRow): Promise<boolean> {
	return bench.db.transaction(async (tx) => {
		const row = await claimRevisionById(tx, { agencyId, id });
		if (row) await fileUnreadable(tx, bench, row);
		return true;
	});
}

/** Lost connections, locks, time-outs, full disks: the revision is not at fault. */
function isPassing(error: unknown): boolean {
	const code = databaseCode(error);
	return code !== null && !/^2[23]/.test(code);
}
