import { describe, expect, it } from 'vitest';
import { HOUR } from '../clock.ts';
import { shareState, signBy } from './share.ts';

const at = new Date('2026-11-23T10:00:00Z');

describe('a decision to share', () => {
	it('is signed within 24 hours in danger, and soon where nothing is shared before', () => {
		expect(signBy({ at, inDangerNow: true }).getTime() - at.getTime()).toBe(24 * HOUR);
		expect(signBy({ at, inDangerNow: false }).getTime() - at.getTime()).toBeLessThan(24 * HOUR);
	});

	it.each([
		['waits_for_signature', { filedAt: null, signedAt: null, inDangerNow: false }],
		['being_shared', { filedAt: null, signedAt: at, inDangerNow: false }],
		['being_shared', { filedAt: null, signedAt: null, inDangerNow: true }],
		['shared', { filedAt: at, signedAt: null, inDangerNow: true }]
	])('%s', (state, row) => {
		expect(shareState(row)).toBe(state);
	});
});
