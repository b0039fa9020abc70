import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import { organisations } from '#lib/server/desk/team/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { asking, editing } from '../asking.ts';
import { newOrganisationForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const view = await organisations.list(desk(), asking(locals));
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	add: async ({ locals, request }) => {
		const staff = editing(locals);
		const form = await readForm(request, newOrganisationForm);
		if (!form.ok) return fail(422, { typed: form.typed, problems: form.problems });

		if (!(await organisations.add(desk(), staff, form.value))) refuse('page.not_found');
		redirect(303, `/desk/team/organisations/${form.value.id}`);
	}
};
