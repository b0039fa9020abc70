import { redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { lookFrom } from '../../queue/look.ts';
import { seenForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const staff = locals.staff ?? refuse('concern.not_found');
	const { lane, filter } = lookFrom(url);
	const view = await concerns.open(desk(), staff, { id: params.id, lane });
	if (!view) refuse('concern.not_found');
	// the list that it was opened from stands beside the card
	const queue = await concerns.queue(desk(), staff, { lane: view.lane, filter, after: null });
	return { view, queue };
};

export const actions: Actions = {
	seen: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('concern.not_found');
		const form = await readForm(request, seenForm);
		if (!form.ok) refuse('concern.not_found');

		// where something came meanwhile nothing is marked, and the page shows it
		const done = await concerns.markSeen(desk(), staff, { id: params.id, ...form.value });
		if (!done) refuse('concern.not_found');
		redirect(303, `/desk/concerns/${params.id}?${new URLSearchParams({ lane: form.value.lane })}`);
	}
};
