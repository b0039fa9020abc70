import { redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as programmes from '#lib/server/desk/programmes/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { calledForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await programmes.ofCase(desk(), staff, params.id);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	ask: async ({ locals, params }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		if (!(await programmes.askProvider(desk(), staff, params.id))) refuse('case.not_found');
		redirect(303, `/desk/cases/${params.id}/programme`);
	},
	called: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, calledForm);
		if (!form.ok) refuse('case.not_found');

		const wanted = { id: params.id, call: form.value.call };
		if (!(await programmes.officerCalled(desk(), staff, wanted))) refuse('case.not_found');
		redirect(303, `/desk/cases/${params.id}/programme`);
	}
};
