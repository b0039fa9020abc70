import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { readTyped } from '../fields.ts';
import { closeParkedForm, keepForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const view = await cases.listParked(desk(), staff);
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	keep: async ({ locals, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const { form, typed } = await readTyped(request, keepForm);
		if (!form.ok) return fail(422, { typed, problems: form.problems });

		const { case: caseId, reference } = form.value;
		const done = await cases.keep(desk(), staff, { caseId, reference });
		if (!done) refuse('case.not_found');
		if (done === 'kept') redirect(303, '/desk/cases/parked');
		return fail(422, { typed, problems: { reference: 'taken' } });
	},
	close: async ({ locals, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const { form, typed } = await readTyped(request, closeParkedForm);
		if (!form.ok) return fail(422, { typed, problems: form.problems });

		const { case: caseId, reason } = form.value;
		const done = await cases.closeParked(desk(), staff, { caseId, reason });
		if (!done) refuse('case.not_found');
		if (done === 'closed') redirect(303, '/desk/cases/parked');
		return fail(422, { typed, problems: { reason: 'obstacles' } });
	}
};
