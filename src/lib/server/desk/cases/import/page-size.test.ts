import { expect, test } from 'vitest';
import { bytesOf, sentBack } from './page-size.ts';

test.each([
	['64K', 65_536],
	['2m', 2_097_152],
	['500000', 500_000]
])('%s are %i bytes', (limit, bytes) => {
	expect(bytesOf(limit)).toBe(bytes);
});

test.each([
	['a\nb\n', 6],
	['a\r\nb\r\n', 6],
	['a\rb', 4],
	['é', 2]
])('%j is sent back as %i bytes', (text, bytes) => {
	expect(sentBack(text)).toBe(bytes);
});
