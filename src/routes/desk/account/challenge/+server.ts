import { json } from '@sveltejs/kit';
import { z } from 'zod';
import * as auth from '#lib/server/desk/auth/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { RequestHandler } from './$types';

const challengeForm = z.object({ for: z.enum(['step_up', 'add_passkey']) });

/** What a passkey has to sign, in a session: to be shown once more, or to be added. */
export const POST: RequestHandler = async ({ request, locals }) => {
	const staff = locals.staff ?? refuse('session.ended');
	const form = await readForm(request, challengeForm);
	// nobody's own page asks for another
	if (!form.ok) refuse('page.not_found');
	return json((await auth.challenge.forSession(staff, form.value.for)) ?? refuse('session.ended'));
};
