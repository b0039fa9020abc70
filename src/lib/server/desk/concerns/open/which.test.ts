import { describe, expect, it } from 'vitest';
import { responseId } from '#lib/domain/ids.ts';
import { revisionsToOpen } from './which.ts';

const id = (last: number) =>
	responseId.parse(`01932f5c-7e8a-7000-8000-${String(last).padStart(12, '0')}`);
const saved = (response: number, day: number, kind: 'sent' | 'unsent' = 'sent') => ({
	responseId: id(response),
	kind,
	savedAt: new Date(Date.UTC(2026, 10, day))
});
const days = (rows: { savedAt: Date }[]) => rows.map(({ savedAt }) => savedAt.getUTCDate());

describe('what is opened for a card', () => {
	const rows = [saved(5, 20), saved(4, 16), saved(3, 12), saved(2, 8), saved(1, 4)];

	it('the last three responses, so that there is something to compare', () => {
		expect(days(revisionsToOpen(rows, new Set([id(5)])))).toEqual([20, 16, 12]);
		expect(days(revisionsToOpen(rows, new Set()))).toEqual([20, 16, 12]);
	});

	it('everything that the concern is about, what came after, and the one before', () => {
		expect(days(revisionsToOpen(rows, new Set([id(3)])))).toEqual([20, 16, 12, 8]);
		expect(days(revisionsToOpen(rows, new Set([id(1)])))).toEqual([20, 16, 12, 8, 4]);
	});

	it('a response once: as it was sent, else as it was saved last', () => {
		const twice = [
			saved(2, 9, 'unsent'),
			saved(2, 8),
			saved(1, 5, 'unsent'),
			saved(1, 4, 'unsent')
		];
		expect(days(revisionsToOpen(twice, new Set()))).toEqual([8, 5]);
	});

	it('never more than a dozen, however long a concern has been open', () => {
		const many = Array.from({ length: 28 }, (_, place) => saved(place + 1, 28 - place));
		expect(revisionsToOpen(many, new Set([id(28)]))).toHaveLength(12);
	});
});
