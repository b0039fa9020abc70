import { describe, expect, it } from 'vitest';
import { formFacts, observed, type Observed } from '../questionnaire/index.ts';
import { beginTalk, hasTold, isWorthFiling, withAnswers } from './state.ts';

const gate = { CN0: 'yes', CN1: 'both', CN2: 'yes' };

function talk(seen: Partial<Observed> = {}) {
	const opening = {
		AM1: 'phone' as const,
		AM2: 'yes' as const,
		AM3: 'yes' as const,
		AM4: { kind: 'none' as const },
		AM5: 'en',
		AM6: 'yes' as const
	};
	const begun = beginTalk({ opening, facts: formFacts.parse({}), side: 'support' });
	return { ...begun, observed: observed.parse(seen) };
}

describe('what must be filed of a talk that ends at the gate', () => {
	it.each(['heardSomeone', 'whispered', 'cutOff', 'coached'] as const)(
		'%s is worth filing, and is nothing that she told',
		(sign) => {
			const state = withAnswers(talk({ [sign]: true }), gate);
			expect(isWorthFiling(state)).toBe(true);
			expect(hasTold(state)).toBe(false);
		}
	);

	it('nothing, and distress alone, are not', () => {
		expect(isWorthFiling(withAnswers(talk(), gate))).toBe(false);
		expect(isWorthFiling(withAnswers(talk({ distressed: true }), gate))).toBe(false);
	});

	it('any answer after it is', () => {
		expect(hasTold(withAnswers(talk(), { ...gate, SF2: null }))).toBe(true);
		expect(hasTold(withAnswers(talk(), { ...gate, CN2: 'danger' }))).toBe(true);
	});
});
