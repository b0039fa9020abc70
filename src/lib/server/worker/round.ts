import { assessNext } from './assess/index.ts';
import { chainPending } from './audit/chain-pending.ts';
import { beat } from './audit/store.ts';
import type { Bench } from './bench.ts';
import { fileNextDraft } from './drafts/index.ts';
import { lockNextLink } from './locks/index.ts';
import { retain } from './retain/index.ts';

/** What a round did, in numbers: for logs and for tests. */
export type Round = { filed: number; assessed: number; locked: number };

/**
 * One round of the worker: everything that waits, until nothing does. Each piece is a transaction
 * of its own, so a second worker can share the work and a kill loses nothing.
 */
export async function round(bench: Bench): Promise<Round> {
	const filed = await all(() => fileNextDraft(bench));
	const assessed = await all(() => assessNext(bench));
	const locked = await all(() => lockNextLink(bench));
	while ((await chainPending(bench.db)) > 0);
	await retain(bench.db);
	await beat(bench.db, 'assess');
	return { filed, assessed, locked };
}

async function all(next: () => Promise<boolean>): Promise<number> {
	let count = 0;
	while (await next()) count += 1;
	return count;
}
