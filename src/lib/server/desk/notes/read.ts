import { z } from 'zod';
import type { AgencyId, CaseId, NoteId, StaffId } from '#lib/domain/ids.ts';
import { openNote, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';

const content = z.object({ text: z.string() });

export type NoteRow = { id: NoteId; authorId: StaffId; sealed: Uint8Array };

/** What a note says. After the audit event. Throws `EnvelopeError` when it was changed or moved. */
export async function textOf(
	key: OpeningKey,
	at: { agencyId: AgencyId; caseId: CaseId },
	{ id, authorId, sealed }: NoteRow
): Promise<string> {
	const { agencyId, caseId } = at;
	return content.parse(await openNote({ key, agencyId, caseId, noteId: id, authorId, sealed }))
		.text;
}
