import { roles, type Role } from './roles.ts';

// Which page of the desk is for whom. The routes ask this table before a page is looked for, and each
// verb asks the matrix of `permissions.ts` again: a page that one may enter still shows only what is
// one's own. An address that does not stand here does not exist.

/** `open`: also for those who are not signed in. `machine`: no person; a signature says who it is. */
type Entrance = readonly Role[] | 'open' | 'machine';

const everybody = roles;
const casework = ['officer', 'supervisor', 'support_worker'] as const;

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
	'/desk/cases/[id]/links/new': casework
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
	programme_worker: '/desk/account',
	admin: '/desk/account',
	auditor: '/desk/account'
};
