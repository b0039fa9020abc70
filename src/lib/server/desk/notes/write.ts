import { caseId, noteId, type CaseId, type NoteId } from '#lib/domain/ids.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseCode, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, reach, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { add } from './add.ts';
import { kindOf, ROUTE } from './list.ts';
import { textOf } from './read.ts';
import { findNote, markShared } from './store.ts';

export type Writing = { caseId: string; noteId: NoteId; text: string };

/**
 * Writes a note: of support for support alone, of police for police. `again`: the form was sent
 * before with another text; nothing was written, and a new form is needed. Null for who does not
 * reach the case.
 */
export async function write(
	desk: Desk,
	staff: Staff,
	{ caseId: id, noteId: wanted, text }: Writing
): Promise<'written' | 'again' | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	const at = { agencyId: staff.agencyId, caseId: parsed.data };
	const work = () =>
		withAgency(desk.db, staff.agencyId, (tx) =>
			writeIn(tx, { desk, staff, id: parsed.data, wanted, text })
		);
	// sent twice at the same moment: the second finds what the first has written
	const found = await work().catch((error: unknown) => {
		if (databaseCode(error) !== '23505') throw error;
		return work();
	});
	if (found === null || found === 'written' || found === 'again') return found;
	// sent twice, as by a double click: the same text is the same note
	const before = await textOf(found.key, at, found.note).catch(() => null);
	return before === text ? 'written' : 'again';
}

async function writeIn(
	tx: Transaction,
	{
		desk,
		staff,
		id,
		wanted,
		text
	}: { desk: Desk; staff: Staff; id: CaseId; wanted: NoteId; text: string }
): Promise<
	| 'written'
	| 'again'
	| null
	| { key: OpeningKey; note: NonNullable<Awaited<ReturnType<typeof findNote>>> }
> {
	const { agencyId, staffId } = staff;
	const relation = await reach(tx, staff, id);
	if (!relation) return deny(tx, staff, { object: id, route: ROUTE });
	const kind = kindOf(relation);
	const known = await findNote(tx, { agencyId, id: wanted });
	if (known) {
		const isOwn = known.authorId === staffId && known.caseId === id && known.kind === kind;
		if (!isOwn) return 'again';
		await audit.append(tx, agencyId, {
			event: 'notes.shown',
			by: staffId,
			case: id,
			rows: [known.id]
		});
		return { key: await desk.keys.caseKey(tx, { agencyId, caseId: id }), note: known };
	}
	await add(tx, { id: wanted, agencyId, caseId: id, authorId: staffId, kind, text });
	await audit.append(tx, agencyId, {
		event: 'note.added',
		by: staffId,
		case: id,
		note: wanted,
		kind
	});
	return 'written';
}

/**
 * She wishes police to read this note: from here on the officer and the deputy do. Twice is once.
 * Null for who is not support in this case, and for any other note.
 */
export async function share(
	desk: Desk,
	staff: Staff,
	wanted: { caseId: string; noteId: string }
): Promise<'shared' | null> {
	const ofCase = caseId.safeParse(wanted.caseId);
	const ofNote = noteId.safeParse(wanted.noteId);
	if (!ofCase.success || !ofNote.success) return null;
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const relation = await reach(tx, staff, ofCase.data);
		const known = await findNote(tx, { agencyId, id: ofNote.data });
		const isTheirs = known?.caseId === ofCase.data && known.kind === 'worker_note';
		if (relation !== 'support_worker' || !known || !isTheirs) {
			return deny(tx, staff, { object: ofCase.data, route: ROUTE });
		}
		if (await markShared(tx, { agencyId, id: known.id })) {
			await audit.append(tx, agencyId, {
				event: 'note.shared',
				by: staffId,
				case: ofCase.data,
				note: known.id
			});
		}
		return 'shared';
	});
}
