import { fail, redirect } from '@sveltejs/kit';
import * as auth from '#lib/server/desk/auth/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { linkForm } from './form.ts';
import type { Actions } from './$types';

// No load function, on purpose: mail scanners look at this page too. Looking reads nothing, so it
// cannot tell whether a link works, and cannot use it up.

export const actions: Actions = {
	default: async ({ params, request, cookies, locals }) => {
		const form = await readForm(request, linkForm);
		if (!form.ok) return fail(422, { problem: 'long' as const });

		const { token } = params;
		const { network } = locals;
		const used = await auth.setUp.useLink({ ...form.value, token, network });
		// neither the password nor a code is given back
		if (used.kind === 'problem') return fail(422, { problem: used.problem });

		if (locals.staff) await auth.signOut(locals.staff);
		if (used.kind === 'signed_in') {
			auth.setCookie(cookies, used.id);
			redirect(303, '/desk');
		}
		auth.dropCookie(cookies);
		auth.setStep(cookies, used.step);
		redirect(303, '/desk/set-up/factor');
	}
};
