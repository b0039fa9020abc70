import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { readTyped } from '../../fields.ts';
import { reassignForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await cases.prepareReassign(desk(), staff, params.id);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const { form, typed } = await readTyped(request, reassignForm);
		if (!form.ok) return fail(422, { typed, problems: form.problems });

		const { officer, deputy, support_worker: worker, reason } = form.value;
		const done = await cases.reassign(desk(), staff, {
			caseId: params.id,
			officerId: officer,
			deputyId: deputy,
			supportWorkerId: worker === '' ? null : worker,
			reason
		});
		if (!done) refuse('case.not_found');
		// whoever gave the case away may not see it any more; the list always is there
		if (done.kind === 'reassigned') redirect(303, '/desk/cases');
		const fields: Record<string, string> = { same_person: 'deputy', nothing: 'deputy' };
		const field = fields[done.problem] ?? done.problem;
		return fail(422, { typed, problems: { [field]: done.problem } });
	}
};
