import type { Transaction } from '#lib/server/platform/db/client.ts';
import * as session from '../session.ts';
import type { SignedIn } from '../signed-in.ts';

/** Signed out meanwhile: nothing of the change is kept. */
class Ended extends Error {
	override readonly name = 'Ended';
}

/**
 * After a password or a factor changed: whoever else is signed in as this person is no more, and this
 * session goes on under a new id, which is for the cookie.
 */
export async function anew(tx: Transaction, staff: SignedIn): Promise<string> {
	await session.endOthers(tx, staff);
	const id = await session.renew(tx, staff);
	if (id === null) throw new Ended();
	return id;
}

/** For `catch`: a change by somebody who was signed out meanwhile is refused, and undone. */
export function refusedWhenEnded(error: unknown): { kind: 'refused' } {
	if (error instanceof Ended) return { kind: 'refused' };
	throw error;
}
