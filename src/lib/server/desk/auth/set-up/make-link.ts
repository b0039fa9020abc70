import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import { newToken } from '#lib/domain/link/index.ts';
import { setupLinkHash } from '#lib/server/platform/crypto/kdf.ts';
import { random } from '#lib/server/platform/crypto/random.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as notices from '../../notices/index.ts';
import * as store from './store.ts';

export type LinkPurpose = 'invitation' | 'password' | 'factor';

export type MadeLink = {
	/** Holds the token. To be printed or handed over, never to be stored or logged. */
	address: string;
	expiresAt: Date;
};

const HOURS: Record<LinkPurpose, number> = { invitation: 72, password: 24, factor: 24 };
const NOTICE = {
	invitation: 'invitation',
	password: 'password_reset',
	factor: 'factor_reset'
} as const;

/**
 * A one-time link by which somebody of staff sets a password, or a second factor. It works until it
 * is used, until its end, or until a newer one of the same person is made.
 *
 * - `invitation`: password and second factor, both new.
 * - `password`: a new password; the second factor is asked as well.
 * - `factor`: a new second factor; the password is asked as well.
 *
 * `way`: also by mail, as it is without, or only to be printed. The caller has checked who asks, and
 * ends the sessions where that is due.
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
	// what the page says depends on the query, never on the token: looking at it tells nothing
	const query = purpose === 'invitation' ? '' : `?${purpose}`;
	const address = `${desk.origin}/desk/set-up/${token}${query}`;

	await store.endLinks(tx, { agencyId, staffId });
	const expiresAt = await store.addLink(tx, {
		hash: setupLinkHash(token, desk.pepper),
		agencyId,
		staffId,
		purpose,
		madeBy,
		hours: HOURS[purpose]
	});
	if (way === 'mail') {
		const boxKey = await desk.keys.boxKey(tx, agencyId);
		const kind = NOTICE[purpose];
		await notices.add(tx, { agencyId, staffId, kind, address }, boxKey);
	}
	await audit.append(tx, agencyId, {
		event: 'setup_link.made',
		by: madeBy,
		staff: staffId,
		purpose
	});
	return { address, expiresAt };
}
