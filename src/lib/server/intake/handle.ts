import type { Handle } from '@sveltejs/kit';

/**
 * Intake has nothing to do before a page is asked: GET and HEAD of a link, Exit and every closed
 * page touch no table and read no cookie. Only `/c` looks for a visit, by itself.
 */
export const handle: Handle = ({ event, resolve }) => resolve(event);
