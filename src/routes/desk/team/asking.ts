import { redirect } from '@sveltejs/kit';
import { teamScopeOf } from '#lib/domain/team/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';

/** Who is here. The handle has asked already whether the page is for them. */
export function asking({ staff }: App.Locals): NonNullable<App.Locals['staff']> {
	return staff ?? refuse('page.not_found');
}

/** The same for what only an admin does, before the form is read: to others it is not there. */
export function editing(locals: App.Locals): NonNullable<App.Locals['staff']> {
	const staff = asking(locals);
	return teamScopeOf(staff.role) === 'edit' ? staff : refuse('page.not_found');
}

/** Roles and accounts need a second factor within five minutes. Comes back to where one was. */
export function toStepUp(path: string): never {
	redirect(303, `/desk/step-up?${new URLSearchParams({ to: path })}`);
}
