import { describe, expect, it } from 'vitest';
import type { FlagView, ResponseView } from '#lib/domain/access/index.ts';
import { recent } from './recent.ts';

const day = (number: number) => new Date(Date.UTC(2026, 10, number, 9));
const flag = (filed: number): FlagView => ({
	severity: 'high',
	reason: 'The victim is very scared.',
	isOwnLane: true,
	filedAt: new Date(day(filed).getTime() + 60_000),
	raisedBy: null,
	answers: [],
	facts: []
});
const response = (on: number): ResponseView => ({
	revisionId: String(on),
	kind: 'sent',
	at: day(on),
	mode: 'self',
	language: 'en',
	answers: [],
	words: [],
	oneHand: false,
	talk: null
});
const responses = [23, 19, 16].map(response);
const daysOf = (shown: ResponseView[]) => shown.map(({ revisionId }) => Number(revisionId));

describe('which words stand open on a card', () => {
	it.each([
		['of the newest response, for a new reason', [23], [23]],
		['of every response since the first reason', [23, 19], [23, 19]],
		['of all, when the first reason is the oldest', [16], [23, 19, 16]],
		['of the last response before a silence', [21], [23, 19]],
		['of all, when a reason is older than every response', [12], [23, 19, 16]],
		['of all but the newest is folded away, without any reason', [], [23]]
	])('%s', (_, filed, shown) => {
		expect(daysOf(recent(responses, filed.map(flag)))).toEqual(shown);
	});
});
