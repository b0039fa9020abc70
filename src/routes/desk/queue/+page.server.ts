import { desk } from '#lib/server/desk/access/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as notices from '#lib/server/desk/notices/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { lookFrom } from './look.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const view = await concerns.queue(desk(), staff, lookFrom(url));
	return {
		view: view ?? refuse('page.not_found'),
		undeliveredSince: await notices.undeliveredSince(desk(), staff)
	};
};
