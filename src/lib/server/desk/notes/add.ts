import { v7 as uuid } from 'uuid';
import { noteId, type AgencyId, type CaseId, type NoteId, type StaffId } from '#lib/domain/ids.ts';
import { sealNote } from '#lib/server/platform/crypto/seal/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { findCaseKey } from '../keys/index.ts';
import { addNote } from './store.ts';

export type NewNote = {
	/** Minted by whoever must know it beforehand, such as a form. */
	id?: NoteId;
	agencyId: AgencyId;
	caseId: CaseId;
	authorId: StaffId;
	kind: 'worker_note' | 'police_note' | 'reason';
	/** As typed; the caller has checked its length. */
	text: string;
};

/** What somebody wrote about a case, sealed to it. The id goes into the audit event, never the text. */
export async function add(
	tx: Transaction,
	{ text, id = noteId.parse(uuid()), ...row }: NewNote
): Promise<NoteId> {
	const key = await findCaseKey(tx, row);
	if (!key) throw new Error('a case without a key');
	const sealed = await sealNote({
		agencyId: row.agencyId,
		caseId: row.caseId,
		noteId: id,
		authorId: row.authorId,
		publicKey: key.publicKey,
		content: { text }
	});
	await addNote(tx, { ...row, id, sealed });
	return id;
}
