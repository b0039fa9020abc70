import { describe, expect, it } from 'vitest';
import { countSession } from './programme.ts';

describe('the counts of a programme', () => {
	const counts = { sessionsDue: 4, sessionsAttended: 3 };

	it.each([
		['a new session, attended', { before: null, attended: true }, [5, 4]],
		['a new session, missed', { before: null, attended: false }, [5, 3]],
		['the same again', { before: true, attended: true }, [4, 3]],
		['set right to missed', { before: true, attended: false }, [4, 2]],
		['set right to attended', { before: false, attended: true }, [4, 4]]
	])('%s', (_, session, [due, attended]) => {
		expect(countSession(counts, session)).toEqual({
			sessionsDue: due,
			sessionsAttended: attended
		});
	});

	it('never say less than none, whatever an import said', () => {
		const wrong = { sessionsDue: 1, sessionsAttended: 0 };
		expect(countSession(wrong, { before: true, attended: false }).sessionsAttended).toBe(0);
	});
});
