import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { caseFields, ordersFrom, programmeFrom } from './fields.ts';

const form = z.object(caseFields);
const typed = {
	intervention_on: '2026-11-16',
	intervention: 'arrest',
	support_organisation: '',
	support_worker: '',
	children: 'no',
	conference_on: '',
	baseline: '',
	phrase: 'hurt',
	provider: '',
	programme_worker: ''
};
const read = (changes: Record<string, unknown> = {}) => form.safeParse({ ...typed, ...changes });
const problem = (changes: Record<string, unknown>) => read(changes).error?.issues[0]?.message;

describe('a day on the form of a case', () => {
	it.each([
		['intervention_on', '0026-11-16', 'year'],
		['intervention_on', '', 'day'],
		['conference_on', '9999-12-31', 'year'],
		['conference_on', '2026-02-30', 'conference'],
		['referred_on', '0000-01-01', 'year'],
		['referred_on', 'soon', 'referred_on']
	])('%s is not %s', (field, day, expected) => {
		expect(problem({ [field]: day })).toBe(expected);
	});

	it('may be left out where it need not be known', () => {
		expect(read({ referred_on: '' }).data).toMatchObject({
			conference_on: null,
			referred_on: null
		});
	});
});

describe('a programme on the form of a case', () => {
	const programme = (changes: Record<string, string> = {}) => {
		const { data } = read(changes);
		return data && programmeFrom(data);
	};

	it('without a provider is none, and a problem when something is said of it', () => {
		expect(programme()).toBeNull();
		for (const [field, said] of [
			['programme_reference', 'FW-17'],
			['referred_on', '2026-11-16'],
			['programme_court', 'yes'],
			['programme_status', 'attending']
		] as const) {
			expect(programme({ [field]: said })).toBe('provider');
		}
	});
});

describe('the orders on the form of a case', () => {
	const orders = (from: string, to = '') => {
		const { data } = read({
			order_kind: 'barring',
			order_state: 'live',
			order_from: from,
			order_to: to
		});
		return data && ordersFrom(data, 'Europe/Berlin');
	};

	it('hold from a moment to a later one, in years that there are', () => {
		expect(orders('2026-11-16T10:00', '2026-11-30T10:00')).toHaveLength(1);
		expect(orders('0026-11-16T10:00')).toBeNull();
		expect(orders('2026-11-16T10:00', '9999-12-31T23:59')).toBeNull();
		expect(orders('2026-02-30T10:00')).toBeNull();
	});
});
