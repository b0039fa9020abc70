import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { readTyped } from '../fields.ts';
import { challengeForm, reopenForm, revokeForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await cases.read(desk(), staff, params.id);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	revoke: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, revokeForm);
		if (!form.ok) refuse('case.not_found');

		const wanted = { caseId: params.id, linkId: form.value.link };
		if (!(await links.revoke(desk(), staff, wanted))) refuse('case.not_found');
		redirect(303, `/desk/cases/${params.id}`);
	},
	agree: async ({ locals, params }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const done = await cases.closing.agree(desk(), staff, params.id);
		if (!done) refuse('case.not_found');
		if (done.kind !== 'obstacles') redirect(303, `/desk/cases/${params.id}`);
		const { obstacles } = done;
		return fail(422, { typed: {}, problems: { closing: 'obstacles' }, obstacles });
	},
	withdraw: async ({ locals, params }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		if (!(await cases.closing.withdraw(desk(), staff, params.id))) refuse('case.not_found');
		redirect(303, `/desk/cases/${params.id}`);
	},
	challenge: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const { form, typed } = await readTyped(request, challengeForm);
		if (!form.ok) return fail(422, { typed, problems: form.problems, obstacles: [] });

		const wanted = { caseId: params.id, text: form.value.challenge };
		const done = await cases.closing.challenge(desk(), staff, wanted);
		if (!done) refuse('case.not_found');
		if (done === 'challenged') redirect(303, `/desk/cases/${params.id}`);
		return fail(422, { typed, problems: { challenge: 'challenge_over' }, obstacles: [] });
	},
	reopen: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const { form, typed } = await readTyped(request, reopenForm);
		if (!form.ok) return fail(422, { typed, problems: form.problems, obstacles: [] });

		const wanted = { caseId: params.id, reason: form.value.reopen };
		if (!(await cases.closing.reopen(desk(), staff, wanted))) refuse('case.not_found');
		redirect(303, `/desk/cases/${params.id}`);
	}
};
