import { fail, redirect } from '@sveltejs/kit';
import * as intake from '#lib/server/intake/index.ts';
import { typedFields } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { pageForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ request, cookies, locals, setHeaders }) => {
	const { emergency } = locals.installation;
	const { language } = locals;
	// a problem or an outage has its page from the action, and asks nothing more of the database
	if (request.method === 'POST') return { view: null, language, emergency };

	const secret = intake.readSecret(cookies);
	const shown = secret && (await intake.page(secret));
	if (!shown) {
		if (intake.hasCookie(cookies)) intake.dropCookie(cookies);
		refuse('closed');
	}
	if (shown.isOver) {
		intake.dropCookie(cookies);
		setHeaders(intake.leaveNothing);
	}
	locals.language = shown.language;
	return { view: shown.view, language: shown.language, emergency };
};

export const actions: Actions = {
	default: async ({ request, cookies, locals }) => {
		const secret = intake.readSecret(cookies);
		if (!secret) refuse('closed');
		const typed = await typedFields(request);
		const {
			q,
			lang,
			do: action
		} = pageForm.parse({
			q: typed.q ?? null,
			lang: typed.lang ?? null,
			do: typed.do
		});

		const about = { request: locals.requestId };
		const answered =
			lang !== null || action === 'here'
				? await intake.stay(secret, { q, typed, language: lang }, about)
				: await intake.answer(secret, { q, action, typed }, about);
		// the database cannot take it now: she keeps what she typed, and reads what to do
		if (!answered) return fail(503, { notSaved: { ...typed } });
		if (answered.kind === 'closed') {
			intake.dropCookie(cookies);
			refuse('closed');
		}
		if (answered.kind === 'problem') {
			locals.language = answered.language;
			return fail(422, { view: answered.view, language: answered.language });
		}
		if (answered.kind === 'page') {
			locals.language = answered.language;
			return { view: answered.view, language: answered.language };
		}
		redirect(303, '/c');
	}
};
