import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as auth from '#lib/server/desk/auth/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { appForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const staff = locals.staff ?? refuse('session.ended');
	if (!staff.steppedUp) redirect(303, auth.stepUpAddress(url.pathname));
	return { enrolment: (await auth.account.enrolment(desk(), staff)) ?? refuse('session.ended') };
};

export const actions: Actions = {
	default: async ({ request, locals, cookies, url }) => {
		const staff = locals.staff ?? refuse('session.ended');
		const form = await readForm(request, appForm);
		const { box, code } = form.ok ? form.value : appForm.parse({});
		const changed = await auth.account.setApp(desk(), staff, { box, code });
		if (changed.kind === 'refused') redirect(303, auth.stepUpAddress(url.pathname));
		if (changed.kind === 'wrong') {
			return fail(422, { enrolment: await auth.account.shownEnrolment(desk(), staff, box) });
		}
		auth.setCookie(cookies, changed.id);
		redirect(303, '/desk/account?done=app');
	}
};
