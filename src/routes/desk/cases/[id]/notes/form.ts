import { z } from 'zod';
import { noteId } from '#lib/domain/ids.ts';
import { writtenNote } from '#lib/domain/work/index.ts';

export const writeForm = z.object({
	/** Minted with the form: sending it twice makes one note. */
	id: noteId,
	text: writtenNote
});

export const shareForm = z.object({ note: z.string() });
