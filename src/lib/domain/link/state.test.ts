import { describe, expect, it } from 'vitest';
import { isOver, linkState, mayBecome } from './state.ts';

const states = linkState.options;
const ends = states.filter((state) => state !== 'open');

describe('a link', () => {
	it.each(ends)('that is open may become %s', (state) => {
		expect(mayBecome('open', state)).toBe(true);
	});

	it.each(ends.flatMap((from) => states.map((to) => [from, to] as const)))(
		'that is %s never becomes %s',
		(from, to) => {
			expect(mayBecome(from, to)).toBe(false);
		}
	);

	it('is over in every state but open', () => {
		expect(states.filter((state) => !isOver(state))).toEqual(['open']);
	});

	it('does not become open by being open', () => {
		expect(mayBecome('open', 'open')).toBe(false);
	});
});
