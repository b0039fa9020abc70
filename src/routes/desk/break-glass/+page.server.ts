import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as glass from '#lib/server/desk/break-glass/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { glassForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	return { view: await glass.prepare(desk(), staff) };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const form = await readForm(request, glassForm);
		if (!form.ok) {
			await glass.refuse(desk(), staff);
			return fail(422, { typed: form.typed, problems: form.problems });
		}

		const opening = await glass.open(desk(), staff, form.value);
		if (opening.kind === 'opened') redirect(303, `/desk/cases/${opening.caseId}`);
		const { reference, purpose, reason } = form.value;
		const why = opening.why === 'too_many' ? 'waits' : opening.why;
		const problems: Record<string, string> = { [why]: `glass.problem.${why}` };
		return fail(422, { typed: { reference, purpose, reason }, problems });
	}
};
