import { desk } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { lookFrom } from './look.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const view = await cases.list(desk(), staff, lookFrom(url));
	return { view: view ?? refuse('page.not_found') };
};
