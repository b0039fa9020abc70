import type { Handle } from '@sveltejs/kit';
import { isMachineRoute, isOpenRoute, mayEnter } from '#lib/domain/access/index.ts';
import { refuseEarly } from '#lib/server/platform/http/handles.ts';
import * as auth from './auth/index.ts';

/** What is no page of the desk: an unknown address, and what a balancer asks. */
const outside = new Set<string | null>(['/healthz', null]);

/** What an open page asks for by itself: it must not keep anybody signed in. */
const inBackground = new Set<string | null>(['/desk/queue/events']);

/** Says who is there. The guard of every page of the desk; each verb asks once more for itself. */
export const handle: Handle = async ({ event, resolve }) => {
	const { cookies, locals, request, route } = event;
	const isDesk = route.id?.startsWith('/desk') ?? false;
	const id = isDesk && !isMachineRoute(route.id) ? auth.readCookie(cookies) : null;
	if (id !== null) {
		locals.staff = inBackground.has(route.id) ? await auth.peek(id) : await auth.current(id);
	}

	if (outside.has(route.id) || isOpenRoute(route.id)) return resolve(event);
	if (locals.staff) {
		// what is for another role looks like what is not there
		return mayEnter(locals.staff.role, route.id)
			? resolve(event)
			: refuseEarly(locals, 'page.not_found');
	}
	if (request.method === 'GET' || request.method === 'HEAD') {
		return toSignIn(id === null ? '' : '?ended');
	}
	return refuseEarly(locals, 'session.ended');
};

function toSignIn(query: string): Response {
	return new Response(null, { status: 303, headers: { location: `/desk/login${query}` } });
}
