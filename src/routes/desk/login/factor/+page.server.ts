import { fail, redirect } from '@sveltejs/kit';
import * as auth from '#lib/server/desk/auth/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { factorForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies, locals }) => {
	if (locals.staff) redirect(303, '/desk');
	const ways = await auth.factorsOfStep(auth.readStep(cookies));
	return { ways: ways ?? redirect(303, '/desk/login?ended') };
};

export const actions: Actions = {
	default: async ({ request, cookies, locals }) => {
		const form = await readForm(request, factorForm);
		const { code, passkey } = form.ok ? form.value : { code: '', passkey: '' };
		if (code === '' && passkey === '') return fail(422, { problem: 'empty' as const });

		const step = auth.readStep(cookies);
		const shown = passkey === '' ? { code } : { passkey };
		const showing = await auth.showFactor({ step, shown });
		if (showing.kind === 'wrong') {
			return fail(422, { problem: passkey === '' ? ('code' as const) : ('passkey' as const) });
		}
		if (showing.kind !== 'signed_in') {
			auth.dropStep(cookies);
			redirect(303, showing.kind === 'throttled' ? '/desk/login?wait' : '/desk/login?ended');
		}
		if (locals.staff) await auth.signOut(locals.staff);
		auth.setCookie(cookies, showing.id);
		redirect(303, '/desk');
	}
};
