import { desk } from '#lib/server/desk/access/index.ts';
import * as programmes from '#lib/server/desk/programmes/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const view = await programmes.list(desk(), staff, { after: url.searchParams.get('after') });
	return { view: view ?? refuse('page.not_found') };
};
