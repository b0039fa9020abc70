import { v7 as uuid } from 'uuid';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { glassForm } from './break-glass/form.ts';
import { caseFields } from './cases/fields.ts';
import { awayForm } from './team/[id]/form.ts';
import { searchForm } from './team/form.ts';

function problemOf(schema: z.ZodObject, field: string, value: unknown): string | undefined {
	const read = schema.safeParse({ [field]: value });
	return read.error?.issues.find(({ path }) => path[0] === field)?.message;
}

const days = [
	[awayForm, 'from', 'day'],
	[awayForm, 'until', 'day']
] as const;

describe('a day', () => {
	test.each(days)('is of our age, or a sentence says so', (schema, field, problem) => {
		expect(problemOf(schema, field, '2026-11-16')).toBeUndefined();
		for (const typed of ['9999-12-31', '0000-01-01', '1899-12-31', '2101-01-01', 'soon']) {
			expect(problemOf(schema, field, typed), typed).toBe(problem);
		}
	});
});

describe('a sign of control', () => {
	test('is refused with a sentence where the text is kept or compared', () => {
		const problem = 'glass.problem.reference';
		expect(problemOf(glassForm, 'reference', 'LF\u000026')).toBe(problem);
		expect(problemOf(glassForm, 'reference', 'LF 26')).toBeUndefined();
		const fields = z.object(caseFields);
		expect(problemOf(fields, 'programme_reference', 'P\u00001')).toBe('programme_reference');
	});

	test('is a space to a search, which refuses nothing', () => {
		const read = searchForm.parse({ name: 'Va\u0000le\u0000', after: uuid() });
		expect(read).toMatchObject({ name: 'Va le', role: null });
		expect(searchForm.parse({})).toMatchObject({ name: '' });
	});
});
