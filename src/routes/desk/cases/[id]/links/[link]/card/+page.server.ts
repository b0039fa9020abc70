import { fail } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const wanted = { caseId: params.id, linkId: params.link };
	const view = await links.prepareCard(desk(), staff, wanted);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	default: async ({ locals, params }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const wanted = { caseId: params.id, linkId: params.link };
		const shown = await links.showCard(desk(), staff, wanted);
		if (!shown) refuse('case.not_found');
		// Answered here and not by a redirect: the address is stored nowhere any more. A refusal needs no
		// words of its own, the page says what holds now.
		return shown.kind === 'shown' ? { card: shown.card } : fail(422, {});
	}
};
