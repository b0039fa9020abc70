import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { AgencyId, CaseId, ProgrammeId, StaffId } from '#lib/domain/ids.ts';
import type { Caller, ProgrammeStatus } from '#lib/domain/work/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	agencyTable,
	callRequest,
	caseEvent,
	organisation,
	programme,
	programmeSession,
	staff as staffTable
} from '#lib/server/platform/db/schema/index.ts';
import type { Staff } from '../access/index.ts';

type InProgramme = { agencyId: AgencyId; programmeId: ProgrammeId };

/**
 * The programmes of this person: those that name them, and those of their organisation that name
 * nobody. A block is asked for before the role, as everywhere.
 */
function isTheirs(staff: Staff): SQL | undefined {
	if (staff.role !== 'programme_worker') return sql`false`;
	return and(
		eq(programme.agencyId, staff.agencyId),
		sql`(${programme.workerId} = ${staff.staffId}
			or (${programme.workerId} is null and ${programme.organisationId} = ${staff.organisationId}))`,
		sql`not exists (select 1 from case_block block where block.agency_id = ${programme.agencyId}
			and block.case_id = ${programme.caseId} and block.staff_id = ${staff.staffId}
			and block.lifted_at is null)`
	);
}

const plain = {
	id: programme.id,
	reference: programme.reference,
	status: programme.status,
	sessionsDue: programme.sessionsDue,
	sessionsAttended: programme.sessionsAttended
};

// written out: among the columns of one table Drizzle drops the table's name, and `id` would be the call's
const isCallWaiting = sql<boolean>`exists (select 1 from call_request call
	where call.agency_id = programme.agency_id and call.programme_id = programme.id
		and call.caller = 'provider' and call.answered_at is null)`;

const whole = {
	...plain,
	agencyId: programme.agencyId,
	caseId: programme.caseId,
	statusAt: programme.statusAt,
	referredOn: programme.referredOn,
	orderedByCourt: programme.orderedByCourt
};

/** Running ones first, then by the perpetrator's reference. Nothing of the case is read. */
export function findOwn(
	tx: Transaction,
	staff: Staff,
	{ after, most }: { after: ProgrammeId | null; most: number }
) {
	const place = sql`(${programme.status} in ('completed', 'dropped'), coalesce(${programme.reference}, ''), ${programme.id})`;
	const isAfter = sql`${place} > (
		select last.status in ('completed', 'dropped'), coalesce(last.reference, ''), last.id
		from programme last where last.agency_id = ${staff.agencyId} and last.id = ${after})`;
	return tx
		.select({ ...plain, isCallWaiting })
		.from(programme)
		.where(and(isTheirs(staff), after ? isAfter : undefined))
		.orderBy(
			sql`${programme.status} in ('completed', 'dropped')`,
			sql`coalesce(${programme.reference}, '')`,
			asc(programme.id)
		)
		.limit(most);
}

/** One programme of this person. */
export async function findOwnOne(tx: Transaction, staff: Staff, id: ProgrammeId) {
	const [found] = await tx
		.select({ ...whole, isCallWaiting })
		.from(programme)
		.where(and(isTheirs(staff), eq(programme.id, id)));
	return found ?? null;
}
export type ProgrammeAt = NonNullable<Awaited<ReturnType<typeof findOwnOne>>>;

/** The same, held until COMMIT: its counts and its calls are changed one after another. */
export async function lockOwn(tx: Transaction, staff: Staff, id: ProgrammeId) {
	const [found] = await tx
		.select(whole)
		.from(programme)
		.where(and(isTheirs(staff), eq(programme.id, id)))
		.for('no key update');
	return found ?? null;
}

export async function findOfCase(
	tx: Transaction,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
) {
	const [found] = await tx
		.select({ ...whole, provider: organisation.name })
		.from(programme)
		.innerJoin(
			organisation,
			and(
				eq(organisation.agencyId, programme.agencyId),
				eq(organisation.id, programme.organisationId)
			)
		)
		.where(and(eq(programme.agencyId, agencyId), eq(programme.caseId, caseId)));
	return found ?? null;
}

export async function lockOfCase(
	tx: Transaction,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
) {
	const [found] = await tx
		.select(whole)
		.from(programme)
		.where(and(eq(programme.agencyId, agencyId), eq(programme.caseId, caseId)))
		.for('no key update');
	return found ?? null;
}

export function findSessions(tx: Transaction, { agencyId, programmeId }: InProgramme) {
	return tx
		.select({ heldOn: programmeSession.heldOn, attended: programmeSession.attended })
		.from(programmeSession)
		.where(
			and(eq(programmeSession.agencyId, agencyId), eq(programmeSession.programmeId, programmeId))
		)
		.orderBy(desc(programmeSession.heldOn))
		.limit(100);
}

