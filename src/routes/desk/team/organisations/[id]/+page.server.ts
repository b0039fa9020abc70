import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import { organisations } from '#lib/server/desk/team/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { asking, editing } from '../../asking.ts';
import { newUnitForm, organisationForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const view = await organisations.read(desk(), asking(locals), params.id);
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	save: async ({ locals, params, request }) => {
		const staff = editing(locals);
		const form = await readForm(request, organisationForm);
		if (!form.ok) return fail(422, { typed: form.typed, problems: form.problems });

		const { name, confidential, lead: leadId } = form.value;
		const wanted = { id: params.id, name, confidential, leadId };
		const outcome = await organisations.change(desk(), staff, wanted);
		if (!outcome) refuse('page.not_found');
		if (outcome.kind !== 'done') {
			const typed = { name, confidential: confidential ? 'yes' : '', lead: leadId ?? '' };
			return fail(422, { typed, problems: { [outcome.kind]: outcome.kind } });
		}
		redirect(303, '/desk/team/organisations');
	},
	unit: async ({ locals, params, request }) => {
		const staff = editing(locals);
		const form = await readForm(request, newUnitForm);
		if (!form.ok) return fail(422, { typed: form.typed, problems: form.problems });

		const { id, unit_name: name } = form.value;
		const wanted = { id: params.id, unit: { id, name } };
		if (!(await organisations.addUnit(desk(), staff, wanted))) refuse('page.not_found');
		redirect(303, `/desk/team/units/${id}`);
	}
};
