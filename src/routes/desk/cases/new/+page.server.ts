import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { factsFrom, ordersFrom, programmeFrom, readTyped } from '../fields.ts';
import { newCaseForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const view = await cases.prepare(desk(), staff);
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const { form, typed } = await readTyped(request, newCaseForm);
		if (!form.ok) return fail(422, { typed, problems: form.problems });

		const { value } = form;
		const orders = ordersFrom(value, staff.timeZone);
		if (!orders) return fail(422, { typed, problems: { orders: 'orders' } });
		const programme = programmeFrom(value);
		if (programme === 'provider') return fail(422, { typed, problems: { provider: 'provider' } });
		const added = await cases.add(desk(), staff, {
			id: value.id,
			wanted: {
				reference: value.reference,
				unitId: value.unit,
				officerId: value.officer,
				deputyId: value.deputy,
				supportOrganisationId: value.support_organisation,
				supportWorkerId: value.support_worker,
				interventionOn: value.intervention_on,
				intervention: value.intervention,
				facts: factsFrom(value),
				orders,
				programme
			}
		});
		if (!added) refuse('page.not_found');
		if (added.kind === 'made') redirect(303, `/desk/cases/${added.caseId}`);
		if (added.kind === 'taken') {
			return fail(422, { typed, problems: { reference: 'taken' }, taken: added.caseId });
		}
		return fail(422, { typed, problems: { [fieldOf(added.problem)]: added.problem } });
	}
};

function fieldOf(problem: string): string {
	const fields: Record<string, string> = {
		same_person: 'deputy',
		not_yours: 'officer',
		not_future: 'intervention_on',
		programme: 'provider'
	};
	return fields[problem] ?? problem;
}
