import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import { organisations } from '#lib/server/desk/team/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { asking, editing } from '../../asking.ts';
import { unitForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const view = await organisations.readUnit(desk(), asking(locals), params.id);
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	save: async ({ locals, params, request }) => {
		const staff = editing(locals);
		const form = await readForm(request, unitForm);
		if (!form.ok) return fail(422, { typed: form.typed, problems: form.problems });

		const { name, supervisor: supervisorId } = form.value;
		const outcome = await organisations.changeUnit(desk(), staff, {
			id: params.id,
			name,
			supervisorId
		});
		if (!outcome) refuse('page.not_found');
		if (outcome.kind !== 'done') {
			const typed = { name, supervisor: supervisorId ?? '' };
			return fail(422, { typed, problems: { [outcome.kind]: outcome.kind } });
		}
		redirect(303, '/desk/team/organisations');
	}
};
