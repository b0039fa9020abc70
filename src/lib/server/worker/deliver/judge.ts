import { plus } from '#lib/domain/clock.ts';
import {
	deliveryContent,
	LEAST_TIME,
	maySend,
	type ContactPlan
} from '#lib/domain/contact/index.ts';
import type { DeliveryReason } from '#lib/domain/delivery/index.ts';
import { countMessages, findContact, openContact } from '#lib/server/desk/contact/index.ts';
import { NoKey } from '#lib/server/desk/keys/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import { openDelivery, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import { messageText } from '#lib/server/platform/delivery/message.ts';
import type { Bench } from '../bench.ts';
import { findLastHanded, readForSending, type Claimed } from './store.ts';

export type Verdict =
	/** Number or address, and the words: in memory only, until they are handed over. */
	| { kind: 'send'; to: string; text: string; cover: ContactPlan['cover']; until: Date }
	| { kind: 'wait'; reason: DeliveryReason; dueAt: Date }
	/** The plan says no, and waiting does not help. */
	| { kind: 'refused'; reason: DeliveryReason }
	/** It leads nowhere any more, and nobody has to do anything. */
	| { kind: 'cancelled'; reason: DeliveryReason }
	| { kind: 'failed'; reason: DeliveryReason };

/**
 * Whether this message may go to her at this moment, whatever was so when it was written: the link
 * still leads somewhere, and the plan still says that it is safe (safety.md MS1).
 */
export function judge(bench: Bench, row: Claimed): Promise<Verdict> {
	return bench.db.transaction(async (tx) => {
		const found = await readForSending(tx, row);
		if (found.closedAt) return { kind: 'cancelled', reason: 'case_closed' };
		if (found.linkState !== 'open') return { kind: 'cancelled', reason: 'link_ended' };
		if (found.isExpired) return { kind: 'refused', reason: 'link_expired' };
		const key = await keyOf(bench, tx, row);
		if (key === null) return { kind: 'cancelled', reason: 'erased' };
		if (key === 'unreadable') return { kind: 'failed', reason: 'unreadable' };
		return ask(tx, bench, { key, row, found });
	});
}

async function ask(
	tx: Transaction,
	{ keys }: Bench,
	{
		key,
		row,
		found
	}: { key: OpeningKey; row: Claimed; found: Awaited<ReturnType<typeof readForSending>> }
): Promise<Verdict> {
	const { agencyId, caseId, channel, occasion, locale } = row;
	const boxKey = await keys.boxKey(tx, agencyId);
	const rows = await findContact(tx, row);
	const contact = await openContact(key, row, rows).catch(() => null);
	if (!contact) return { kind: 'failed', reason: 'unreadable' };
	const answer = maySend({
		plan: contact.plan,
		kind: channel,
		occasion,
		now: await databaseNow(tx),
		unsafeSince: contact.unsafeSince,
		askedNotTo: await tasks.waitsFor(tx, { agencyId, caseId, kind: 'asks_no_more' }, boxKey),
		messages: await countMessages(tx, { agencyId, checkInId: found.checkInId, besides: row.id }),
		lastAskedAt: await findLastHanded(tx, { agencyId, caseId, besides: found.checkInId })
	});
	if (!answer.ok) {
		const { reason, nextAt } = answer;
		// it would come when the link is dead, or soon will be
		const isInTime = nextAt !== null && plus(nextAt, LEAST_TIME) <= found.expiresAt;
		return isInTime ? { kind: 'wait', reason, dueAt: nextAt } : { kind: 'refused', reason };
	}
	const link = found.sealed && (await addressOf(key, row, found.sealed));
	if (!link || !contact.plan) return { kind: 'failed', reason: 'unreadable' };
	// she may have changed the cover since it was written, because the other one was noticed
	const { cover } = contact.plan;
	const text = messageText({ language: locale, cover, occasion, link });
	return { kind: 'send', to: answer.to, text, cover, until: found.expiresAt };
}

/** Null: the case was erased. */
async function keyOf(
	{ keys }: Bench,
	tx: Transaction,
	row: Claimed
): Promise<OpeningKey | 'unreadable' | null> {
	try {
		return await keys.caseKey(tx, row);
	} catch (error) {
		if (error instanceof NoKey) return null;
		if (error instanceof Error && /^(Envelope|Box)Error$/.test(error.name)) return 'unreadable';
		throw error;
	}
}

async function addressOf(
	key: OpeningKey,
	row: Claimed,
	sealed: Uint8Array
): Promise<string | null> {
	const { agencyId, caseId, id: deliveryId } = row;
	try {
		const place = { agencyId, caseId, deliveryId };
		return deliveryContent.parse(await openDelivery({ key, sealed, ...place })).address;
	} catch {
		return null;
	}
}
