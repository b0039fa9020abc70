import { missKey, signInHash, throttleKey } from '#lib/server/platform/crypto/kdf.ts';
import { withAgency, type Database } from '#lib/server/platform/db/client.ts';
import * as audit from '../audit/index.ts';
import * as factors from './factors/index.ts';
import { isRightPassword } from './password.ts';
import { refusedSlowly } from './refusal.ts';
import * as session from './session.ts';
import * as steps from './steps/index.ts';
import * as store from './store.ts';

export type Attempt = {
	email: string;
	password: string;
	/** As clientNetwork() gives it: /24 or /64, never an address. */
	network: string;
	pepper: Uint8Array;
	/** In the demo the password is enough: its people are invented, and its page says so. */
	isDemo: boolean;
};

/** Where the right password leads. */
export type SignIn =
	| { kind: 'signed_in'; id: string }
	/** To the second factor; to its set-up where there is none yet, never straight in. */
	| { kind: 'factor' | 'set_up'; step: string };

/** Misses in 15 minutes after which everything is refused. */
const ACCOUNT = 10;
const NETWORK = 100;

/**
 * The first half of signing in. Null is the one refusal, for an unknown account, a wrong password, a
 * disabled person and too many tries alike. When the counting fails nobody gets in.
 */
export function signIn(db: Database, attempt: Attempt): Promise<SignIn | null> {
	return refusedSlowly(
		() => tryToSignIn(db, attempt),
		(result) => result === null
	);
}

async function tryToSignIn(
	db: Database,
	{ email, password, network, pepper, isDemo }: Attempt
): Promise<SignIn | null> {
	const emailHash = signInHash(email, pepper);
	const buckets = bucketsOf({ emailHash, network, pepper });
	if (!(await mayTry(db, buckets))) return null;

	const found = await store.findSignIn(db, emailHash);
	const isRight = await isRightPassword(found?.passwordHash ?? null, password);
	if (!found) return null;

	return withAgency(db, found.agencyId, async (tx) => {
		const person = isRight ? await store.findStaff(tx, found) : null;
		const { agencyId, staffId } = found;
		if (!person) {
			await audit.append(tx, agencyId, { event: 'session.refused', staff: staffId });
			return null;
		}
		await store.giveBack(tx, buckets);
		if (!isDemo) {
			const { passkey, app } = await factors.has(tx, { agencyId, staffId });
			const kind = passkey || app ? 'factor' : 'set_up';
			const purpose = kind === 'factor' ? 'sign_in' : 'set_up';
			return { kind, step: await steps.begin(tx, { agencyId, staffId, purpose }) };
		}
		const id = await session.start(tx, found);
		await audit.append(tx, agencyId, { event: 'session.started', by: staffId, factor: 'none' });
		return { kind: 'signed_in', id };
	});
}

/** The buckets that a password counts in, wherever it is typed. */
export function bucketsOf({
	emailHash,
	network,
	pepper
}: {
	emailHash: Uint8Array;
	network: string;
	pepper: Uint8Array;
}): Uint8Array[] {
	const key = missKey(pepper);
	return [
		throttleKey(key, 'sign-in', 'account', emailHash),
		throttleKey(key, 'sign-in', 'network', network)
	];
}

/** Counts a try, committed before the comparison: guesses sent at once must each count. */
export async function mayTry(db: Database, buckets: Uint8Array[]): Promise<boolean> {
	const [ofAccount = Infinity, ofNetwork = Infinity] = await store.countTries(db, buckets);
	return ofAccount <= ACCOUNT && ofNetwork <= NETWORK;
}
