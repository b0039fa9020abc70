import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as auth from '#lib/server/desk/auth/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { passkeyForm, renameForm, sessionForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

const { account } = auth;
const HERE = '/desk/account';

export const load: PageServerLoad = async ({ locals, url }) => {
	const staff = locals.staff ?? refuse('session.ended');
	const view = (await account.look(desk(), staff)) ?? refuse('session.ended');
	return { view, done: url.searchParams.get('done') };
};

export const actions: Actions = {
	/** Ends one of one's own sessions. */
	end: async ({ request, locals }) => {
		const staff = locals.staff ?? refuse('session.ended');
		const form = await readForm(request, sessionForm);
		if (form.ok) await account.endOne(desk(), staff, form.value.session);
		redirect(303, `${HERE}?done=ended`);
	},
	everywhere: async ({ locals, cookies }) => {
		const staff = locals.staff ?? refuse('session.ended');
		await account.endEverywhere(desk(), staff);
		auth.dropCookie(cookies);
		redirect(303, '/desk/login?ended');
	},
	rename: async ({ request, locals }) => {
		const staff = locals.staff ?? refuse('session.ended');
		const form = await readForm(request, renameForm);
		const { passkey: id = '', name = '' } = form.ok ? form.value : {};
		const isDone = form.ok && (await account.renamePasskey(desk(), staff, { id, name }));
		if (!isDone) return fail(422, { problem: 'name' as const });
		redirect(303, `${HERE}?done=renamed`);
	},
	remove: async ({ request, locals, cookies }) => {
		const staff = locals.staff ?? refuse('session.ended');
		if (!staff.steppedUp) redirect(303, auth.stepUpAddress(HERE));
		const form = await readForm(request, passkeyForm);
		const changed = form.ok && (await account.removePasskey(desk(), staff, form.value.passkey));
		if (!changed || changed.kind !== 'changed') return fail(422, { problem: 'last' as const });
		auth.setCookie(cookies, changed.id);
		redirect(303, `${HERE}?done=removed`);
	},
	unset: async ({ locals, cookies }) => {
		const staff = locals.staff ?? refuse('session.ended');
		if (!staff.steppedUp) redirect(303, auth.stepUpAddress(HERE));
		const changed = await account.removeApp(desk(), staff);
		if (changed.kind !== 'changed') return fail(422, { problem: 'last' as const });
		auth.setCookie(cookies, changed.id);
		redirect(303, `${HERE}?done=removed`);
	},
	codes: async ({ locals, cookies }) => {
		const staff = locals.staff ?? refuse('session.ended');
		if (!staff.steppedUp) redirect(303, auth.stepUpAddress(HERE));
		const made = await account.makeCodes(desk(), staff);
		if (made.kind === 'refused') redirect(303, auth.stepUpAddress(HERE));
		auth.setCookie(cookies, made.id);
		// answered here: the codes are stored nowhere, so no other page could show them
		return { codes: made.codes };
	}
};
