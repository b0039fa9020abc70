import { withAgency, type Database } from '#lib/server/platform/db/client.ts';
import * as session from './session.ts';
import type { SignedIn } from './signed-in.ts';
import { appendAudit } from './store.ts';

/** Ends this session, with its record. */
export async function signOut(db: Database, person: SignedIn): Promise<void> {
	await withAgency(db, person.agencyId, async (tx) => {
		await appendAudit(tx, person.agencyId, { event: 'session.ended', by: person.staffId });
		await session.end(tx, person, person.session);
	});
}
