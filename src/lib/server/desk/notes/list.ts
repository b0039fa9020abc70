import { v7 as uuid } from 'uuid';
import { scopeOf, type Relation } from '#lib/domain/access/index.ts';
import { caseId, noteId, type CaseId, type NoteId } from '#lib/domain/ids.ts';
import type { NotesView, NoteView } from '#lib/domain/work/index.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, person, reachNamed, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { textOf } from './read.ts';
import { findNotesOfCase, type NoteOfCaseRow, type Shown } from './store.ts';

export const ROUTE = '/desk/cases/[id]/notes';

const PAGE = 50;

/** The kind of note that somebody writes who reaches a case like this. */
export function kindOf(relation: Relation): NoteView['kind'] {
	return relation === 'support_worker' ? 'worker_note' : 'police_note';
}

/** Which notes such a person reads (safety.md 9). */
function shownTo(relation: Relation): Shown {
	const worker = scopeOf(relation, 'workerNote');
	return {
		worker: worker === 'yes' ? 'all' : worker === 'if_shared' ? 'shared' : 'none',
		police: scopeOf(relation, 'policeNotes') === 'yes' ? 'all' : 'none'
	};
}

/**
 * The notes of a case that this person may read, the newest first, and a form for another. Null for
 * who does not reach the case. They are opened after COMMIT of the record. `before`: the last note of
 * the page before; it chooses where to go on and never what one may see.
 */
export async function list(
	desk: Desk,
	staff: Staff,
	look: { id: string; before: string | null }
): Promise<NotesView | null> {
	const parsed = caseId.safeParse(look.id);
	if (!parsed.success) return null;
	const before = noteId.safeParse(look.before).data ?? null;
	const found = await withAgency(desk.db, staff.agencyId, (tx) =>
		find(tx, { desk, staff, id: parsed.data, before })
	);
	if (!found) return null;
	const { rows, relation, reference, now } = found;
	const shown = rows.slice(0, PAGE);
	return {
		caseId: parsed.data,
		reference,
		writes: kindOf(relation),
		noteId: uuid(),
		notes: await Promise.all(shown.map((row) => noteView(row, { ...found, staff }))),
		next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
		isFirstPage: before === null,
		now
	};
}

async function find(
	tx: Transaction,
	{ desk, staff, id, before }: { desk: Desk; staff: Staff; id: CaseId; before: NoteId | null }
) {
	const { agencyId, staffId } = staff;
	const at = { agencyId, caseId: id };
	const row = await reachNamed(tx, staff, id);
	if (!row) return deny(tx, staff, { object: id, route: ROUTE });
	const { relation } = row;
	const shown = shownTo(relation);
	const rows = await findNotesOfCase(tx, { ...at, shown, before, most: PAGE + 1 });
	const now = await databaseNow(tx);
	await audit.append(tx, agencyId, {
		event: 'notes.shown',
		by: staffId,
		case: id,
		rows: rows.slice(0, PAGE).map((one) => one.id)
	});
	const key = rows.length > 0 ? await desk.keys.caseKey(tx, at).catch(() => null) : null;
	return { at, rows, relation, reference: row.reference, key, now };
}

type Found = { at: { agencyId: Staff['agencyId']; caseId: CaseId }; key: OpeningKey | null };

async function noteView(
	row: NoteOfCaseRow,
	{ at, key, relation, staff }: Found & { relation: Relation; staff: Staff }
): Promise<NoteView> {
	const isWorkers = row.kind === 'worker_note';
	return {
		id: row.id,
		kind: isWorkers ? 'worker_note' : 'police_note',
		at: row.at,
		author: person(staff, { id: row.authorId, name: row.author }),
		text: key && (await textOf(key, at, row).catch(() => null)),
		sharedAt: row.sharedAt,
		mayShare: isWorkers && relation === 'support_worker' && row.sharedAt === null
	};
}
