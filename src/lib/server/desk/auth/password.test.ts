import { describe, expect, test } from 'vitest';
import { hashPassword, isRightPassword } from './password.ts';

describe('a password', () => {
	test('is kept as argon2id with the cost of the threat model', async () => {
		expect(await hashPassword('correct horse')).toMatch(
			/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/
		);
	});

	test('is kept differently each time', async () => {
		expect(await hashPassword('correct horse')).not.toBe(await hashPassword('correct horse'));
	});

	test('is right or wrong', async () => {
		const hash = await hashPassword('correct horse');
		expect(await isRightPassword(hash, 'correct horse')).toBe(true);
		expect(await isRightPassword(hash, 'correct Horse')).toBe(false);
		expect(await isRightPassword(hash, '')).toBe(false);
	});

	test('of nobody is never right', async () => {
		expect(await isRightPassword(null, 'correct horse')).toBe(false);
	});

	test('that many try at once is checked for each of them', async () => {
		const hash = await hashPassword('correct horse');
		const tries = Array.from({ length: 20 }, (_, n) => (n % 2 ? 'correct horse' : 'wrong'));
		const results = await Promise.all(tries.map((typed) => isRightPassword(hash, typed)));
		expect(results).toEqual(tries.map((typed) => typed === 'correct horse'));
	});

	test('costs a flood of guesses no more than the line is long', async () => {
		const hash = await hashPassword('correct horse');
		const flood = Array.from({ length: 150 }, () => isRightPassword(hash, 'correct horse'));
		const results = await Promise.all(flood);
		expect(results.filter((isRight) => isRight)).toHaveLength(102);
		expect(await isRightPassword(hash, 'correct horse')).toBe(true);
		// a hundred of them are work for some seconds, on a busy machine for more
	}, 60_000);
});
