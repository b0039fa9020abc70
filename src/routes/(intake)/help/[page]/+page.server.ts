import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { PageServerLoad } from './$types';

// For everybody, with or without a visit: it reads no cookie, and opening it is noticed by nobody.
export const load: PageServerLoad = ({ params, locals }) => {
	if (params.page !== '1') refuse('closed');
	const { emergency, helpLines } = locals.installation;
	return { emergency, helpLines };
};
