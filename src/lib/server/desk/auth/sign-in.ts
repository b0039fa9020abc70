import { setTimeout as sleep } from 'node:timers/promises';
import { missKey, signInHash, throttleKey } from '#lib/server/platform/crypto/kdf.ts';
import { withAgency, type Database } from '#lib/server/platform/db/client.ts';
import * as audit from '../audit/index.ts';
import { missingFactors } from './factors.ts';
import { isRightPassword } from './password.ts';
import * as session from './session.ts';
import * as store from './store.ts';

export type Attempt = {
	email: string;
	password: string;
	/** As clientNetwork() gives it: /24 or /64, never an address. */
	network: string;
	pepper: Uint8Array;
};

/** Misses in 15 minutes after which everything is refused. */
const ACCOUNT = 10;
const NETWORK = 100;

/** A refusal takes so long, whatever its reason: a stopwatch must not tell who works here. */
const REFUSAL_MS = 400;

/**
 * Signs in: returns the id for the cookie; null is the one refusal, for an unknown account, a wrong
 * password, a disabled person and too many tries alike. When the counting fails nobody gets in.
 */
export async function signIn(db: Database, attempt: Attempt): Promise<string | null> {
	const refusedAt = sleep(REFUSAL_MS);
	const id = await tryToSignIn(db, attempt);
	if (id === null) await refusedAt;
	return id;
}

async function tryToSignIn(
	db: Database,
	{ email, password, network, pepper }: Attempt
): Promise<string | null> {
	const emailHash = signInHash(email, pepper);
	const key = missKey(pepper);
	const buckets = [
		throttleKey(key, 'sign-in', 'account', emailHash),
		throttleKey(key, 'sign-in', 'network', network)
	];

	// committed before the comparison: guesses sent at once must each count
	const [ofAccount = Infinity, ofNetwork = Infinity] = await store.countTries(db, buckets);
	if (ofAccount > ACCOUNT || ofNetwork > NETWORK) return null;

	const found = await store.findSignIn(db, emailHash);
	const isRight = await isRightPassword(found?.passwordHash ?? null, password);
	if (!found) return null;

	return withAgency(db, found.agencyId, async (tx) => {
		const person = isRight ? await store.findStaff(tx, found) : null;
		if (!person) {
			await audit.append(tx, found.agencyId, {
				event: 'session.refused',
				staff: found.staffId
			});
			return null;
		}
		if (missingFactors(person).length > 0) return null;

		await store.giveBack(tx, buckets);
		const id = await session.start(tx, found);
		await audit.append(tx, found.agencyId, {
			event: 'session.started',
			by: found.staffId,
			factor: 'none'
		});
		return id;
	});
}
