import { fail, redirect } from '@sveltejs/kit';
import { returnPath } from '#lib/domain/sign-in/index.ts';
import * as auth from '#lib/server/desk/auth/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { stepUpForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const staff = locals.staff ?? refuse('session.ended');
	return { ways: await auth.factorsOf(staff) };
};

export const actions: Actions = {
	default: async ({ request, cookies, locals, url }) => {
		const staff = locals.staff ?? refuse('session.ended');
		const form = await readForm(request, stepUpForm);
		const typed = form.ok ? form.value : stepUpForm.parse({});
		const { code, passkey, step, password } = typed;
		if (code + passkey + password === '') return fail(422, { problem: 'empty' as const });

		const result = locals.installation.isDemo
			? await auth.stepUpByPassword(staff, password)
			: await auth.stepUp(staff, passkey === '' ? { code } : { passkey, step });
		if (result.kind === 'wrong') {
			return fail(422, { problem: passkey === '' ? ('code' as const) : ('passkey' as const) });
		}
		if (result.kind === 'ended') {
			auth.dropCookie(cookies);
			redirect(303, '/desk/login?wait');
		}
		auth.setCookie(cookies, result.id);
		redirect(303, returnPath(url.searchParams.get('to')));
	}
};
