import { agencyId as agencyIdOf, type AgencyId, type StaffId } from '#lib/domain/ids.ts';
import { secretHash } from '#lib/server/platform/crypto/kdf.ts';
import { random } from '#lib/server/platform/crypto/random.ts';
import { withAgency, type Database, type Transaction } from '#lib/server/platform/db/client.ts';
import * as store from './store.ts';

// Between the right password and the second factor there is a step and no session: nothing of the
// desk opens with it, so no page can take somebody half signed in for somebody signed in.

export type Purpose = 'sign_in' | 'set_up' | 'step_up' | 'add_passkey';

export type Step = {
	agencyId: AgencyId;
	staffId: StaffId;
	purpose: Purpose;
	idHash: string;
	/** What a passkey has to sign. Null where none was asked for, or it was answered already. */
	challenge: Uint8Array | null;
};

/** Minutes. Setting up takes a phone, an app and a while; the others are one touch. */
const LIFE: Record<Purpose, number> = { sign_in: 10, set_up: 30, step_up: 5, add_passkey: 5 };

/** Returns what the cookie, or the form, holds: the agency, so that row security is set, and 256 bits. */
export async function begin(
	tx: Transaction,
	{ agencyId, staffId, purpose }: { agencyId: AgencyId; staffId: StaffId; purpose: Purpose }
): Promise<string> {
	const secret = random(32);
	await store.addStep(tx, {
		agencyId,
		staffId,
		purpose,
		idHash: hashOf(secret),
		minutes: LIFE[purpose]
	});
	return `${agencyId}.${Buffer.from(secret).toString('base64url')}`;
}

/** The live step of this cookie, without touching it. */
export async function find(db: Database, id: string | null): Promise<Step | null> {
	const read = parse(id);
	return read && withAgency(db, read.agencyId, (tx) => store.findStep(tx, read));
}

/**
 * The live step, held until the transaction ends: two requests with it wait for each other. Its
 * challenge is gone from the row then, whatever the answer to it is worth.
 */
export async function take(tx: Transaction, id: string | null): Promise<Step | null> {
	const read = parse(id);
	if (!read) return null;
	const step = await store.holdStep(tx, read);
	if (step?.challenge) await store.setChallenge(tx, step, null);
	return step;
}

/** Something new for a passkey to sign, in place of what was there. */
export async function challenge(tx: Transaction, step: Step): Promise<Uint8Array> {
	const fresh = random(32);
	await store.setChallenge(tx, step, fresh);
	return fresh;
}

/** It was used, or must not be. */
export async function end(tx: Transaction, step: Step): Promise<void> {
	await store.endStep(tx, step);
}

/** All of one person, when a password or a factor changed or every session ended: they are older. */
export async function endAll(
	tx: Transaction,
	person: { agencyId: AgencyId; staffId: StaffId }
): Promise<void> {
	await store.endSteps(tx, person);
}

/** The agency that a step says it is of. Row security and its hash decide whether it is. */
export function parse(id: string | null): { agencyId: AgencyId; idHash: string } | null {
	const [agency = '', secret = '', ...more] = id?.split('.') ?? [];
	const read = agencyIdOf.safeParse(agency);
	if (!read.success || more.length > 0 || !/^[\w-]{43}$/.test(secret)) return null;
	return { agencyId: read.data, idHash: hashOf(Buffer.from(secret, 'base64url')) };
}

function hashOf(secret: Uint8Array): string {
	return Buffer.from(secretHash(secret)).toString('base64url');
}
