import type { ReassignView } from '#lib/domain/case/index.ts';
import { caseId as caseIdOf, type CaseId, type StaffId } from '#lib/domain/ids.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, type Desk, type Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { findTeam } from '../../access/store.ts';
import * as notes from '../../notes/index.ts';
import * as notices from '../../notices/index.ts';
import { findOfficers, partnersOf } from '../choices/index.ts';
import * as history from '../history/index.ts';
import { reassignScope } from './scope.ts';
import { changeTeam, handLanesOver, lockTeam, type NewTeam, type TeamRow } from './store.ts';

const ROUTE = '/desk/cases/[id]/reassign';

/** The form; null for who may change nobody here. */
export async function prepareReassign(
	desk: Desk,
	staff: Staff,
	id: string
): Promise<ReassignView | null> {
	const parsed = caseIdOf.safeParse(id);
	if (!parsed.success) return null;
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const found = await reachable(tx, staff, parsed.data);
		if (!found) return deny(tx, staff, { object: parsed.data, route: ROUTE });
		const { row, scope } = found;
		return {
			caseId: parsed.data,
			reference: row.reference,
			scope,
			officerId: row.officerId,
			deputyId: row.deputyId,
			supportWorkerId: row.supportWorkerId,
			...(await choicesOf(tx, staff, row))
		};
	});
}

async function reachable(tx: Transaction, staff: Staff, caseId: CaseId) {
	const at = { agencyId: staff.agencyId, caseId };
	const team = await findTeam(tx, at);
	const scope = team && reassignScope(team, staff);
	const row = scope && (await lockTeam(tx, at));
	return team && scope && row ? { row: { ...row, blockedIds: team.blockedIds }, scope } : null;
}

async function choicesOf(
	tx: Transaction,
	{ agencyId }: Staff,
	{ unitId, supportOrganisationId, blockedIds }: TeamRow
) {
	const officers = await findOfficers(tx, { agencyId, unitIds: [unitId] });
	const { supportWorkers } = await partnersOf(tx, { agencyId }, blockedIds);
	return {
		// who is blocked could not see what they were given
		officers: officers
			.filter(({ id }) => !blockedIds.includes(id))
			.map(({ id, name, isOnDuty }) => ({ id, name, isOnDuty })),
		supportWorkers: supportWorkers
			.filter(({ organisationId }) => organisationId === supportOrganisationId)
			.map(({ id, name }) => ({ id, name }))
	};
}

export type Reassigned =
	| { kind: 'reassigned' }
	| {
			kind: 'problem';
			problem: 'officer' | 'deputy' | 'same_person' | 'support_worker' | 'nothing';
	  };

export type WantedTeamChange = {
	caseId: string;
	/** Looked at where the whole team may be changed. */
	officerId: string;
	deputyId: string;
	supportWorkerId: string | null;
	reason: string;
};

/**
 * Gives the case to others, with a written reason. What is open of its concern goes along, and whoever
 * is new learns by mail that something waits. Null for who may change nobody here.
 */
export async function reassign(
	desk: Desk,
	staff: Staff,
	wanted: WantedTeamChange
): Promise<Reassigned | null> {
	const parsed = caseIdOf.safeParse(wanted.caseId);
	if (!parsed.success) return null;
	const { agencyId, staffId: by } = staff;
	const at = { agencyId, caseId: parsed.data };
	return withAgency(desk.db, agencyId, async (tx): Promise<Reassigned | null> => {
		const found = await reachable(tx, staff, at.caseId);
		if (!found) return deny(tx, staff, { object: at.caseId, route: ROUTE });
		const { row, scope } = found;
		const team = await teamFrom(tx, staff, { row, scope, wanted });
		if (typeof team === 'string') return { kind: 'problem', problem: team };
		const changed = changesIn(row, team);
		if (changed.length === 0) return { kind: 'problem', problem: 'nothing' };

		const noteId = await notes.add(tx, {
			...at,
			authorId: by,
			kind: 'reason',
			text: wanted.reason
		});
		await changeTeam(tx, { ...at, ...team });
		const police = team.officerId !== row.officerId || team.deputyId !== row.deputyId;
		const support = team.supportWorkerId !== row.supportWorkerId;
		await handLanesOver(tx, {
			...at,
			...team,
			by,
			lanes: [...(police ? (['police'] as const) : []), ...(support ? (['support'] as const) : [])]
		});
		const boxKey = await desk.keys.boxKey(tx, agencyId);
		for (const staffId of changed) {
			await history.add(tx, { ...at, kind: 'reassigned', by, about: staffId, noteId });
			if (staffId === null || staffId === by) continue;
			await notices.add(tx, { agencyId, staffId, kind: 'new_item' }, boxKey);
		}
		await audit.append(tx, agencyId, {
			event: 'case.reassigned',
			by,
			case: at.caseId,
			officer: team.officerId,
			deputy: team.deputyId,
			supportWorker: team.supportWorkerId,
			reason: noteId
		});
		return { kind: 'reassigned' };
	});
}

async function teamFrom(
	tx: Transaction,
	staff: Staff,
	{ row, scope, wanted }: { row: TeamRow; scope: 'team' | 'deputy'; wanted: WantedTeamChange }
): Promise<NewTeam | 'officer' | 'deputy' | 'same_person' | 'support_worker'> {
	const { officers, supportWorkers } = await choicesOf(tx, staff, row);
	const of = (list: readonly { id: StaffId }[], id: string) =>
		list.find((one) => one.id === id)?.id ?? null;
	const isTeam = scope === 'team';
	const officerId = isTeam ? of(officers, wanted.officerId) : row.officerId;
	if (officerId === null) return 'officer';
	const deputyId = of(officers, wanted.deputyId);
	if (deputyId === null) return 'deputy';
	if (officerId === deputyId) return 'same_person';
	if (!isTeam) return { officerId, deputyId, supportWorkerId: row.supportWorkerId };
	const { supportWorkerId: worker } = wanted;
	const supportWorkerId = worker === null ? null : of(supportWorkers, worker);
	if (worker !== null && supportWorkerId === null) return 'support_worker';
	return { officerId, deputyId, supportWorkerId };
}

/** Who is new on the case. Null among them: nobody is named any more. */
function changesIn(row: TeamRow, team: NewTeam): (StaffId | null)[] {
	const before = [row.officerId, row.deputyId, row.supportWorkerId];
	return [team.officerId, team.deputyId, team.supportWorkerId].filter(
		(id, place) => id !== before[place]
	);
}
