import { expect, it } from 'vitest';
import { sessionForm } from './form.ts';

it.each([
	['2026-11-16', undefined],
	['0000-01-01', 'year'],
	['9999-12-31', 'year'],
	['yesterday', 'held_on']
])('a session on %s: %s', (held_on, problem) => {
	const read = sessionForm.safeParse({ held_on, attended: 'yes' });
	expect(read.error?.issues[0]?.message).toBe(problem);
});
