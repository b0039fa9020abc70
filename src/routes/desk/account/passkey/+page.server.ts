import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as auth from '#lib/server/desk/auth/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { newPasskeyForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	const staff = locals.staff ?? refuse('session.ended');
	if (!staff.steppedUp) redirect(303, auth.stepUpAddress(url.pathname));
};

export const actions: Actions = {
	default: async ({ request, locals, cookies, url }) => {
		const staff = locals.staff ?? refuse('session.ended');
		const form = await readForm(request, newPasskeyForm);
		const given = form.ok ? form.value : newPasskeyForm.parse({});
		const changed = await auth.account.addPasskey(desk(), staff, given);
		if (changed.kind === 'refused') redirect(303, auth.stepUpAddress(url.pathname));
		if (changed.kind === 'wrong') return fail(422, { name: given.name });
		auth.setCookie(cookies, changed.id);
		redirect(303, '/desk/account?done=passkey');
	}
};
