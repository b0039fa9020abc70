import { withAgency, type Database } from '#lib/server/platform/db/client.ts';
import * as audit from '../audit/index.ts';
import * as session from './session.ts';
import type { SignedIn } from './signed-in.ts';

/** Ends this session, with its record. */
export async function signOut(db: Database, person: SignedIn): Promise<void> {
	await withAgency(db, person.agencyId, async (tx) => {
		await session.end(tx, person, person.session);
		await audit.append(tx, person.agencyId, { event: 'session.ended', by: person.staffId });
	});
}
