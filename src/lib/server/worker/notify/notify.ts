import { z } from 'zod';
import { retryAt } from '#lib/domain/delivery/index.ts';
import { openNotice } from '#lib/server/platform/crypto/keys/index.ts';
import { databaseNow } from '#lib/server/platform/db/client.ts';
import type { HandedOver } from '#lib/server/platform/delivery/index.ts';
import type { Bench } from '../bench.ts';
import type { Post } from '../post.ts';
import { claim, markFailed, markSent, putBack, type Claimed, type Place } from './store.ts';
import { wordsOf } from './words.ts';

const content = z.object({ address: z.url() });

/** Takes one mail to staff to its end, or to its next try; null when it is not its turn. */
export async function notify(
	bench: Bench,
	post: Post,
	place: Place
): Promise<'sent' | 'again' | 'failed' | null> {
	const row = await claim(bench.db, place);
	if (!row) return null;
	const answer = await send(bench, post, row);
	if (answer.kind === 'accepted') {
		await markSent(bench.db, row);
		return 'sent';
	}
	const tries = row.tries + 1;
	const dueAt = answer.kind === 'later' ? retryAt(tries, await databaseNow(bench.db)) : null;
	await (dueAt ? putBack(bench.db, row, { dueAt, tries }) : markFailed(bench.db, row));
	return dueAt ? 'again' : 'failed';
}

async function send(
	bench: Bench,
	{ carriers, deskOrigin }: Post,
	row: Claimed
): Promise<HandedOver> {
	const { id, ids, kind, to, box } = row;
	// whoever has left gets nothing, not even what was written before
	if (to === null) return { kind: 'never', reason: 'bad_address' };
	const address = box && (await addressIn(bench, row, box));
	if (box && !address) return { kind: 'never', reason: 'rejected' };
	return carriers.sendMail({
		id,
		host: new URL(deskOrigin).hostname,
		to,
		...wordsOf(kind, { count: ids.length, deskOrigin, address })
	});
}

/** Null when the box was changed or moved. */
async function addressIn(
	{ db, keys }: Bench,
	{ agencyId, id }: Claimed,
	box: Uint8Array
): Promise<string | null> {
	const boxKey = await keys.boxKey(db, agencyId);
	try {
		return content.parse(openNotice({ boxKey, agencyId, noticeId: id, box })).address;
	} catch {
		return null;
	}
}
