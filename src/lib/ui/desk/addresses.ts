import type { QueueFilter } from '#lib/domain/access/index.ts';
import type { Lane } from '#lib/domain/concern/index.ts';

// Every address and form field that the desk's pages lead to, in one place: the routes read them back.

export const addresses = {
	/** Leads on to where the role begins its day. */
	home: '/desk',
	queue: '/desk/queue',
	cases: '/desk/cases',
	team: '/desk/team',
	signIn: '/desk/login',
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

export function newLinkAddress(caseId: string): string {
	return `${caseAddress(caseId)}/links/new`;
}
