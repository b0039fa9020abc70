import { fail, redirect } from '@sveltejs/kit';
import * as auth from '#lib/server/desk/auth/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { newFactorForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies, request }) => {
	// after a form the action brings what the page shows: the same secret, or the codes
	if (request.method === 'POST') return { enrolment: null };
	const enrolment = await auth.setUp.enrolment(auth.readStep(cookies));
	return { enrolment: enrolment ?? redirect(303, '/desk/login?ended') };
};

export const actions: Actions = {
	default: async ({ request, cookies, locals }) => {
		const form = await readForm(request, newFactorForm);
		const { box, code, passkey, name } = form.ok ? form.value : newFactorForm.parse({});
		const step = auth.readStep(cookies);
		const made =
			passkey === ''
				? await auth.setUp.finishWithApp({ step, box, code })
				: await auth.setUp.finishWithPasskey({ step, passkey, name });
		const enrolment =
			made.kind === 'wrong' &&
			((await auth.setUp.shownEnrolment({ step, box })) ?? (await auth.setUp.enrolment(step)));
		if (enrolment) {
			const problem = passkey === '' ? ('code' as const) : ('passkey' as const);
			return fail(422, { problem, enrolment, name });
		}
		if (made.kind !== 'done') redirect(303, '/desk/login?ended');

		if (locals.staff) await auth.signOut(locals.staff);
		auth.setCookie(cookies, made.id);
		// Answered here and not by a redirect: the codes are stored nowhere, so there is no other page
		// that could show them.
		return { codes: made.codes };
	}
};
