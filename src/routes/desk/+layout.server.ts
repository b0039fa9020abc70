import type { LayoutServerLoad } from './$types';

// What the frame shows, and no more: this is sent to the browser with every page.
export const load: LayoutServerLoad = ({ locals }) => ({
	staff: locals.staff && { name: locals.staff.name, role: locals.staff.role },
	timeZone: locals.staff?.timeZone ?? 'UTC',
	isDemo: locals.installation.isDemo
});
