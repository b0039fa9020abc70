import { v7 as uuid } from 'uuid';
import type { CaseEventKind } from '#lib/domain/case/index.ts';
import type { AgencyId, CaseId, NoteId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { addEvents } from './store.ts';

export { findHistory, type HistoryRow } from './store.ts';

export type NewEvent = {
	agencyId: AgencyId;
	caseId: CaseId;
	kind: CaseEventKind;
	/** Null for the system. */
	by: StaffId | null;
	/** Whom it is about: the new officer, for one. */
	about?: StaffId | null;
	/** The sealed note with the reason. */
	noteId?: NoteId | null;
};

/** What happened to a case, for its page. The trail of who looked is `audit`. */
export async function add(tx: Transaction, ...events: NewEvent[]): Promise<void> {
	await addEvents(
		tx,
		events.map((event) => ({ ...event, id: uuid() }))
	);
}
