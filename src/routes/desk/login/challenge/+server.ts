import { json } from '@sveltejs/kit';
import * as auth from '#lib/server/desk/auth/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { RequestHandler } from './$types';

/** What a passkey has to sign, between the password and the second factor. */
export const POST: RequestHandler = async ({ cookies }) => {
	const made = await auth.challenge.forStep(auth.readStep(cookies));
	return json(made ?? refuse('session.ended'));
};
