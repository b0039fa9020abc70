import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as programmes from '#lib/server/desk/programmes/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { calledForm, sessionForm, statusForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const view = await programmes.open(desk(), staff, params.id);
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	session: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const form = await readForm(request, sessionForm);
		if (!form.ok) return fail(422, { typed: form.typed, problems: form.problems });

		const { held_on, attended } = form.value;
		const session = { id: params.id, heldOn: held_on, attended: attended === 'yes' };
		const done = await programmes.recordSession(desk(), staff, session);
		if (!done) refuse('page.not_found');
		if (done === 'future') {
			return fail(422, { typed: { held_on, attended }, problems: { held_on: 'future' } });
		}
		redirect(303, `/desk/programmes/${params.id}`);
	},
	status: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const form = await readForm(request, statusForm);
		if (!form.ok) return fail(422, { typed: form.typed, problems: form.problems });

		const { status } = form.value;
		const done = await programmes.changeStatus(desk(), staff, { id: params.id, status });
		if (!done) refuse('page.not_found');
		redirect(303, `/desk/programmes/${params.id}`);
	},
	ask: async ({ locals, params }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		if (!(await programmes.askOfficer(desk(), staff, params.id))) refuse('page.not_found');
		redirect(303, `/desk/programmes/${params.id}`);
	},
	called: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const form = await readForm(request, calledForm);
		if (!form.ok) refuse('page.not_found');

		const wanted = { id: params.id, call: form.value.call };
		if (!(await programmes.providerCalled(desk(), staff, wanted))) refuse('page.not_found');
		redirect(303, `/desk/programmes/${params.id}`);
	}
};
