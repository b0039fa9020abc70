import { desk } from '#lib/server/desk/access/index.ts';
import * as deliveries from '#lib/server/desk/deliveries/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const folder = deliveries.outboxFolder() ?? refuse('page.not_found');
	return { view: await deliveries.outbox(desk(), staff, folder) };
};