/** Calls that are waited for, the oldest first. */
export function findCalls(tx: Transaction, { agencyId, programmeId }: InProgramme) {
	return tx
		.select({
			id: callRequest.id,
			caller: callRequest.caller,
			askedBy: staffTable.name,
			askedAt: callRequest.askedAt
		})
		.from(callRequest)
		.innerJoin(
			staffTable,
			and(eq(staffTable.agencyId, callRequest.agencyId), eq(staffTable.id, callRequest.askedBy))
		)
		.where(
			and(
				eq(callRequest.agencyId, agencyId),
				eq(callRequest.programmeId, programmeId),
				isNull(callRequest.answeredAt)
			)
		)
		.orderBy(asc(callRequest.askedAt));
}

export async function findSession(
	tx: Transaction,
	{ agencyId, programmeId, heldOn }: InProgramme & { heldOn: string }
): Promise<boolean | null> {
	const [found] = await tx
		.select({ attended: programmeSession.attended })
		.from(programmeSession)
		.where(
			and(
				eq(programmeSession.agencyId, agencyId),
				eq(programmeSession.programmeId, programmeId),
				eq(programmeSession.heldOn, heldOn)
			)
		);
	return found ? found.attended : null;
}

export async function putSession(
	tx: Transaction,
	row: Omit<typeof programmeSession.$inferInsert, 'at'>
): Promise<void> {
	const { attended, by } = row;
	await tx
		.insert(programmeSession)
		.values(row)
		.onConflictDoUpdate({
			target: [programmeSession.agencyId, programmeSession.programmeId, programmeSession.heldOn],
			set: { attended, by, at: sql`heard_now()` }
		});
}

export async function setCounts(
	tx: Transaction,
	{ agencyId, programmeId, ...set }: InProgramme & { sessionsDue: number; sessionsAttended: number }
): Promise<void> {
	await tx
		.update(programme)
		.set(set)
		.where(and(eq(programme.agencyId, agencyId), eq(programme.id, programmeId)));
}

export async function setStatus(
	tx: Transaction,
	{ agencyId, programmeId, status }: InProgramme & { status: ProgrammeStatus }
): Promise<void> {
	await tx
		.update(programme)
		.set({ status, statusAt: sql`heard_now()` })
		.where(and(eq(programme.agencyId, agencyId), eq(programme.id, programmeId)));
}

/** False when that is waited for already. The programme is held. */
export async function addCall(
	tx: Transaction,
	{
		agencyId,
		programmeId,
		id,
		caller,
		askedBy
	}: InProgramme & { id: string; caller: Caller; askedBy: StaffId }
): Promise<boolean> {
	const [waiting] = await tx
		.select({ id: callRequest.id })
		.from(callRequest)
		.where(
			and(
				eq(callRequest.agencyId, agencyId),
				eq(callRequest.programmeId, programmeId),
				eq(callRequest.caller, caller),
				isNull(callRequest.answeredAt)
			)
		);
	if (waiting) return false;
	await tx.insert(callRequest).values({ agencyId, id, programmeId, caller, askedBy });
	return true;
}

/** Null when there is no such call of this programme; false when it was answered before. */
export async function answerCall(
	tx: Transaction,
	{
		agencyId,
		programmeId,
		id,
		caller,
		by
	}: InProgramme & { id: string; caller: Caller; by: StaffId }
): Promise<boolean | null> {
	const isThat = and(
		eq(callRequest.agencyId, agencyId),
		eq(callRequest.programmeId, programmeId),
		eq(callRequest.id, id),
		eq(callRequest.caller, caller)
	);
	const [known] = await tx.select({ id: callRequest.id }).from(callRequest).where(isThat);
	if (!known) return null;
	const answered = await tx
		.update(callRequest)
		.set({ answeredBy: by, answeredAt: sql`heard_now()` })
		.where(and(isThat, isNull(callRequest.answeredAt)));
	return answered.count === 1;
}

export async function addCaseEvent(
	tx: Transaction,
	row: { agencyId: AgencyId; caseId: CaseId; kind: 'programme_changed' | 'call_asked'; by: StaffId }
): Promise<void> {
	await tx.insert(caseEvent).values({ ...row, id: uuid() });
}

/** The calendar day where the agency is. */
export async function findToday(tx: Transaction, agencyId: AgencyId): Promise<string> {
	const [found] = await tx
		.select({
			today: sql<string>`(heard_now() at time zone (${agencyTable.intakeSettings}->>'timeZone'))::date::text`
		})
		.from(agencyTable)
		.where(eq(agencyTable.id, agencyId));
	if (!found) throw new Error('there is no such agency');
	return found.today;
}
