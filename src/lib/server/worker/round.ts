import { all } from './aside.ts';
import { assessNext } from './assess/index.ts';
import { chainPending } from './audit/chain-pending.ts';
import { beat } from './audit/store.ts';
import type { Bench } from './bench.ts';
import { fileNextDraft } from './drafts/index.ts';
import { fileNextJudgement } from './judge/index.ts';
import { lockNextLink } from './locks/index.ts';
import { retain } from './retain/index.ts';
import { fileNextShare } from './share/index.ts';
import { fileNextTalk } from './talks/index.ts';

/** What a round did, in numbers: for logs and for tests. */
export type Round = {
	filed: number;
	assessed: number;
	locked: number;
	judged: number;
	shared: number;
};

/**
 * One round of the worker: everything that waits, until nothing does. Each piece is a transaction
 * of its own, so a second worker can share the work and a kill loses nothing. What fails holds up
 * nothing else; it is thrown at the end, all of it, and tried again in the next round.
 */
export async function round(bench: Bench): Promise<Round> {
	const failures: unknown[] = [];
	const drafts = await all((aside) => fileNextDraft(bench, aside), failures);
	const talks = await all((aside) => fileNextTalk(bench, aside), failures);
	const assessed = await all((aside) => assessNext(bench, aside), failures);
	const locked = await all((aside) => lockNextLink(bench, aside), failures);
	const judged = await all((aside) => fileNextJudgement(bench, aside), failures);
	const shared = await all((aside) => fileNextShare(bench, aside), failures);
	await all(async () => (await chainPending(bench.db)) > 0, failures);
	// no heartbeat while something of hers waits: whoever runs this installation has to look
	if (failures.length === 0) await once(() => beat(bench.db, 'assess'), failures);
	for (const forget of retain) await once(() => forget(bench.db), failures);
	if (failures.length > 0) throw new AggregateError(failures);
	return { filed: drafts + talks, assessed, locked, judged, shared };
}

const once = (work: () => Promise<unknown>, failures: unknown[]) =>
	all(() => work().then(() => false), failures);
