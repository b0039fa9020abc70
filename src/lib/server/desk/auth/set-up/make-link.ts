import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import { newToken } from '#lib/domain/link/index.ts';
import { setupLinkHash } from '#lib/server/platform/crypto/kdf.ts';
import { random } from '#lib/server/platform/crypto/random.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import { addLink, endLinks, type Purpose } from './store.ts';

export type NewLink = {
	agencyId: AgencyId;
	staffId: StaffId;
	purpose: Purpose;
	/** Null: made by the command line. */
	madeBy: StaffId | null;
};

/**
 * A one-time way to set a password or a second factor. The address exists in what is returned, and
 * the database holds a keyed hash of its 160 random bits. Ends earlier ones of the same purpose.
 */
export async function makeLink(
	tx: Transaction,
	desk: Pick<Desk, 'pepper' | 'origin'>,
	wanted: NewLink
): Promise<{ address: string; expiresAt: Date }> {
	const token = newToken(random);
	await endLinks(tx, wanted);
	const hash = setupLinkHash(token, desk.pepper);
	const expiresAt = await addLink(tx, { ...wanted, hash });
	return { address: `${desk.origin}/desk/set-up/${token}`, expiresAt };
}
