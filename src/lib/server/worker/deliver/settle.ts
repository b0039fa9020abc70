import type { ContactPlan } from '#lib/domain/contact/index.ts';
import { retryAt, type DeliveryReason } from '#lib/domain/delivery/index.ts';
import { addCaseEvent } from '#lib/server/desk/contact/index.ts';
import * as deliveries from '#lib/server/desk/deliveries/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import { append } from '../audit/store.ts';
import type { Bench } from '../bench.ts';
import type { Verdict } from './judge.ts';
import { end, markHandedOver, putBack, type Claimed } from './store.ts';

/** How it ended, or goes on. */
export type Outcome =
	| { kind: 'handed_over'; cover: ContactPlan['cover'] }
	/** Nobody took it; perhaps later. */
	| { kind: 'again'; reason: DeliveryReason; until: Date }
	| Exclude<Verdict, { kind: 'send' }>;

/** Writes down what became of a message, and whatever somebody has to do about it. */
export function settle(bench: Bench, row: Claimed, outcome: Outcome): Promise<void> {
	return bench.db.transaction(async (tx) => {
		switch (outcome.kind) {
			case 'handed_over':
				return handedOver(tx, row, outcome.cover);
			case 'wait':
				return putBack(tx, row, { ...outcome, tries: row.tries });
			case 'again':
				return tryAgain(tx, bench, { row, outcome });
			case 'cancelled':
				return cancelled(tx, row, outcome.reason);
			default:
				return givenUp(tx, bench, {
					row,
					state: outcome.kind,
					reason: outcome.reason,
					tries: row.tries
				});
		}
	});
}

async function handedOver(
	tx: Transaction,
	row: Claimed,
	cover: ContactPlan['cover']
): Promise<void> {
	if (!(await markHandedOver(tx, row, cover))) return;
	const { agencyId, caseId, by, id, channel } = row;
	await addCaseEvent(tx, { agencyId, caseId, kind: 'message_sent', by });
	await append(tx, agencyId, {
		event: 'delivery.handed_over',
		delivery: id,
		case: caseId,
		channel
	});
}

async function tryAgain(
	tx: Transaction,
	bench: Bench,
	{
		row,
		outcome: { reason, until }
	}: { row: Claimed; outcome: Extract<Outcome, { kind: 'again' }> }
): Promise<void> {
	const tries = row.tries + 1;
	const dueAt = retryAt(tries, await databaseNow(tx));
	await (dueAt !== null && dueAt < until
		? putBack(tx, row, { dueAt, tries, reason })
		: givenUp(tx, bench, { row, state: 'failed', reason, tries }));
}

async function cancelled(tx: Transaction, row: Claimed, reason: DeliveryReason): Promise<void> {
	const { agencyId, caseId, id, tries } = row;
	if (!(await end(tx, row, { state: 'cancelled', reason, tries }))) return;
	await append(tx, agencyId, { event: 'delivery.cancelled', delivery: id, case: caseId, reason });
}

async function givenUp(
	tx: Transaction,
	bench: Bench,
	{
		row,
		state,
		reason,
		tries
	}: { row: Claimed; state: 'failed' | 'refused'; reason: DeliveryReason; tries: number }
): Promise<void> {
	const { agencyId, caseId, id, by } = row;
	if (!(await end(tx, row, { state, reason: plainReason(reason), tries }))) return;
	const boxKey = await bench.keys.boxKey(tx, agencyId);
	await deliveries.askForAnotherWay(tx, { agencyId, caseId, deliveryId: id, reason }, boxKey);
	if (state === 'failed') await addCaseEvent(tx, { agencyId, caseId, kind: 'message_failed', by });
	const about = { delivery: id, case: caseId };
	await append(
		tx,
		agencyId,
		state === 'failed'
			? { event: 'delivery.failed', ...about, reason }
			: { event: 'delivery.refused', ...about }
	);
}

/**
 * What may stand in a plain column: that an answer of hers stopped it, or a wish in her plan, would be
 * told by the row beside the time of her check-in. The task that it makes says it, boxed.
 */
function plainReason(reason: DeliveryReason): DeliveryReason {
	const isHers = reason === 'unsafe_since' || reason === 'asked_not_to' || reason === 'paused';
	return isHers ? 'not_confirmed' : reason;
}
