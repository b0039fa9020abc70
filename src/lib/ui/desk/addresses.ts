import type { QueueFilter } from '#lib/domain/access/index.ts';
import type { CasesView } from '#lib/domain/case/index.ts';
import type { Lane } from '#lib/domain/concern/index.ts';

// Every address and form field that the desk's pages lead to, in one place: the routes read them back.

export const addresses = {
	queue: '/desk/queue',
	cases: '/desk/cases',
	signIn: '/desk/login',
	challenges: '/desk/cases/challenges',
	importCases: '/desk/cases/import',
	/** POST only. */
	badLines: '/desk/cases/import/bad-lines',
	newCase: '/desk/cases/new',
	parkedCases: '/desk/cases/parked',
	/** POST only. */
	signOut: '/desk/logout'
} as const;

type QueuePlace = { lane: Lane; filter?: QueueFilter; after?: string | null };

/** The cursor is opaque and comes back as `after`. */
export function queueAddress({ lane, filter = 'all', after = null }: QueuePlace): string {
	const query = new URLSearchParams({ lane });
	if (filter !== 'all') query.set('filter', filter);
	if (after !== null) query.set('after', after);
	return `${addresses.queue}?${query}`;
}

/** The filter goes along so that the list beside the card stays the one it was opened from. */
export function concernAddress(
	concernId: string,
	{ lane, filter = 'all' }: Omit<QueuePlace, 'after'>
): string {
	const query = new URLSearchParams({ lane });
	if (filter !== 'all') query.set('filter', filter);
	return `/desk/concerns/${concernId}?${query}`;
}

export function caseAddress(caseId: string): string {
	return `${addresses.cases}/${caseId}`;
}

/** The list as it is looked at; what is the usual is left out. */
export function casesAddress(look: Partial<CasesView['look']> & { after?: string | null }): string {
	const query = new URLSearchParams();
	const usual = { q: '', scope: 'all', sort: 'reference', after: null };
	for (const name of ['q', 'scope', 'filter', 'sort', 'after'] as const) {
		const value = look[name] ?? null;
		if (value !== null && value !== (name === 'filter' ? null : usual[name]))
			query.set(name, value);
	}
	return query.size > 0 ? `${addresses.cases}?${query}` : addresses.cases;
}

export function caseWorkAddress(
	caseId: string,
	work: 'check-in' | 'close' | 'edit' | 'reassign'
): string {
	return `${caseAddress(caseId)}/${work}`;
}

export function newLinkAddress(caseId: string): string {
	return `${caseAddress(caseId)}/links/new`;
}
