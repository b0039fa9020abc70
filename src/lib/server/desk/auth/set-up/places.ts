import { signInHash } from '#lib/server/platform/crypto/kdf.ts';
import type { Database } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import { findSignIn } from '../store.ts';
import * as store from './store.ts';

/** An agency by its name or id, with its organisations. For the command line, as heard_owner. */
export async function findPlaces(owner: Database, agency: string) {
	const agencyId = await store.findAgency(owner, agency);
	return agencyId && { agencyId, organisations: await store.listOrganisations(owner, agencyId) };
}

/** Whether somebody signs in with this e-mail, in whatever agency. For the command line. */
export async function isKnown(desk: Pick<Desk, 'db' | 'pepper'>, email: string): Promise<boolean> {
	return (await findSignIn(desk.db, signInHash(email, desk.pepper))) !== null;
}
