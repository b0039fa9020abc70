import { describe, expect, test } from 'vitest';
import { entrances } from '#lib/domain/access/index.ts';
import { routesOf } from './routes.ts';

// One table says which page is for whom, and the handle of the desk asks nothing else.

const routes = routesOf().filter(({ zone }) => zone === 'desk');
const known = Object.keys(entrances);

describe('the entrances of the desk', () => {
	test('name every address that the desk has', () => {
		const missing = routes.map(({ address }) => address).filter((one) => !known.includes(one));
		expect(
			missing,
			'Nobody can enter these: say in domain/access/entrances.ts who may, and why so few.'
		).toEqual([]);
	});

	test('name no address that the desk has not', () => {
		const addresses = routes.map(({ address }) => address);
		expect(
			known.filter((one) => !addresses.includes(one)),
			'Take these away: an entrance without a page waits for somebody who builds another one there.'
		).toEqual([]);
	});
});
