import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import { newToken } from '#lib/domain/link/index.ts';
import { setupLinkHash } from '#lib/server/platform/crypto/kdf.ts';
import { random } from '#lib/server/platform/crypto/random.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import * as notices from '../../notices/index.ts';
import { addLink, endLinks } from './store.ts';

export type LinkPurpose = 'invitation' | 'password' | 'factor';

export type MadeLink = {
	/** Holds the token. To be printed or handed over, never to be stored or logged. */
	address: string;
	expiresAt: Date;
};

const NOTICE = {
	invitation: 'invitation',
	password: 'password_reset',
	factor: 'factor_reset'
} as const;

/**
 * A one-time link by which somebody of staff sets a password, or a second factor. It works until it
 * is used, until its end, or until a newer one of the same person is made. `way`: also by mail, as it
 * is without, or only to be printed. The caller has checked who asks.
 */
export async function makeLink(
	tx: Transaction,
	desk: Pick<Desk, 'keys' | 'pepper' | 'origin'>,
	{
		agencyId,
		staffId,
		purpose,
		madeBy,
		way = 'mail'
	}: {
		agencyId: AgencyId;
		staffId: StaffId;
		purpose: LinkPurpose;
		/** Null: the command line. */
		madeBy: StaffId | null;
		way?: 'mail' | 'print';
	}
): Promise<MadeLink> {
	const token = newToken(random);
	const address = `${desk.origin}/desk/set-up/${token}`;
	await endLinks(tx, { agencyId, staffId });
	const hash = setupLinkHash(token, desk.pepper);
	const expiresAt = await addLink(tx, { hash, agencyId, staffId, purpose, madeBy });
	if (way === 'mail') {
		const boxKey = await desk.keys.boxKey(tx, agencyId);
		await notices.add(tx, { agencyId, staffId, kind: NOTICE[purpose], address }, boxKey);
	}
	return { address, expiresAt };
}
