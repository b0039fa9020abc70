import { toCsv } from '#lib/domain/case/index.ts';
import { text as textIn } from '#lib/i18n/index.ts';
import { desk } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { textOfFile } from '../file.ts';
import type { RequestHandler } from './$types';

const t = textIn('en');

/** The bad lines as a file, each beside what is wrong with it. */
export const POST: RequestHandler = async ({ locals, request }) => {
	const staff = locals.staff ?? refuse('page.not_found');
	const read = await textOfFile(request);
	const text = read.ok ? read.text : refuse('page.not_found');
	const rows = (await cases.badLines(desk(), staff, text)) ?? refuse('page.not_found');
	const table = rows.map(({ line, column, problem, cells }) => [
		String(line),
		column ?? '',
		t(`casework.line.${problem}`),
		...cells
	]);
	return new Response(toCsv(table), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="bad-lines.csv"'
		}
	});
};
