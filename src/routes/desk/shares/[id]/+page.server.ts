import { redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as shares from '#lib/server/desk/shares/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const view = await shares.open(desk(), staff, params.id);
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	default: async ({ locals, params }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		if (!(await shares.sign(desk(), staff, params.id))) refuse('page.not_found');
		redirect(303, `/desk/shares/${params.id}`);
	}
};
