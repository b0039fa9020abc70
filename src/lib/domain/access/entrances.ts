import { roles, type Role } from './roles.ts';

// Which page of the desk is for whom. The routes ask this table before a page is looked for, and each
// verb asks the matrix of `permissions.ts` again: a page that one may enter still shows only what is
// one's own. An address that does not stand here does not exist.

/** `open`: also for those who are not signed in. `machine`: no person; a signature says who it is. */
type Entrance = readonly Role[] | 'open' | 'machine';

const everybody = roles;
const casework = ['officer', 'supervisor', 'support_worker'] as const;
/** Those whom the matrix gives a part of "Staff accounts, settings". */
const accounts = ['supervisor', 'admin', 'auditor'] as const;
const ofPolice = ['officer', 'supervisor'] as const;

export const entrances = {
	'/desk': everybody,
	'/desk/[...address]': everybody,
	'/desk/login': 'open',
	'/desk/logout': 'open',

	// the page is the demo's only; the address that gateways tell of messages has no person
	'/desk/outbox': ['officer', 'support_worker', 'admin'],
	'/desk/receipts': 'machine',

	'/desk/queue': casework,
	'/desk/concerns/[id]': casework,

	'/desk/cases': casework,
	'/desk/cases/[id]': casework,
	'/desk/cases/[id]/links/new': casework,

	'/desk/cases/[id]/links/[link]/card': casework,
	'/desk/cases/[id]/plan': casework,

	'/desk/team': accounts,
	'/desk/team/[id]': accounts,
	'/desk/team/new': ['admin'],
	'/desk/team/organisations': ['admin', 'auditor'],
	'/desk/team/organisations/[id]': ['admin', 'auditor'],
	'/desk/team/units/[id]': ['admin', 'auditor'],

	'/desk/tasks': casework,
	'/desk/cases/[id]/notes': casework,
	'/desk/cases/[id]/flag': casework,
	'/desk/cases/[id]/programme': casework,
	'/desk/cases/[id]/share': ['support_worker'],
	'/desk/shares/[id]': ['support_worker'],
	'/desk/programmes': ['programme_worker'],
	'/desk/programmes/[id]': ['programme_worker'],

	'/desk/cases/challenges': ['supervisor'],
	'/desk/cases/import': ofPolice,
	'/desk/cases/import/bad-lines': ofPolice,
	'/desk/cases/new': ofPolice,
	'/desk/cases/parked': ['supervisor'],
	'/desk/cases/[id]/close': ofPolice,
	'/desk/cases/[id]/edit': ofPolice,
	'/desk/cases/[id]/reassign': ofPolice,

	'/desk/break-glass': ['officer', 'supervisor'],
	'/desk/break-glass/review': ['supervisor'],
	'/desk/cases/[id]/block': ['supervisor'],

	'/desk/login/factor': 'open',
	'/desk/login/challenge': 'open',
	'/desk/set-up/[token]': 'open',
	'/desk/set-up/[token]/challenge': 'open',
	'/desk/set-up/factor': 'open',
	'/desk/step-up': everybody,
	'/desk/account': everybody,
	'/desk/account/app': everybody,
	'/desk/account/challenge': everybody,
	'/desk/account/passkey': everybody,
	'/desk/account/password': everybody,

	'/desk/cases/[id]/check-in': casework
} as const satisfies Record<string, Entrance>;

/** The pattern of an address of the desk. */
export type DeskRoute = keyof typeof entrances;

// Object.keys forgets which keys they are
export const deskRoutes = Object.keys(entrances) as [DeskRoute, ...DeskRoute[]];

function entranceOf(route: string | null): Entrance | null {
	return route !== null && Object.hasOwn(entrances, route) ? entrances[route as DeskRoute] : null;
}

/** Whether somebody may be there who is not signed in. */
export function isOpenRoute(route: string | null): boolean {
	const entrance = entranceOf(route);
	return entrance === 'open' || entrance === 'machine';
}

/** Whether a machine asks there: nobody is looked up for it. */
export function isMachineRoute(route: string | null): boolean {
	return entranceOf(route) === 'machine';
}

/** Whether a page is for this role. What is not looks like what is not there. */
export function mayEnter(role: Role, route: string | null): boolean {
	const entrance = entranceOf(route);
	if (entrance === null || entrance === 'machine') return false;
	return entrance === 'open' || entrance.includes(role);
}

/** Where a role begins its day. */
export const homeOf: Record<Role, string> = {
	officer: '/desk/queue',
	supervisor: '/desk/queue',
	support_worker: '/desk/queue',
	programme_worker: '/desk/programmes',
	admin: '/desk/team',
	auditor: '/desk/team'
};
