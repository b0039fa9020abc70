import { reviewersOf } from '#lib/domain/access/index.ts';
import { dayAt, minuteOf, momentAt, workingDayAfter } from '#lib/domain/concern/calendar.ts';
import type { BreakGlassId, StaffId } from '#lib/domain/ids.ts';
import { calendarOf } from '#lib/domain/settings/index.ts';
import type { TaskKind } from '#lib/domain/work/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk, SteppingStaff } from '../access/index.ts';
import { findSettings } from '../cases/index.ts';
import * as notices from '../notices/index.ts';
import * as tasks from '../tasks/index.ts';
import { findLeaders, findOpener, findSupport, type FoundCase } from './store.ts';

/**
 * Tells at once, past any digest, whoever stands by her: the officer and deputy, the supervisor of
 * the unit, her support worker. Support gets a task, and so does a supervisor of another unit, who
 * reviews it within one working day (queue.md 10, BG2). Who is blocked is told nothing.
 */
export async function tell(
	tx: Transaction,
	{
		desk,
		staff,
		opening,
		chosen
	}: { desk: Desk; staff: SteppingStaff; opening: BreakGlassId; chosen: FoundCase }
): Promise<void> {
	const { agencyId } = staff;
	const { caseId, unitId, team } = chosen;
	const boxKey = await desk.keys.boxKey(tx, agencyId);
	const support = await findSupport(tx, { agencyId, ...team });
	const [reviewer = null] = reviewersOf(await findLeaders(tx, agencyId), {
		unitId,
		team,
		openedBy: staff.staffId,
		openersUnitId: (await findOpener(tx, staff))?.unitId ?? null
	});
	const told = mayBeTold(chosen, staff, [
		team.responsibleOfficerId,
		team.deputyOfficerId,
		team.supervisorId,
		...support,
		reviewer
	]);
	for (const staffId of told) {
		await notices.add(tx, { agencyId, staffId, kind: 'break_glass' }, boxKey);
	}

	const dueAt = await inOneWorkingDay(tx, staff);
	const task = { agencyId, caseId, dueAt, once: opening };
	const about = (kind: TaskKind) => ({ kind, about: opening, reason: null });
	if (support.length > 0) {
		const ownerId = team.supportWorkerId;
		const content = about('break_glass_told');
		await tasks.add(tx, { ...task, lane: 'support', ownerId, content }, boxKey);
	}
	const content = about('review_break_glass');
	await tasks.add(tx, { ...task, lane: 'supervisor', ownerId: reviewer, content }, boxKey);
}

function mayBeTold(
	{ team }: FoundCase,
	{ staffId }: SteppingStaff,
	people: readonly (StaffId | null)[]
): StaffId[] {
	const others = people.flatMap((id) => (id === null || id === staffId ? [] : [id]));
	return [...new Set(others)].filter((id) => !team.blockedIds.includes(id));
}

/** Closing time of the next day on which the desk works. */
async function inOneWorkingDay(tx: Transaction, { agencyId }: SteppingStaff): Promise<Date> {
	const { desk, intake } = await findSettings(tx, agencyId);
	const calendar = calendarOf(desk, intake);
	const { timeZone, deskHours } = calendar;
	const today = dayAt(await databaseNow(tx), timeZone);
	return momentAt(workingDayAfter(today, 1, calendar), minuteOf(deskHours.close), timeZone);
}
