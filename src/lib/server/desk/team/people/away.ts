import { momentAt } from '#lib/domain/concern/calendar.ts';
import { databaseNow } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { findSettings } from '../../cases/index.ts';
import type { Asking, StepUp } from '../asking.ts';
import { ownedLanes } from './holds.ts';
import * as store from './store.ts';
import { held, withPerson, type HeldBack } from './with-person.ts';

/** Days on the agency's calendar, `YYYY-MM-DD`. */
export type Leave = {
	/** Null: from now on. */
	from: string | null;
	/** The last day away; null: until somebody says otherwise. */
	until: string | null;
};

export type SetAway =
	| { kind: 'done' }
	/** It would be over before it begins. */
	| { kind: 'days' }
	| HeldBack
	| StepUp;

/** Away from duty: not while open lanes, high or critical, wait for this person (queue.md OW5). */
export function setAway(
	desk: Desk,
	staff: Asking,
	{ id, leave }: { id: string; leave: Leave }
): Promise<SetAway | null> {
	return withPerson<SetAway>(desk, staff, { id, act: 'away' }, async (tx, { staffId }) => {
		const at = { agencyId: staff.agencyId, staffId };
		const now = await databaseNow(tx);
		const { timeZone } = (await findSettings(tx, staff.agencyId)).intake;
		const first = leave.from === null ? now : momentAt(leave.from, 0, timeZone);
		const awayFrom = first < now ? now : first;
		const awayUntil = leave.until === null ? null : momentAt(leave.until, 24 * 60, timeZone);
		if (awayUntil && awayUntil <= awayFrom) return { kind: 'days' };

		const why = await ownedLanes(tx, at);
		if (why) return held(why);
		await store.change(tx, at, { awayFrom, awayUntil });
		await audit.append(tx, staff.agencyId, {
			event: 'staff.away',
			by: staff.staffId,
			staff: staffId
		});
		return { kind: 'done' };
	});
}

/** On duty again. */
export function setBack(
	desk: Desk,
	staff: Asking,
	id: string
): Promise<{ kind: 'done' } | HeldBack | StepUp | null> {
	return withPerson(desk, staff, { id, act: 'back' }, async (tx, { staffId }) => {
		const at = { agencyId: staff.agencyId, staffId };
		await store.change(tx, at, { awayFrom: null, awayUntil: null });
		await audit.append(tx, staff.agencyId, {
			event: 'staff.back',
			by: staff.staffId,
			staff: staffId
		});
		return { kind: 'done' as const };
	});
}
