import { describe, expect, test } from 'vitest';
import { agencyId, deliveryId } from '../ids.ts';
import { outsideId, receipt } from './receipt.ts';

const place = {
	agencyId: agencyId.parse('01a20b3e-04f1-7190-adb1-276cb659c512'),
	deliveryId: deliveryId.parse('01a20b3e-04f1-7190-adb1-276cb659c513')
};

describe('a receipt', () => {
	test('names the message as we named it', () => {
		const read = receipt.parse({ id: outsideId(place), status: 'delivered', at: 'whenever' });
		expect(read).toEqual({ id: place, status: 'delivered' });
	});

	test.each([
		['', 'delivered'],
		[place.deliveryId, 'delivered'],
		[`${outsideId(place)}.${place.agencyId}`, 'delivered'],
		[`${place.agencyId}.x`, 'delivered'],
		[`${outsideId(place)}\r\nx`, 'failed'],
		[outsideId(place), 'read']
	])('%j %s is none', (id, status) => {
		expect(receipt.safeParse({ id, status }).success).toBe(false);
	});
});
