import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as glass from '#lib/server/desk/break-glass/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { reviewForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const view = await glass.reviews(desk(), staff);
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const form = await readForm(request, reviewForm);
		if (!form.ok) {
			const { typed, problems } = form;
			return fail(422, { on: String(typed.id ?? ''), typed, problems });
		}
		if (!(await glass.review(desk(), staff, form.value))) refuse('page.not_found');
		redirect(303, '/desk/break-glass/review');
	}
};
