import { redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { taskForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const lane = url.searchParams.get('lane');
	const view = await tasks.list(desk(), staff, { lane, done: url.searchParams.get('done') });
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	done: async ({ locals, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const form = await readForm(request, taskForm);
		if (!form.ok) refuse('page.not_found');

		const { task, lane } = form.value;
		if (!(await tasks.done(desk(), staff, task))) refuse('page.not_found');
		redirect(303, `/desk/tasks?${new URLSearchParams({ lane, done: task })}`);
	},
	undo: async ({ locals, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const form = await readForm(request, taskForm);
		if (!form.ok) refuse('page.not_found');

		const { task, lane } = form.value;
		if (!(await tasks.undo(desk(), staff, task))) refuse('page.not_found');
		redirect(303, `/desk/tasks?${new URLSearchParams({ lane })}`);
	}
};
