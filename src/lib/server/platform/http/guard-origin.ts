import type { RefusalCode } from '#lib/domain/errors.ts';
import type { Surface } from './addresses.ts';

const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS']);

const forms: Record<Surface, readonly string[]> = {
	intake: ['application/x-www-form-urlencoded'],
	desk: ['application/x-www-form-urlencoded', 'multipart/form-data']
};

/**
 * The one address that is asked by a machine: a gateway has no page of ours to come from, and its
 * signature says who it is. A browser always names its origin, so what does is no gateway.
 */
const RECEIPTS = '/desk/receipts';

/**
 * Whether a request may change something: it came from a page of ours, and is a form. Null means
 * yes. Kit's own check answers before our headers are set and is off in development, so it is
 * switched off and this one holds everywhere. Source: threat model, section 11.
 */
export function refusalOf(
	{ method, headers }: Request,
	{ surface, origin, path }: { surface: Surface; origin: string; path: string }
): Extract<RefusalCode, 'request.not_ours' | 'request.wrong_type'> | null {
	// a link in web mail is opened "cross-site", and looking changes nothing
	if (changesNothing.has(method)) return null;

	const from = headers.get('origin');
	const site = headers.get('sec-fetch-site');
	const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
	const isMachine = from === null && site === null && type === 'application/json';
	if (surface === 'desk' && path === RECEIPTS && isMachine) return null;

	// `null` is what a sandboxed frame on anybody's page sends
	if (from !== null && from !== origin) return 'request.not_ours';
	// text and proxy browsers send neither header, and she may have nothing else
	if (from === null && surface === 'desk') return 'request.not_ours';

	if (site !== null && site !== 'same-origin') return 'request.not_ours';

	return forms[surface].includes(type) ? null : 'request.wrong_type';
}
