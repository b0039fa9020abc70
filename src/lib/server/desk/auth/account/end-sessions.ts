import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as session from '../session.ts';
import type { SignedIn } from '../signed-in.ts';

/** Ends one session of this person, by the handle that the list shows: dead on its next request. */
export async function endOne(desk: Desk, staff: SignedIn, handle: string): Promise<void> {
	const { agencyId, staffId } = staff;
	await withAgency(desk.db, agencyId, async (tx) => {
		await session.end(tx, staff, handle);
		await audit.append(tx, agencyId, { event: 'session.ended', by: staffId });
	});
}

/** Ends all of them, this one too. */
export async function endEverywhere(desk: Desk, staff: SignedIn): Promise<void> {
	const { agencyId, staffId } = staff;
	await withAgency(desk.db, agencyId, async (tx) => {
		await session.endAll(tx, staff);
		await audit.append(tx, agencyId, { event: 'session.all_ended', by: staffId });
	});
}
