import type { Database } from '#lib/server/platform/db/client.ts';
import { dropDrafts, dropStale, forgetFormFacts } from './store.ts';

/** What has ended is forgotten: form facts, filed drafts of dead links, stale visits and counters. */
export async function retain(db: Database): Promise<number> {
	return (await forgetFormFacts(db)) + (await dropDrafts(db)) + (await dropStale(db));
}
