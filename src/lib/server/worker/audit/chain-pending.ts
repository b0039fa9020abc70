import type { Database } from '#lib/server/platform/db/client.ts';
import { chain, claimPending } from './store.ts';

const AT_ONCE = 100;

/** Chains what intake noted down. Returns how many; call again until it is none. */
export function chainPending(db: Database): Promise<number> {
	return db.transaction(async (tx) => {
		const rows = await claimPending(tx, AT_ONCE);
		for (const row of rows) await chain(tx, row);
		return rows.length;
	});
}
