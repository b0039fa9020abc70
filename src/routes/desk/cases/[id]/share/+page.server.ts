import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as shares from '#lib/server/desk/shares/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { decideForm, toldForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await shares.prepare(desk(), staff, params.id);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	decide: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, decideForm);
		if (!form.ok) return fail(422, { typed: form.typed, problems: form.problems });

		const { id: shareId, item, ground, asked, reason, now } = form.value;
		const inDangerNow = now === 'yes';
		const decision = { shareId, flags: item, ground, asked, reason, inDangerNow };
		const done = await shares.decide(desk(), staff, { caseId: params.id, ...decision });
		if (!done) refuse('case.not_found');
		if (done !== 'decided') {
			const typed = { item, ground, asked, reason, now };
			const problems: Record<string, string> =
				done === 'again' ? { reason: 'share_again' } : { item: done };
			return fail(422, { typed, problems });
		}
		redirect(303, `/desk/cases/${params.id}/share`);
	},
	told: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, toldForm);
		if (!form.ok) refuse('case.not_found');

		const wanted = { caseId: params.id, shareId: form.value.share };
		if (!(await shares.tell(desk(), staff, wanted))) refuse('case.not_found');
		redirect(303, `/desk/cases/${params.id}/share`);
	}
};
