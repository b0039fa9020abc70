import type { QueueFilter } from '#lib/domain/access/index.ts';
import type { CasesView } from '#lib/domain/case/index.ts';
import type { Lane } from '#lib/domain/concern/index.ts';

// Every address and form field that the desk's pages lead to, in one place: the routes read them back.

export const addresses = {
	/** Leads on to where the role begins its day. */
	home: '/desk',
	queue: '/desk/queue',
	cases: '/desk/cases',
	team: '/desk/team',
	tasks: '/desk/tasks',
	programmes: '/desk/programmes',
	breakGlass: '/desk/break-glass',
	outbox: '/desk/outbox',
	glassReviews: '/desk/break-glass/review',
	stepUp: '/desk/step-up',
	signIn: '/desk/login',
	challenges: '/desk/cases/challenges',
	importCases: '/desk/cases/import',
	/** POST only. */
	badLines: '/desk/cases/import/bad-lines',
	newCase: '/desk/cases/new',
	parkedCases: '/desk/cases/parked',
	/** One's own account, and what is changed there. */
	account: '/desk/account',
	accountApp: '/desk/account/app',
	accountPasskey: '/desk/account/passkey',
	accountPassword: '/desk/account/password',
	/** POST only: what a passkey has to sign. */
	challengeOfStep: '/desk/login/challenge',
	challengeOfSession: '/desk/account/challenge',
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

export function planAddress(caseId: string): string {
	return `${caseAddress(caseId)}/plan`;
}

/** Where somebody else than the issuer shows the address of a link. */
export function cardAddress(caseId: string, linkId: string): string {
	return `${caseAddress(caseId)}/links/${linkId}/card`;
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

export function notesAddress(caseId: string): string {
	return `${caseAddress(caseId)}/notes`;
}

export function judgementAddress(caseId: string): string {
	return `${caseAddress(caseId)}/flag`;
}

export function sharingAddress(caseId: string): string {
	return `${caseAddress(caseId)}/share`;
}

/** The programme as police and support read it. */
export function caseProgrammeAddress(caseId: string): string {
	return `${caseAddress(caseId)}/programme`;
}

/** The same programme for its provider, who never learns the id of the case. */
export function programmeAddress(programmeId: string): string {
	return `${addresses.programmes}/${programmeId}`;
}

export function shareToSignAddress(shareId: string): string {
	return `/desk/shares/${shareId}`;
}

export function tasksAddress({ lane }: { lane: string }): string {
	return `${addresses.tasks}?${new URLSearchParams({ lane })}`;
}

export function blockAddress(caseId: string): string {
	return `${caseAddress(caseId)}/block`;
}

/** Where a second factor is asked for again; it leads back to `to`. */
export function stepUpAddress(to: string): string {
	return `${addresses.stepUp}?${new URLSearchParams({ to })}`;
}
