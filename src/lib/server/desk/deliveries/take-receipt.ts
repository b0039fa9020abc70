import { receipt, type DeliveryPlace, type Receipt } from '#lib/domain/delivery/index.ts';
import { signedAt } from '#lib/server/platform/crypto/receipt.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { addCaseEvent } from '../contact/index.ts';
import { askForAnotherWay } from './another-way.ts';
import { markArrived, markNotArrived } from './store.ts';

/** A signature counts so many seconds before and after. */
const WINDOW = 5 * 60;

/**
 * What the gateway says became of a message. False for whatever is not signed by it, in time, and
 * whole; a message that we do not know, or know about already, is no reason to say anything else than
 * yes: it would only ask again.
 */
export async function takeReceipt(
	desk: Desk,
	{ key, body, signature }: { key: string; body: string; signature: string | null }
): Promise<boolean> {
	const seconds = signedAt(key, body, signature);
	if (seconds === null) return false;
	const read = receipt.safeParse(json(body));
	if (!read.success) return false;
	const { id: place, status } = read.data;
	return withAgency(desk.db, place.agencyId, async (tx) => {
		const now = await databaseNow(tx);
		if (Math.abs(now.getTime() / 1000 - seconds) > WINDOW) return false;
		await written(tx, desk, { place, status });
		return true;
	});
}

type Told = { place: DeliveryPlace; status: Receipt['status'] };

async function written(tx: Transaction, desk: Desk, { place, status }: Told): Promise<void> {
	const { agencyId, deliveryId } = place;
	if (status === 'delivered') {
		const arrived = await markArrived(tx, place);
		if (!arrived) return;
		const { caseId, isNews } = arrived;
		if (isNews) await addCaseEvent(tx, { agencyId, caseId, kind: 'message_sent' });
		await audit.append(tx, agencyId, {
			event: 'delivery.arrived',
			case: caseId,
			delivery: deliveryId
		});
		return;
	}
	const failed = await markNotArrived(tx, place);
	if (!failed) return;
	const { caseId } = failed;
	const reason = 'not_delivered';
	const boxKey = await desk.keys.boxKey(tx, agencyId);
	await askForAnotherWay(tx, { agencyId, caseId, deliveryId, reason }, boxKey);
	await addCaseEvent(tx, { agencyId, caseId, kind: 'message_failed' });
	await audit.append(tx, agencyId, {
		event: 'delivery.failed',
		case: caseId,
		delivery: deliveryId,
		reason
	});
}

function json(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
