import { v7 as uuid } from 'uuid';
import type { GlassView } from '#lib/domain/access/index.ts';
import { databaseNow, withAgency } from '#lib/server/platform/db/client.ts';
import { hasSteppedUp, type Desk, type SteppingStaff } from '../access/index.ts';
import { findOpenings } from './store.ts';

/** The form, and what this person has open already. */
export function prepare(desk: Desk, staff: SteppingStaff): Promise<GlassView> {
	return withAgency(desk.db, staff.agencyId, async (tx) => ({
		id: uuid(),
		hasSteppedUp: await hasSteppedUp(tx, staff),
		open: await findOpenings(tx, staff),
		mayReview: staff.role === 'supervisor',
		now: await databaseNow(tx)
	}));
}
