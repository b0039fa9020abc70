import { v7 as uuid } from 'uuid';
import { mayEnter, relationTo } from '#lib/domain/access/index.ts';
import {
	isProgrammeKnown,
	teamProblem,
	type NewCaseView,
	type TeamProblem,
	type WantedCase
} from '#lib/domain/case/index.ts';
import { dayAt } from '#lib/domain/concern/calendar.ts';
import { plannedRounds, yearAfter } from '#lib/domain/schedule/index.ts';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { choicesFor } from '../choices/index.ts';
import * as history from '../history/index.ts';
import { findSettings } from '../store.ts';
import { findByReference, hasCase, lockReferences } from './store.ts';
import { prepareCase, writeCases, type NewCase } from './write.ts';

/** The form for a new case; null for who makes none. */
export async function prepare(desk: Desk, staff: Staff): Promise<NewCaseView | null> {
	if (!mayEnter(staff.role, '/desk/cases/new')) return null;
	return withAgency(desk.db, staff.agencyId, async (tx) => ({
		caseId: uuid(),
		choices: await choicesFor(tx, staff),
		you: staff.staffId,
		today: await todayIn(tx, staff.agencyId)
	}));
}

/** The day on the wall calendar of the agency. */
export async function todayIn(tx: Transaction, agencyId: AgencyId): Promise<string> {
	const { intake } = await findSettings(tx, agencyId);
	return dayAt(await databaseNow(tx), intake.timeZone);
}

export type AddedCase =
	| { kind: 'made'; caseId: CaseId }
	/** This person has a case with this reference. */
	| { kind: 'taken'; caseId: CaseId }
	| { kind: 'problem'; problem: TeamProblem | 'not_future' | 'programme' };

/**
 * A new case. A reference that another case has which its maker may not see is taken like any other,
 * over the same statements and with the same answer; a supervisor finds it parked (queue.md CO2,
 * threat T15). `id` was minted with the form: sent twice it makes one case. Null for who makes none.
 */
export async function add(
	desk: Desk,
	staff: Staff,
	{ id, wanted }: { id: CaseId; wanted: WantedCase }
): Promise<AddedCase | null> {
	if (!mayEnter(staff.role, '/desk/cases/new')) return null;
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx): Promise<AddedCase> => {
		const choices = await choicesFor(tx, staff);
		const problem = teamProblem(wanted, { choices, maker: staff });
		if (problem) return { kind: 'problem', problem };
		if (wanted.programme && !isProgrammeKnown(wanted.programme, choices)) {
			return { kind: 'problem', problem: 'programme' };
		}
		const { intake } = await findSettings(tx, agencyId);
		if (wanted.interventionOn > (await todayIn(tx, agencyId))) {
			return { kind: 'problem', problem: 'not_future' };
		}
		const at = { agencyId, caseId: id };
		const given = newCaseOf(wanted, intake.timeZone);
		const prepared = await prepareCase(tx, desk, { at, given });

		await lockReferences(tx, agencyId);
		if (await hasCase(tx, at)) return { kind: 'made', caseId: id };
		const references = [wanted.reference];
		const known = await findByReference(tx, { agencyId, references });
		const own = known.find(({ team }) => relationTo(team, staff) !== null);
		if (own) return { kind: 'taken', caseId: own.caseId };

		await writeCases(tx, [{ ...prepared, isParked: known.length > 0 }]);
		await history.add(tx, { ...at, kind: 'created', by: staffId });
		await audit.append(tx, agencyId, { event: 'case.created', by: staffId, case: id });
		return { kind: 'made', caseId: id };
	});
}

/** What somebody wants, with the rounds of the schedule and the facts as they are sealed. */
export function newCaseOf(wanted: WantedCase, timeZone: string): NewCase {
	const { officerId, deputyId, facts, programme, ...rest } = wanted;
	const { conferenceOn, ...sealed } = facts;
	return {
		...rest,
		responsibleOfficerId: officerId,
		deputyOfficerId: deputyId,
		facts: { ...sealed, maracUntil: conferenceOn === null ? null : yearAfter(conferenceOn) },
		programme: programme && { ...programme, sessionsDue: 0, sessionsAttended: 0 },
		checkIns: plannedRounds(wanted.interventionOn, { timeZone, gradedHigh: facts.gradedHigh })
	};
}
