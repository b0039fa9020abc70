import { describe, expect, it } from 'vitest';
import { taskKinds, type TaskRow } from '#lib/domain/work/index.ts';
import { hasText } from '#lib/i18n/index.ts';
import { placeOf } from './task-words.ts';

const row = (kind: TaskRow['kind'], about: string | null = null): TaskRow => ({
	id: 't',
	kind,
	reason: null,
	about,
	caseId: 'c',
	reference: '1',
	dueAt: new Date(0),
	isOverdue: false,
	owner: null,
	mayFinish: true
});

describe('a task', () => {
	it.each([...taskKinds, 'unreadable' as const])('%s has words', (kind) => {
		expect(hasText(`work.task.${kind}`)).toBe(true);
		expect(placeOf(row(kind, 'a'))).toMatch(/^\/desk\//);
	});

	it('leads to where it is done', () => {
		expect(placeOf(row('sign_share', 's'))).toBe('/desk/shares/s');
		expect(placeOf(row('tell_her_of_share', 's'))).toBe('/desk/cases/c/share');
		expect(placeOf(row('provider_asks_for_call'))).toBe('/desk/cases/c/programme');
		expect(placeOf(row('message_failed'))).toBe('/desk/cases/c');
	});
});
