import { fail } from '@sveltejs/kit';
import { mayEnter } from '#lib/domain/access/index.ts';
import { desk } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { textOfFile } from './file.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	if (!locals.staff || !mayEnter(locals.staff.role, '/desk/cases/import')) refuse('page.not_found');
};

function refused(problem: 'file' | 'too_large') {
	return fail(problem === 'file' ? 422 : 413, { problem, most: cases.mostOfPage() });
}

export const actions: Actions = {
	/** Tells what the file would do. Nothing is made. */
	check: async ({ locals, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const read = await textOfFile(request);
		if (!read.ok) return refused(read.problem);
		const { text } = read;
		const report = await cases.check(desk(), staff, text);
		return { report: report ?? refuse('page.not_found'), text, step: 'checked' as const };
	},
	/** The same file again, kept by the page: now its cases are made. */
	bring: async ({ locals, request }) => {
		const staff = locals.staff ?? refuse('page.not_found');
		const read = await textOfFile(request);
		if (!read.ok) return refused(read.problem);
		const { text } = read;
		const report = (await cases.bringIn(desk(), staff, text)) ?? refuse('page.not_found');
		// answered here: the numbers are stored nowhere, and the same file again makes nothing twice
		const step = report.bad.length > 0 ? ('checked' as const) : ('made' as const);
		return { report, text, step };
	}
};
