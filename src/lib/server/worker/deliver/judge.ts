import { deliveryContent, maySend } from '#lib/domain/contact/index.ts';
import type { DeliveryReason } from '#lib/domain/delivery/index.ts';
import { findContact, openContact } from '#lib/server/desk/contact/index.ts';
import { NoKey } from '#lib/server/desk/keys/index.ts';
import { openDelivery, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Bench } from '../bench.ts';
import { findLastHanded, readForSending, type Claimed } from './store.ts';

export type Verdict =
	/** Number or address, and the words: in memory only, until they are handed over. */
	| { kind: 'send'; to: string; text: string; until: Date }
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
		return key === 'unreadable'
			? { kind: 'failed', reason: 'unreadable' }
			: ask(tx, { key, row, found });
	});
}

async function ask(
	tx: Transaction,
	{
		key,
		row,
		found
	}: { key: OpeningKey; row: Claimed; found: Awaited<ReturnType<typeof readForSending>> }
): Promise<Verdict> {
	const { agencyId, caseId, channel, occasion } = row;
	const rows = await findContact(tx, row);
	const contact = await openContact(key, row, rows).catch(() => null);
	if (!contact) return { kind: 'failed', reason: 'unreadable' };
	const answer = maySend({
		plan: contact.plan,
		kind: channel,
		occasion,
		now: await databaseNow(tx),
		unsafeSince: contact.unsafeSince,
		lastAskedAt: await findLastHanded(tx, { agencyId, caseId, besides: found.checkInId })
	});
	if (!answer.ok) {
		const { reason, nextAt } = answer;
		// it would come when the link is dead
		const isInTime = nextAt !== null && nextAt < found.expiresAt;
		return isInTime ? { kind: 'wait', reason, dueAt: nextAt } : { kind: 'refused', reason };
	}
	const text = found.sealed && (await textOf(key, row, found.sealed));
	return text
		? { kind: 'send', to: answer.to, text, until: found.expiresAt }
		: { kind: 'failed', reason: 'unreadable' };
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

async function textOf(key: OpeningKey, row: Claimed, sealed: Uint8Array): Promise<string | null> {
	const { agencyId, caseId, id: deliveryId } = row;
	try {
		const place = { agencyId, caseId, deliveryId };
		const { text } = deliveryContent.parse(await openDelivery({ key, sealed, ...place }));
		return text ?? null;
	} catch {
		return null;
	}
}
