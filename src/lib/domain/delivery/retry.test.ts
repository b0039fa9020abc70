import { expect, test } from 'vitest';
import { retryAt } from './retry.ts';

const now = new Date('2026-03-02T08:00:00Z');

test('a message that did not go is tried again later and later, five times, and then by nobody', () => {
	const times = [1, 2, 3, 4, 5, 6].map((tries) => retryAt(tries, now)?.toISOString() ?? null);
	expect(times).toEqual([
		'2026-03-02T08:01:00.000Z',
		'2026-03-02T08:05:00.000Z',
		'2026-03-02T08:15:00.000Z',
		'2026-03-02T09:00:00.000Z',
		'2026-03-02T12:00:00.000Z',
		null
	]);
});
