import { redirect } from '@sveltejs/kit';
import { homeOf } from '#lib/domain/access/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	redirect(303, homeOf[staff.role]);
};
