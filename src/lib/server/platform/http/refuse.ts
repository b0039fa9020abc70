import { error } from '@sveltejs/kit';
import { refusals, type RefusalCode } from '#lib/domain/errors.ts';

/** Ends a request with a refusal from the catalogue. Throws Kit's `error`: nothing after it runs. */
export function refuse(code: RefusalCode): never {
	const { status, key } = refusals[code];
	error(status, { message: key, code });
}
