const SELF = 'http://host';

/**
 * Where to go on after a step in between: a page of the desk by its path, or the start page. An
 * address that leads anywhere else, however it is spelled, counts as none: nobody can send staff
 * to a page of his with a link that begins with ours.
 */
export function returnPath(typed: string | null): string {
	const home = '/desk';
	if (typed === null || typed.length > 2000 || !/^\/desk(\/|$)/.test(typed)) return home;
	// eslint-disable-next-line no-control-regex -- browsers drop some of them, and then read another path
	if (/[\\\u0000-\u001F\u007F]/.test(typed) || !URL.canParse(typed, SELF)) return home;
	const { origin, pathname, search } = new URL(typed, SELF);
	// dots could leave the desk again
	if (origin !== SELF || !/^\/desk(\/|$)/.test(pathname) || pathname.includes('//')) return home;
	return pathname + search;
}
