import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as judgements from '#lib/server/desk/judgements/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { judgementForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await judgements.prepare(desk(), staff, params.id);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, judgementForm);
		if (!form.ok) return fail(422, { typed: form.typed, problems: form.problems });

		const { id: judgementId, severity, lane: lanes, reason } = form.value;
		const judgement = { caseId: params.id, judgementId, severity, lanes, reason };
		const done = await judgements.raise(desk(), staff, judgement);
		if (!done) refuse('case.not_found');
		if (done === 'again') {
			const typed = { severity, lane: lanes, reason };
			return fail(422, { typed, problems: { reason: 'judgement_again' } });
		}
		redirect(303, `/desk/cases/${params.id}`);
	}
};
