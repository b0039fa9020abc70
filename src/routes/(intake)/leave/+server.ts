import * as intake from '#lib/server/intake/index.ts';
import type { RequestHandler } from './$types';

// Changes nothing on the server: without its cookie the visit cannot be continued and idles out.
// What was saved stays saved; the page that explains the button says so.
export const GET: RequestHandler = ({ cookies, locals, setHeaders }) => {
	intake.dropCookie(cookies);
	setHeaders(intake.leaveNothing);
	return new Response(null, { status: 303, headers: { location: locals.installation.exitTarget } });
};
