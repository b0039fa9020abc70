import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { factsFrom, ordersFrom, programmeFrom, readTyped } from '../../fields.ts';
import { editForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await cases.prepareEdit(desk(), staff, params.id);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const { form, typed } = await readTyped(request, editForm);
		if (!form.ok) return fail(422, { typed, problems: form.problems });

		const { value } = form;
		const orders = ordersFrom(value, staff.timeZone);
		if (!orders) return fail(422, { typed, problems: { orders: 'orders' } });
		const programme = programmeFrom(value);
		if (programme === 'provider') return fail(422, { typed, problems: { provider: 'provider' } });
		const edited = await cases.change(desk(), staff, {
			caseId: params.id,
			version: value.version,
			interventionOn: value.intervention_on,
			intervention: value.intervention,
			supportOrganisationId: value.support_organisation,
			supportWorkerId: value.support_worker,
			facts: factsFrom(value),
			orders,
			programme
		});
		if (!edited) refuse('case.not_found');
		if (edited.kind === 'changed') redirect(303, `/desk/cases/${params.id}`);
		const fields: Record<string, string> = {
			not_future: 'intervention_on',
			orders_missing: 'orders',
			programme: 'provider',
			support_named: 'support_organisation'
		};
		const field = fields[edited.problem] ?? edited.problem;
		return fail(422, { typed, problems: { [field]: edited.problem } });
	}
};
