import { fail, redirect } from '@sveltejs/kit';
import * as auth from '#lib/server/desk/auth/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { signInForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.staff) redirect(303, '/desk');
	return { hasEnded: url.searchParams.has('ended') };
};

export const actions: Actions = {
	default: async ({ request, cookies, locals }) => {
		const form = await readForm(request, signInForm);
		// the password is never given back
		if (!form.ok)
			return fail(422, { email: String(form.typed.email ?? ''), problem: 'empty' as const });

		const id = await auth.signIn({ ...form.value, network: locals.network });
		if (!id) return fail(422, { email: form.value.email, problem: 'wrong' as const });

		if (locals.staff) await auth.signOut(locals.staff);
		auth.setCookie(cookies, id);
		redirect(303, '/desk');
	}
};
