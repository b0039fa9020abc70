import { z } from 'zod';
import { concernId } from '#lib/domain/ids.ts';

// Where a page of the queue ended: the last row's own figures. It comes back from the browser, so it
// is checked like anything typed; it chooses where to go on and never what one may see.
const cursor = z.strictObject({
	technical: z.boolean(),
	rank: z.int().min(0).max(3),
	/** Microseconds since 1970. */
	limit: z.string().regex(/^\d{1,18}$/),
	concern: concernId
});
export type Cursor = z.infer<typeof cursor>;

export function writeCursor(at: Cursor): string {
	return Buffer.from(JSON.stringify(at)).toString('base64url');
}

/** Null for what is not ours: then the list begins at its head. */
export function readCursor(text: string | null): Cursor | null {
	if (text === null || text.length > 400) return null;
	try {
		const parsed = cursor.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
		return parsed.success ? parsed.data : null;
	} catch {
		return null;
	}
}
