import { redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { revokeForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await cases.read(desk(), staff, params.id);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	revoke: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, revokeForm);
		if (!form.ok) refuse('case.not_found');

		const wanted = { caseId: params.id, linkId: form.value.link };
		if (!(await links.revoke(desk(), staff, wanted))) refuse('case.not_found');
		redirect(303, `/desk/cases/${params.id}`);
	}
};
