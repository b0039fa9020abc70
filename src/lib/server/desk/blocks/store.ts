import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AgencyId, CaseId, NoteId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	auditEvent,
	breakGlass,
	caseBlock,
	caseTable,
	concern,
	link,
	organisation,
	programme,
	share,
	staff,
	task,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import { ofItsUnit, teamColumns } from '../access/store.ts';

type InAgency = { agencyId: AgencyId };
type InCase = InAgency & { caseId: CaseId };
type OnList = InCase & { staffId: StaffId };

export async function lockCase(tx: Transaction, { agencyId, caseId }: InCase) {
	const [found] = await tx
		.select({ reference: caseTable.reference, team: teamColumns })
		.from(caseTable)
		.innerJoin(unit, ofItsUnit)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)))
		.for('no key update', { of: caseTable });
	return found ?? null;
}
export type CaseRow = NonNullable<Awaited<ReturnType<typeof lockCase>>>;

const by = alias(staff, 'by');

/** Everybody who is or was on the list of this case. */
export function findBlocks(tx: Transaction, { agencyId, caseId }: InCase) {
	return tx
		.select({
			staffId: caseBlock.staffId,
			name: staff.name,
			role: staff.role,
			since: caseBlock.at,
			by: { id: by.id, name: by.name },
			noteId: caseBlock.noteId,
			liftedAt: caseBlock.liftedAt
		})
		.from(caseBlock)
		.innerJoin(staff, and(eq(staff.agencyId, caseBlock.agencyId), eq(staff.id, caseBlock.staffId)))
		.innerJoin(by, and(eq(by.agencyId, caseBlock.agencyId), eq(by.id, caseBlock.by)))
		.where(and(eq(caseBlock.agencyId, agencyId), eq(caseBlock.caseId, caseId)))
		.orderBy(asc(staff.name), asc(staff.id));
}

/** Everybody who works on cases, or on the programme of one: others never reach either. */
export function findPeople(tx: Transaction, agencyId: AgencyId) {
	return tx
		.select({
			staffId: staff.id,
			name: staff.name,
			role: staff.role,
			organisation: organisation.name
		})
		.from(staff)
		.innerJoin(
			organisation,
			and(eq(organisation.agencyId, staff.agencyId), eq(organisation.id, staff.organisationId))
		)
		.where(
			and(
				eq(staff.agencyId, agencyId),
				inArray(staff.role, ['officer', 'supervisor', 'support_worker', 'programme_worker']),
				isNull(staff.disabledAt)
			)
		)
		.orderBy(asc(organisation.name), asc(staff.name), asc(staff.id));
}

/** Who is named on the programme of the case. */
export async function findProgrammeWorkers(
	tx: Transaction,
	{ agencyId, caseId }: InCase
): Promise<(StaffId | null)[]> {
	const found = await tx
		.select({ id: programme.workerId })
		.from(programme)
		.where(and(eq(programme.agencyId, agencyId), eq(programme.caseId, caseId)));
	return found.map(({ id }) => id);
}

export async function isInAgency(
	tx: Transaction,
	{ agencyId, staffId }: InAgency & { staffId: StaffId }
): Promise<boolean> {
	const found = await tx
		.select({ id: staff.id })
		.from(staff)
		.where(and(eq(staff.agencyId, agencyId), eq(staff.id, staffId)));
	return found.length > 0;
}

export async function isBlocked(
	tx: Transaction,
	{ agencyId, caseId, staffId }: OnList
): Promise<boolean> {
	const found = await tx
		.select({ staffId: caseBlock.staffId })
		.from(caseBlock)
		.where(
			and(
				eq(caseBlock.agencyId, agencyId),
				eq(caseBlock.caseId, caseId),
				eq(caseBlock.staffId, staffId),
				isNull(caseBlock.liftedAt)
			)
		);
	return found.length > 0;
}

/** Who was on the list before and taken off is put on it anew. */
export async function block(
	tx: Transaction,
	row: OnList & { by: StaffId; noteId: NoteId }
): Promise<void> {
	await tx
		.insert(caseBlock)
		.values(row)
		.onConflictDoUpdate({
			target: [caseBlock.agencyId, caseBlock.caseId, caseBlock.staffId],
			set: {
				by: row.by,
				noteId: row.noteId,
				at: sql`heard_now()`,
				liftedBy: null,
				liftedAt: null
			}
		});
}

export async function unblock(
	tx: Transaction,
	{ agencyId, caseId, staffId, by: liftedBy }: OnList & { by: StaffId }
): Promise<void> {
	await tx
		.update(caseBlock)
		.set({ liftedBy, liftedAt: sql`heard_now()` })
		.where(
			and(
				eq(caseBlock.agencyId, agencyId),
				eq(caseBlock.caseId, caseId),
				eq(caseBlock.staffId, staffId),
				isNull(caseBlock.liftedAt)
			)
		);
}

/** Enough for any list that somebody reads. */
const MOST_ATTEMPTS = 100;

const said = (key: 'by' | 'object' | 'route') => sql<string>`${auditEvent.body}::jsonb ->> ${key}`;

/** Whatever of a case is asked for by an id of its own. */
const parts = [concern, programme, task, share, link, breakGlass];

/**
 * Each time that one of these people asked for this case or something of it, the newest first. An
 * index knows the refusals; its condition is written out, or a prepared statement does not use it.
 */
export function findAttempts(
	tx: Transaction,
	{ agencyId, caseId, staffIds }: InCase & { staffIds: StaffId[] }
) {
	const ofCase = parts.map(
		(of) => sql`select ${of.id}::text from ${of}
			where ${of.agencyId} = ${agencyId} and ${of.caseId} = ${caseId}`
	);
	const objects = sql`(${sql.join([sql`select ${caseId}::text`, ...ofCase], sql` union all `)})`;
	return tx
		.select({ by: said('by'), route: said('route'), at: auditEvent.at })
		.from(auditEvent)
		.where(
			and(
				eq(auditEvent.agencyId, agencyId),
				sql`${auditEvent.body} like '{"event":"access.denied"%'`,
				inArray(said('by'), staffIds),
				sql`${said('object')} in ${objects}`
			)
		)
		.orderBy(desc(auditEvent.seq))
		.limit(MOST_ATTEMPTS);
}
