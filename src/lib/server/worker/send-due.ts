import type { Bench } from './bench.ts';
import { deliver, findDue as findMessages } from './deliver/index.ts';
import { findDue as findNotices, notify } from './notify/index.ts';
import type { Post } from './post.ts';

const AT_ONCE = 100;

/** What became of everything that was due: how often each outcome, for tests and for the demo. */
export type Sent = { messages: Record<string, number>; notices: Record<string, number> };

/** Everything that is due now, one after the other, without jobs. */
export async function sendDue(bench: Bench, post: Post): Promise<Sent> {
	const sent: Sent = { messages: {}, notices: {} };
	for (;;) {
		const messages = await findMessages(bench.db, AT_ONCE);
		const notices = await findNotices(bench.db, AT_ONCE);
		let moved = 0;
		for (const place of messages) {
			moved += count(sent.messages, await deliver(bench, post, place));
		}
		for (const place of notices) moved += count(sent.notices, await notify(bench, post, place));
		// what is left is somebody else's, or waits for the end of a digest
		if (moved === 0) return sent;
	}
}

function count(of: Record<string, number>, outcome: string | null): number {
	if (outcome === null) return 0;
	of[outcome] = (of[outcome] ?? 0) + 1;
	return 1;
}
