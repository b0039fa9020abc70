import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { readTyped } from '../fields.ts';
import { answerForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const view = await cases.closing.listChallenges(desk(), staff);
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const { form, typed } = await readTyped(request, answerForm);
		if (!form.ok) return fail(422, { typed, problems: form.problems });

		const { closing: closingId, says, reason: text } = form.value;
		const done = await cases.closing.answer(desk(), staff, { closingId, says, text });
		if (!done) refuse('case.not_found');
		if (done.kind === 'answered') redirect(303, '/desk/cases/challenges');
		return fail(422, { typed, problems: { says: 'obstacles' } });
	}
};
