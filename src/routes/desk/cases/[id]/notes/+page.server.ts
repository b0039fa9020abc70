import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as notes from '#lib/server/desk/notes/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { shareForm, writeForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const before = url.searchParams.get('before');
	const view = await notes.list(desk(), staff, { id: params.id, before });
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	write: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, writeForm);
		if (!form.ok) return fail(422, { typed: form.typed, problems: form.problems });

		const { id, text } = form.value;
		const done = await notes.write(desk(), staff, { caseId: params.id, noteId: id, text });
		if (!done) refuse('case.not_found');
		if (done === 'again') return fail(422, { typed: { text }, problems: { text: 'note_again' } });
		redirect(303, `/desk/cases/${params.id}/notes`);
	},
	share: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, shareForm);
		if (!form.ok) refuse('case.not_found');

		const wanted = { caseId: params.id, noteId: form.value.note };
		if (!(await notes.share(desk(), staff, wanted))) refuse('case.not_found');
		redirect(303, `/desk/cases/${params.id}/notes`);
	}
};
