import { programmeId, type ProgrammeId } from '#lib/domain/ids.ts';
import { countSession, type ProgrammeStatus } from '#lib/domain/work/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { deny, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { ROUTE } from './open.ts';
import {
	addCaseEvent,
	findSession,
	findToday,
	lockOwn,
	putSession,
	setCounts,
	setStatus
} from './store.ts';

/** How it stands now. The same again changes nothing, and not the day since when. */
export async function changeStatus(
	desk: Desk,
	staff: Staff,
	{ id, status }: { id: string; status: ProgrammeStatus }
): Promise<'changed' | null> {
	const parsed = programmeId.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const row = await lockOwn(tx, staff, parsed.data);
		if (!row) return deny(tx, staff, { object: parsed.data, route: ROUTE });
		if (row.status === status) return 'changed';
		await setStatus(tx, { agencyId, programmeId: row.id, status });
		await addCaseEvent(tx, {
			agencyId,
			caseId: row.caseId,
			kind: 'programme_changed',
			by: staffId
		});
		await audit.append(tx, agencyId, {
			event: 'programme.changed',
			by: staffId,
			programme: row.id,
			status
		});
		return 'changed';
	});
}

export type Session = { id: string; heldOn: string; attended: boolean };

/**
 * One session: that day, attended or not. The counts follow it. Entered again it takes the place of
 * what stood there. `future`: that day has not come yet.
 */
export async function recordSession(
	desk: Desk,
	staff: Staff,
	{ id, heldOn, attended }: Session
): Promise<'recorded' | 'future' | null> {
	const parsed = programmeId.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const row = await lockOwn(tx, staff, parsed.data);
		if (!row) return deny(tx, staff, { object: parsed.data, route: ROUTE });
		if (heldOn > (await findToday(tx, agencyId))) return 'future';
		const at: { agencyId: Staff['agencyId']; programmeId: ProgrammeId } = {
			agencyId,
			programmeId: row.id
		};
		const before = await findSession(tx, { ...at, heldOn });
		if (before === attended) return 'recorded';
		await putSession(tx, { ...at, heldOn, attended, by: staffId });
		await setCounts(tx, { ...at, ...countSession(row, { before, attended }) });
		await audit.append(tx, agencyId, {
			event: 'programme.session',
			by: staffId,
			programme: row.id,
			attended
		});
		return 'recorded';
	});
}
