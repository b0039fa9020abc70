import { and, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { AgencyId, CaseId, NoteId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { note, staff } from '#lib/server/platform/db/schema/index.ts';

type InCase = { agencyId: AgencyId; caseId: CaseId };

export async function addNote(tx: Transaction, row: typeof note.$inferInsert): Promise<void> {
	await tx.insert(note).values(row);
}

/** Still sealed. */
export function findNotes(
	tx: Transaction,
	{ agencyId, caseId, ids }: InCase & { ids: readonly NoteId[] }
) {
	return tx
		.select({ id: note.id, authorId: note.authorId, sealed: note.sealed })
		.from(note)
		.where(and(eq(note.agencyId, agencyId), eq(note.caseId, caseId), inArray(note.id, [...ids])));
}

export type Shown = {
	/** `all`, only those that she wished police to read, or none. */
	worker: 'all' | 'shared' | 'none';
	police: 'all' | 'none';
};

/** Notes of a case that a side may read, the newest first. Still sealed. */
export function findNotesOfCase(
	tx: Transaction,
	{
		agencyId,
		caseId,
		shown,
		before,
		most
	}: InCase & { shown: Shown; before: NoteId | null; most: number }
) {
	const isWorkers = eq(note.kind, 'worker_note');
	const worker = shown.worker === 'all' ? isWorkers : and(isWorkers, isNotNull(note.sharedAt));
	const allowed = [
		...(shown.worker === 'none' ? [] : [worker]),
		...(shown.police === 'none' ? [] : [eq(note.kind, 'police_note')])
	];
	const isOlder = sql`(${note.at}, ${note.id}) < (
		select last.at, last.id from note last
		where last.agency_id = ${agencyId} and last.case_id = ${caseId} and last.id = ${before})`;
	return tx
		.select({
			id: note.id,
			kind: note.kind,
			at: note.at,
			authorId: note.authorId,
			author: staff.name,
			sealed: note.sealed,
			sharedAt: note.sharedAt
		})
		.from(note)
		.innerJoin(staff, and(eq(staff.agencyId, note.agencyId), eq(staff.id, note.authorId)))
		.where(
			and(
				eq(note.agencyId, agencyId),
				eq(note.caseId, caseId),
				allowed.length > 0
					? sql`(${sql.join(
							allowed.map((one) => sql`(${one})`),
							sql` or `
						)})`
					: sql`false`,
				before ? isOlder : undefined
			)
		)
		.orderBy(desc(note.at), desc(note.id))
		.limit(most);
}
export type NoteOfCaseRow = Awaited<ReturnType<typeof findNotesOfCase>>[number];

/** Whoever wrote it and wherever it belongs: an id that came with a form may be anybody's. */
export async function findNote(
	tx: Transaction,
	{ agencyId, id }: { agencyId: AgencyId; id: NoteId }
) {
	const [found] = await tx
		.select({
			id: note.id,
			caseId: note.caseId,
			kind: note.kind,
			authorId: note.authorId,
			sealed: note.sealed,
			sharedAt: note.sharedAt
		})
		.from(note)
		.where(and(eq(note.agencyId, agencyId), eq(note.id, id)));
	return found ?? null;
}

/** False when it was shared before. */
export async function markShared(
	tx: Transaction,
	{ agencyId, id }: { agencyId: AgencyId; id: NoteId }
): Promise<boolean> {
	const marked = await tx
		.update(note)
		.set({ sharedAt: sql`heard_now()` })
		.where(and(eq(note.agencyId, agencyId), eq(note.id, id), isNull(note.sharedAt)));
	return marked.count === 1;
}
