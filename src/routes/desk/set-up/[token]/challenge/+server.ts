import { json } from '@sveltejs/kit';
import * as auth from '#lib/server/desk/auth/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { RequestHandler } from './$types';

/** What a passkey has to sign, to be shown beside a link that sets a password. */
export const POST: RequestHandler = async ({ params }) => {
	const made = await auth.challenge.forLink(params.token);
	return json(made ?? refuse('session.ended'));
};
