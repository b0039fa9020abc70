import { describe, expect, test } from 'vitest';
import { signedAt, signReceipt } from './receipt.ts';

const key = 'a key that was invented for this test';
const body = '{"id":"x","status":"delivered"}';
const header = signReceipt(key, body, 1_800_000_000);

describe('the signature of a receipt', () => {
	test('is HMAC-SHA256 over time and body, as the operations guide says', () => {
		expect(signReceipt('0123456789abcdef', '{}', 1_700_000_000)).toBe(
			't=1700000000,v1=e4f8e2ecae2295b2ddb2f0b5584c8275e226c0ebe9b3b819e70156bb67122e3e'
		);
	});

	test('tells when it was made', () => {
		expect(signedAt(key, body, header)).toBe(1_800_000_000);
	});

	test.each<[string, string | null]>([
		['none', null],
		['an empty one', ''],
		['another time', header.replace('t=18', 't=19')],
		['another way of writing', header.toUpperCase()],
		['half of it', header.slice(0, -2)],
		['two of them', `${header},${header}`],
		['a time without a signature', 't=1800000000,v1=']
	])('%s is none', (_, given) => {
		expect(signedAt(key, body, given)).toBeNull();
	});

	test('of another body or with another key is none', () => {
		expect(signedAt(key, `${body} `, header)).toBeNull();
		expect(signedAt(`${key} `, body, header)).toBeNull();
	});
});
