export type Surface = 'intake' | 'desk';

/** An address that nobody has: what it answers is the closed page. */
export const CLOSED = '/closed';

type Door = { methods: readonly string[]; path: RegExp };

const LOOK = ['GET', 'HEAD'] as const;
const LOOK_AND_POST = ['GET', 'HEAD', 'POST'] as const;

const common: readonly Door[] = [
	{ methods: LOOK, path: /^\/healthz$/ },
	{ methods: LOOK, path: /^\/robots\.txt$/ }
];

const doors: Record<Surface, readonly Door[]> = {
	intake: [
		{ methods: LOOK_AND_POST, path: /^\/l\/[^/]+$/ },
		{ methods: LOOK_AND_POST, path: /^\/c$/ },
		{ methods: LOOK, path: /^\/leave$/ },
		{ methods: LOOK, path: /^\/help\/[a-z0-9-]+$/ },
		...common
	],
	desk: [
		{ methods: LOOK_AND_POST, path: /^\/desk(\/.*)?$/ },
		{ methods: LOOK, path: /^\/_app\/immutable\/.+$/ },
		{ methods: LOOK, path: /^\/_app\/version\.json$/ },
		...common
	]
};

/** Kit answers these beside every page, some of them before `handle` is asked. */
const besidePages = /\/__(data\.json|route\.js)$|\.html__data\.json$/;

/**
 * Whether this surface has this address. What it has not, a typing mistake and the other surface's
 * pages look the same: like nothing. A list of what is there, so that what is forgotten is closed.
 * `pathname` as `URL` gives it: Kit decides on the same text.
 */
export function answers(surface: Surface, method: string, pathname: string): boolean {
	// pages of intake have no script that could ask for their data, so nobody honest does
	if (surface === 'intake' && besidePages.test(pathname)) return false;
	return doors[surface].some((door) => door.methods.includes(method) && door.path.test(pathname));
}

/** The actions by name that the routes have: tests/architecture/routes.test.ts compares. */
export const namedActions: Record<Surface, readonly string[]> = {
	intake: [],
	desk: [
		'/add',
		'/agree',
		'/anew',
		'/ask',
		'/away',
		'/back',
		'/begin',
		'/block',
		'/bring',
		'/called',
		'/challenge',
		'/change',
		'/check',
		'/close',
		'/codes',
		'/confirm',
		'/decide',
		'/disable',
		'/done',
		'/enable',
		'/end',
		'/everywhere',
		'/factor',
		'/keep',
		'/lift',
		'/link',
		'/password',
		'/remove',
		'/rename',
		'/reopen',
		'/revoke',
		'/save',
		'/search',
		'/seen',
		'/send',
		'/session',
		'/share',
		'/status',
		'/stop',
		'/told',
		'/undo',
		'/unit',
		'/unset',
		'/withdraw',
		'/word',
		'/write'
	]
};

/**
 * The address that Kit is shown for a request as it came in: its own, or that of the closed page.
 * Read as Kit reads it, by gluing it to an origin: `//l/x` is a path here and no host.
 */
export function shownAddress(surface: Surface, method: string, address: string): string {
	const glued = `http://host${address}`;
	if (!address.startsWith('/') || !URL.canParse(glued)) return CLOSED;
	const { pathname, searchParams } = new URL(glued);
	// `?/name` asks Kit for a named action. For one that nobody made it answers with an error.
	const asked = [...searchParams.keys()].filter((key) => key.startsWith('/'));
	const isKnown = method !== 'POST' || asked.every((name) => namedActions[surface].includes(name));
	if (answers(surface, method, pathname) && isKnown) return address;
	const language = searchParams.get('lang');
	return language === null ? CLOSED : `${CLOSED}?lang=${encodeURIComponent(language)}`;
}

/** With both surfaces in one process (development) the address says which one is meant. */
export function surfaceOf(surface: Surface | 'all', pathname: string): Surface {
	if (surface !== 'all') return surface;
	return /^\/(desk|_app)(\/|$)/.test(pathname) ? 'desk' : 'intake';
}
