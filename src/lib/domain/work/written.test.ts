import { describe, expect, it } from 'vitest';
import { ticked, writtenNote, writtenReason } from './written.ts';

describe('what staff type', () => {
	it('a reason says something and is no record: 20 to 500 characters', () => {
		const isFine = (length: number) => writtenReason.safeParse('x'.repeat(length)).success;
		expect([19, 20, 500, 501].map(isFine)).toEqual([false, true, true, false]);
		expect(writtenReason.safeParse(' '.repeat(40)).success).toBe(false);
	});

	it('a line break counts as one, however the browser sends it', () => {
		expect(writtenNote.parse(`${'x'.repeat(1998)}\r\ny`)).toHaveLength(2000);
		expect(writtenNote.safeParse('x'.repeat(2001)).success).toBe(false);
		expect(writtenNote.safeParse('\r\n').success).toBe(false);
	});

	it('boxes come as none, one, or several', () => {
		expect([undefined, 'a', ['a', 'b']].map((given) => ticked.parse(given))).toEqual([
			[],
			['a'],
			['a', 'b']
		]);
	});
});
