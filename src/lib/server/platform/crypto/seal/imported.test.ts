import { describe, expect, it } from 'vitest';
import { remembering } from './imported.ts';

/** Two places, and the list of what was made. */
function twoPlaces() {
	const made: number[] = [];
	const get = remembering(2, async (bytes) => {
		made.push(bytes[0] ?? 0);
		return `key ${bytes[0]}`;
	});
	return { made, get: (name: number) => get(Uint8Array.of(name)) };
}

describe('remembered keys', () => {
	it('are made once while they are in use', async () => {
		const { made, get } = twoPlaces();
		expect([await get(1), await get(2), await get(1)]).toEqual(['key 1', 'key 2', 'key 1']);
		expect(made).toEqual([1, 2]);
	});

	it('make room: the one used longest ago goes first', async () => {
		const { made, get } = twoPlaces();
		for (const name of [1, 2, 1, 3, 1, 2]) await get(name);
		expect(made).toEqual([1, 2, 3, 2]);
	});

	it('are not remembered when they could not be made', async () => {
		let tries = 0;
		const get = remembering(2, async () => {
			tries += 1;
			throw new Error('unusable');
		});
		await expect(get(Uint8Array.of(1))).rejects.toThrow('unusable');
		await expect(get(Uint8Array.of(1))).rejects.toThrow('unusable');
		expect(tries).toBe(2);
	});
});
