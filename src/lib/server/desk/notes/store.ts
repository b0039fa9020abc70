import { and, eq, inArray } from 'drizzle-orm';
import type { AgencyId, CaseId, NoteId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { note } from '#lib/server/platform/db/schema/index.ts';

export async function addNote(tx: Transaction, row: typeof note.$inferInsert): Promise<void> {
	await tx.insert(note).values(row);
}

/** Still sealed. */
export function findNotes(
	tx: Transaction,
	{ agencyId, caseId, ids }: { agencyId: AgencyId; caseId: CaseId; ids: readonly NoteId[] }
) {
	return tx
		.select({ id: note.id, authorId: note.authorId, sealed: note.sealed })
		.from(note)
		.where(and(eq(note.agencyId, agencyId), eq(note.caseId, caseId), inArray(note.id, [...ids])));
}
