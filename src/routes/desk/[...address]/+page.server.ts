import { redirect } from '@sveltejs/kit';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { PageServerLoad } from './$types';

// An address of the desk that nobody has gets the desk's own page, in its frame.
export const load: PageServerLoad = ({ params }) => {
	if (params.address === '') redirect(303, '/desk/queue');
	refuse('page.not_found');
};
