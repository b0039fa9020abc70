import { z } from 'zod';
import { caseSorts, type CaseSort } from '#lib/domain/case/index.ts';
import { caseId } from '#lib/domain/ids.ts';

// Where a page of the list ended: the last row's own figures. It comes back from the browser, so it is
// checked like anything typed; it chooses where to go on and never what one may see.
const cursor = z.strictObject({
	sort: z.enum(caseSorts),
	/** The reference, the day, or microseconds since 1970; null where no round is due. */
	at: z.string().max(60).nullable(),
	id: caseId
});
export type Cursor = z.infer<typeof cursor>;

const shapes: Record<CaseSort, z.ZodType> = {
	reference: z.string().regex(/^[^\0]*$/),
	intervention: z.iso.date(),
	due: z.string().regex(/^-?\d{1,18}$/)
};

export function writeCursor(at: Cursor): string {
	return Buffer.from(JSON.stringify(at)).toString('base64url');
}

/** Null for what is not ours, or of another order: then the list begins at its head. */
export function readCursor(text: string | null, sort: CaseSort): Cursor | null {
	if (text === null || text.length > 400) return null;
	try {
		const parsed = cursor.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
		if (!parsed.success || parsed.data.sort !== sort) return null;
		const { at } = parsed.data;
		if (at === null) return sort === 'due' ? parsed.data : null;
		return shapes[sort].safeParse(at).success ? parsed.data : null;
	} catch {
		return null;
	}
}
