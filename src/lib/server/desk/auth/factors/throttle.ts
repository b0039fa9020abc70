import { missKey, throttleKey } from '#lib/server/platform/crypto/kdf.ts';
import type { Database, Transaction } from '#lib/server/platform/db/client.ts';
import { countTries, giveBack, type Person } from '../store.ts';

/** Misses of one account in 15 minutes, after which the attempt ends. Source: threat model, 10. */
const ACCOUNT = 5;

const bucket = ({ agencyId, staffId }: Person, pepper: Uint8Array) =>
	throttleKey(missKey(pepper), 'second-factor', agencyId, staffId);

/**
 * Counts a try as a miss before it is looked at: guesses sent at once must each count. False when
 * there were too many.
 */
export async function countMiss(
	db: Database,
	person: Person,
	pepper: Uint8Array
): Promise<boolean> {
	const [count = Infinity] = await countTries(db, [bucket(person, pepper)]);
	return count <= ACCOUNT;
}

/** It was right. */
export function giveBackMiss(tx: Transaction, person: Person, pepper: Uint8Array): Promise<void> {
	return giveBack(tx, [bucket(person, pepper)]);
}
