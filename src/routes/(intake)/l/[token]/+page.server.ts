import { redirect } from '@sveltejs/kit';
import { parsePin, parseToken } from '#lib/domain/link/index.ts';
import * as intake from '#lib/server/intake/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { openingForm } from './form.ts';
import type { Actions } from './$types';

// No load function, on purpose: mail scanners, chat previews and curious fingers look at this
// page too. Looking must read nothing, so that it cannot tell or change anything.

export const actions: Actions = {
	default: async ({ params, request, cookies, locals }) => {
		// its shape is no secret: a token that cannot be one costs no database work
		const token = parseToken(params.token);
		if (!token) refuse('closed');
		const form = await readForm(request, openingForm);
		const secret = await intake.open({
			token,
			pin: form.ok ? parsePin(form.value.pin ?? '') : null,
			network: locals.network,
			language: form.ok ? intake.offered(form.value.lang, locals.installation.languages) : null,
			before: intake.readSecret(cookies)
		});

		// unknown, used, expired, withdrawn, locked and mistyped must look the same
		if (!secret) refuse('closed');

		intake.setCookie(cookies, secret);
		redirect(303, '/c');
	}
};
