import { desk } from '#lib/server/desk/access/index.ts';
import * as deliveries from '#lib/server/desk/deliveries/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import type { LayoutServerLoad } from './$types';

// What the frame shows, and no more: this is sent to the browser with every page.
export const load: LayoutServerLoad = async ({ locals }) => ({
	staff: locals.staff && { name: locals.staff.name, role: locals.staff.role },
	timeZone: locals.staff?.timeZone ?? 'UTC',
	hasOutbox: deliveries.outboxFolder() !== null,
	tasks: locals.staff ? await tasks.count(desk(), locals.staff) : null,
	isDemo: locals.installation.isDemo
});
