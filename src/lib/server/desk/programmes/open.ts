import { scopeOf } from '#lib/domain/access/index.ts';
import { caseId, programmeId, type CaseId, type ProgrammeId } from '#lib/domain/ids.ts';
import type { CaseProgrammeView, ProgrammesView, ProgrammeView } from '#lib/domain/work/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, reachNamed, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { findCalls, findOfCase, findOwn, findOwnOne, findSessions, findToday } from './store.ts';

export const ROUTE = '/desk/programmes/[id]';
export const OF_CASE = '/desk/cases/[id]/programme';

const PAGE = 50;

/** The programmes of this person, by the perpetrator's reference; null for every other role. */
export async function list(
	desk: Desk,
	staff: Staff,
	look: { after: string | null }
): Promise<ProgrammesView | null> {
	if (staff.role !== 'programme_worker') return null;
	const after = programmeId.safeParse(look.after).data ?? null;
	const found = await withAgency(desk.db, staff.agencyId, (tx) =>
		findOwn(tx, staff, { after, most: PAGE + 1 })
	);
	const programmes = found.slice(0, PAGE);
	return {
		programmes,
		next: found.length > PAGE ? (programmes.at(-1)?.id ?? null) : null,
		isFirstPage: after === null
	};
}

/** One programme, by its own id; null for everybody whose it is not. */
export async function open(desk: Desk, staff: Staff, id: string): Promise<ProgrammeView | null> {
	const parsed = programmeId.safeParse(id);
	if (!parsed.success) return null;
	return withAgency(desk.db, staff.agencyId, (tx) => openIn(tx, staff, parsed.data));
}

async function openIn(
	tx: Transaction,
	staff: Staff,
	id: ProgrammeId
): Promise<ProgrammeView | null> {
	const { agencyId, staffId } = staff;
	const row = await findOwnOne(tx, staff, id);
	if (!row) return deny(tx, staff, { object: id, route: ROUTE });
	const at = { agencyId, programmeId: id };
	const view: ProgrammeView = {
		id,
		reference: row.reference,
		status: row.status,
		statusAt: row.statusAt,
		sessionsDue: row.sessionsDue,
		sessionsAttended: row.sessionsAttended,
		referredOn: row.referredOn,
		orderedByCourt: row.orderedByCourt,
		isCallWaiting: row.isCallWaiting,
		sessions: await findSessions(tx, at),
		calls: await findCalls(tx, at),
		today: await findToday(tx, agencyId),
		now: await databaseNow(tx)
	};
	await audit.append(tx, agencyId, { event: 'programme.opened', by: staffId, programme: id });
	return view;
}

/** The programme of a case as the officer side and support read it; null for who does not reach it. */
export async function ofCase(
	desk: Desk,
	staff: Staff,
	id: string
): Promise<CaseProgrammeView | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	return withAgency(desk.db, staff.agencyId, (tx) => ofCaseIn(tx, staff, parsed.data));
}

async function ofCaseIn(
	tx: Transaction,
	staff: Staff,
	id: CaseId
): Promise<CaseProgrammeView | null> {
	const { agencyId, staffId } = staff;
	const found = await reachNamed(tx, staff, id);
	if (!found || scopeOf(found.relation, 'programmeAttendance') === 'none') {
		return deny(tx, staff, { object: id, route: OF_CASE });
	}
	const now = await databaseNow(tx);
	const head = { caseId: id, reference: found.reference, now };
	const row = await findOfCase(tx, { agencyId, caseId: id });
	if (!row) return { ...head, programme: null, mayAsk: false };
	const at = { agencyId, programmeId: row.id };
	const programme = {
		reference: row.reference,
		provider: row.provider,
		status: row.status,
		statusAt: row.statusAt,
		sessionsDue: row.sessionsDue,
		sessionsAttended: row.sessionsAttended,
		referredOn: row.referredOn,
		orderedByCourt: row.orderedByCourt,
		sessions: await findSessions(tx, at),
		calls: await findCalls(tx, at)
	};
	await audit.append(tx, agencyId, { event: 'programme.opened', by: staffId, programme: row.id });
	return { ...head, programme, mayAsk: scopeOf(found.relation, 'callTheOfficer') === 'send' };
}
