import { DAY, plus } from '#lib/domain/clock.ts';
import type { NotNow, SentKind } from '#lib/domain/contact/index.ts';
import type { CaseId, OrganisationId, StaffId } from '#lib/domain/ids.ts';
import type { TaskContent } from '#lib/domain/work/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import * as tasks from '../tasks/index.ts';

/** What a person has to do so that a message can go again. */
const taskFor: Record<NotNow, TaskContent['kind'] | null> = {
	no_plan: 'make_plan',
	not_confirmed: 'confirm_plan',
	plan_old: 'confirm_plan',
	paused: 'review_plan',
	unsafe_since: 'review_plan',
	// her answer has made the task, and it is open: else this would not be the reason
	asked_not_to: null,
	asked_enough: 'call_her',
	channel_not_safe: 'unsafe_channel',
	outside_window: 'outside_window',
	day_to_avoid: 'outside_window',
	no_window: 'outside_window',
	too_soon: 'outside_window',
	case_closed: 'review_plan',
	no_reminder: 'outside_window'
};

type Team = {
	supportOrganisationId: OrganisationId | null;
	supportWorkerId: StaffId | null;
	responsibleOfficerId: StaffId;
};

/**
 * A message that may not go: on record, and a task for her support worker, or for the officer where
 * nobody supports her. The same cause makes one task, however often somebody tries; one that was ticked
 * off is open again. Returns who is asked.
 */
export async function refuse(
	tx: Transaction,
	{
		desk,
		staff,
		team,
		...why
	}: {
		desk: Desk;
		staff: Staff;
		team: Team;
		caseId: CaseId;
		way: SentKind;
		reason: NotNow;
		/** Of the plan that did not let it go. */
		version: number;
	}
): Promise<'support' | 'officer'> {
	const { caseId, way, reason, version } = why;
	const { agencyId } = staff;
	const isSupported = team.supportOrganisationId !== null;
	const kind = taskFor[reason];
	if (kind !== null) {
		await tasks.add(
			tx,
			{
				agencyId,
				caseId,
				lane: isSupported ? 'support' : 'police',
				ownerId: isSupported ? team.supportWorkerId : team.responsibleOfficerId,
				content: { kind, about: null, reason },
				dueAt: plus(await databaseNow(tx), DAY),
				once: `${reason}/${way}/${version}`,
				reopens: true
			},
			await desk.keys.boxKey(tx, agencyId)
		);
	}
	await audit.append(tx, agencyId, {
		event: 'link.refused',
		by: staff.staffId,
		way,
		case: caseId
	});
	return isSupported ? 'support' : 'officer';
}
