import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { readTyped } from '../../fields.ts';
import { closeForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await cases.closing.prepareClosing(desk(), staff, params.id);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const { form, typed } = await readTyped(request, closeForm);
		if (!form.ok) return fail(422, { typed, problems: form.problems, obstacles: [] });

		const { reason, contact_on: on, contact_kind: kind } = form.value;
		const asked = await cases.closing.ask(desk(), staff, {
			caseId: params.id,
			reason,
			contact: on && kind ? { on, kind } : null
		});
		if (!asked) refuse('case.not_found');
		if (asked.kind === 'asked') redirect(303, `/desk/cases/${params.id}`);
		if (asked.kind === 'obstacles') {
			return fail(422, { typed, problems: { obstacles: 'obstacles' }, obstacles: asked.obstacles });
		}
		const field = asked.kind === 'not_future' ? 'contact_on' : 'obstacles';
		const problem = asked.kind === 'again' ? 'asked_before' : asked.kind;
		return fail(422, { typed, problems: { [field]: problem }, obstacles: [] });
	}
};
