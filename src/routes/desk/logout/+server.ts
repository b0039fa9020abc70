import * as auth from '#lib/server/desk/auth/index.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ cookies, locals }) => {
	if (locals.staff) await auth.signOut(locals.staff);
	auth.dropCookie(cookies);
	return new Response(null, {
		status: 303,
		// never "cache": it would keep the browser waiting, and no page of ours is in it
		headers: { location: '/desk/login', 'clear-site-data': '"cookies", "storage"' }
	});
};
