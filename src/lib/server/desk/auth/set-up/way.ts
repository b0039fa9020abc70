import { parseToken } from '#lib/domain/link/index.ts';
import { setupLinkHash } from '#lib/server/platform/crypto/kdf.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import { findAccount, type Account } from '../store.ts';
import { findLink, type FoundLink } from './store.ts';

/** A live set-up link, and whose it is. */
export type Way = FoundLink & { hash: Uint8Array; account: Account };

/** Null for a token that leads nowhere, or not any more, or to somebody who was disabled. */
export async function findWay(desk: Desk, token: string): Promise<Way | null> {
	const parsed = parseToken(token);
	if (!parsed) return null;
	const hash = setupLinkHash(parsed, desk.pepper);
	const link = await findLink(desk.db, hash);
	const account = link && (await withAgency(desk.db, link.agencyId, (tx) => findAccount(tx, link)));
	return link && account && { ...link, hash, account };
}
