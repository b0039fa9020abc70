import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as blocks from '#lib/server/desk/blocks/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { blockForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await blocks.read(desk(), staff, params.id);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	block: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, blockForm);
		if (!form.ok) return fail(422, { on: null, typed: form.typed, problems: form.problems });

		const { staff: staffId, reason } = form.value;
		const done = await blocks.set(desk(), staff, { caseId: params.id, staffId, reason });
		if (!done) refuse('case.not_found');
		if (done === 'set') redirect(303, `/desk/cases/${params.id}/block`);
		const problems: Record<string, string> = {
			[done === 'nobody' ? 'staff' : done]: 'glass.problem.staff'
		};
		return fail(422, { on: null, typed: form.value, problems });
	},

	lift: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, blockForm);
		if (!form.ok) {
			const { typed, problems } = form;
			return fail(422, { on: String(typed.staff ?? ''), typed, problems });
		}
		const { staff: staffId, reason } = form.value;
		const done = await blocks.lift(desk(), staff, { caseId: params.id, staffId, reason });
		if (!done) refuse('case.not_found');
		if (done === 'lifted') redirect(303, `/desk/cases/${params.id}/block`);
		const problems: Record<string, string> = { no_step_up: 'glass.step_up.expired' };
		return fail(422, { on: staffId, typed: form.value, problems });
	}
};
