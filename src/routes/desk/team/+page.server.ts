import { desk } from '#lib/server/desk/access/index.ts';
import { people } from '#lib/server/desk/team/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { asking } from './asking.ts';
import { searchForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const after = url.searchParams.get('after');
	const view = await people.list(desk(), asking(locals), { filter: people.everybody, after });
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	// changes nothing. A form and no address, because names do not belong into addresses
	search: async ({ locals, request }) => {
		const form = await readForm(request, searchForm);
		const { after, ...filter } = form.ok ? form.value : { ...people.everybody, after: undefined };
		const wanted = { filter, after: after ?? null };
		const view = await people.list(desk(), asking(locals), wanted);
		return { view: view ?? refuse('page.not_found') };
	}
};
