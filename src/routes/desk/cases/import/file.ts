import * as cases from '#lib/server/desk/cases/index.ts';

export type ReadUpload =
	| { ok: true; text: string }
	/** `file`: none, or bytes that are no UTF-8. */
	| { ok: false; problem: 'file' | 'too_large' };

/**
 * The text of an uploaded or kept file. The page keeps it and sends it back, with its lines ended as
 * forms end them: a file that would be too large then is too large now.
 */
export async function textOfFile(request: Request): Promise<ReadUpload> {
	const none = { ok: false, problem: 'file' } as const;
	const tooLarge = { ok: false, problem: 'too_large' } as const;
	try {
		const data = await request.formData();
		const given = data.get('file') ?? data.get('text');
		if (given === null) return none;
		if (typeof given === 'string') return given === '' ? none : { ok: true, text: given };
		if (given.size === 0) return none;
		const text = new TextDecoder('utf-8', { fatal: true }).decode(await given.arrayBuffer());
		return cases.sentBack(text) > cases.mostOfPage() ? tooLarge : { ok: true, text };
	} catch (error) {
		// what is no form, and no UTF-8
		if (error instanceof TypeError) return none;
		if (isTooLarge(error)) return tooLarge;
		throw error;
	}
}

/** Kit's: the body ended at `BODY_SIZE_LIMIT`. */
function isTooLarge(error: unknown): boolean {
	return error instanceof Error && 'status' in error && error.status === 413;
}
