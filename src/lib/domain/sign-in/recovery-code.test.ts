import { describe, expect, test } from 'vitest';
import { newRecoveryCode, parseRecoveryCode, recoveryGroups } from './recovery-code.ts';

const random = (bytes: number) => new Uint8Array(bytes).map((_, at) => at * 37 + 11);
const code = newRecoveryCode(random);

describe('a recovery code', () => {
	test('has 80 bits, as letters that nobody misreads', () => {
		expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
	});

	test('is read as it is written down, and as a hand types it', () => {
		const written = recoveryGroups(code);
		expect(written).toMatch(/^(\w{4} ){3}\w{4}$/);
		expect(parseRecoveryCode(written)).toBe(code);
		expect(parseRecoveryCode(written.toUpperCase().replaceAll(' ', '-'))).toBe(code);
	});

	test('forgives o, i and l', () => {
		expect(parseRecoveryCode('o00i l111 0000 1111')).toBe('0001111100001111');
	});

	test.each(['', '123456', 'a'.repeat(15), 'a'.repeat(17), 'u'.repeat(16), 'a'.repeat(500)])(
		'is not %j',
		(typed) => {
			expect(parseRecoveryCode(typed)).toBeNull();
		}
	);
});
