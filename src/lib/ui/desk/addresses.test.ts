import { describe, expect, it } from 'vitest';
import { concernAddress, newLinkAddress, queueAddress } from './addresses.ts';

describe('addresses of the desk', () => {
	it.each([
		[{ lane: 'police' as const }, '/desk/queue?lane=police'],
		[{ lane: 'support' as const, filter: 'over' as const }, '/desk/queue?lane=support&filter=over'],
		[
			{ lane: 'police' as const, filter: 'all' as const, after: 'a+b/c=' },
			'/desk/queue?lane=police&after=a%2Bb%2Fc%3D'
		]
	])('the queue keeps lane, filter and place: %o', (place, address) => {
		expect(queueAddress(place)).toBe(address);
	});

	it('a card always says from which lane it was opened', () => {
		expect(concernAddress('c1', { lane: 'supervisor' })).toBe('/desk/concerns/c1?lane=supervisor');
		expect(concernAddress('c1', { lane: 'police', filter: 'critical' })).toBe(
			'/desk/concerns/c1?lane=police&filter=critical'
		);
	});

	it('a new link belongs to one case', () => {
		expect(newLinkAddress('k1')).toBe('/desk/cases/k1/links/new');
	});
});
