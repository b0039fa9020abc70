import type { HandleServerError } from '@sveltejs/kit';
import { isAway } from '../db/client.ts';
import { logError } from '../log.ts';

/**
 * The end of every unexpected error: one line of the log, and a page that names nothing but the
 * number of the request. Kit's own would print the path, and with it her token.
 */
export const handleError: HandleServerError = ({ error, event, status }) => {
	const { requestId, surface } = event.locals;
	const message = surface === 'desk' ? 'desk.unavailable' : 'closed.text';
	// an unknown address, a body that is too large: the answer says it all
	if (status < 500) return { message };

	// Kit cannot change the status here; `sendAnswer` does
	event.locals.isUnavailable = isAway(error);
	logError(error, {
		event: 'request.failed',
		request: requestId,
		surface,
		route: event.route.id,
		method: event.request.method
	});
	const isHers = surface !== 'desk' && event.locals.isUnavailable;
	return { message: isHers ? 'away.text' : message, requestId };
};
