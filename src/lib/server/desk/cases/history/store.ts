import { and, desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { caseEvent, note, staff } from '#lib/server/platform/db/schema/index.ts';

export async function addEvents(
	tx: Transaction,
	rows: (typeof caseEvent.$inferInsert)[]
): Promise<void> {
	if (rows.length > 0) await tx.insert(caseEvent).values(rows);
}

/** A case has a few dozen; a page that never ends helps nobody. */
const MOST = 200;

const by = alias(staff, 'by_staff');
const about = alias(staff, 'about_staff');

/** The newest first, each with its reason still sealed. */
export function findHistory(
	tx: Transaction,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
) {
	return tx
		.select({
			kind: caseEvent.kind,
			at: caseEvent.at,
			by: { id: by.id, name: by.name },
			role: by.role,
			about: { id: about.id, name: about.name },
			note: { id: note.id, authorId: note.authorId, sealed: note.sealed }
		})
		.from(caseEvent)
		.leftJoin(by, and(eq(by.agencyId, caseEvent.agencyId), eq(by.id, caseEvent.by)))
		.leftJoin(about, and(eq(about.agencyId, caseEvent.agencyId), eq(about.id, caseEvent.about)))
		.leftJoin(
			note,
			and(
				eq(note.agencyId, caseEvent.agencyId),
				eq(note.id, caseEvent.noteId),
				eq(note.caseId, caseEvent.caseId)
			)
		)
		.where(and(eq(caseEvent.agencyId, agencyId), eq(caseEvent.caseId, caseId)))
		.orderBy(desc(caseEvent.at), desc(caseEvent.id))
		.limit(MOST);
}
export type HistoryRow = Awaited<ReturnType<typeof findHistory>>[number];
