import { describe, expect, test } from 'vitest';
import type { StoredAnswers } from '../questionnaire/index.ts';
import { DAY, HOUR } from '../clock.ts';
import { ago, assessed, flagOf, namesOf } from './example.ts';
import { assess } from './index.ts';
import type { Input } from './index.ts';

const MS = 1;
const order = { hasLiveOrder: true };

describe('an order is young for less than 14 days', () => {
	test.each([
		['the day it was made', 0, 'critical'],
		['one millisecond before', 14 * DAY - MS, 'critical'],
		['exactly 14 days', 14 * DAY, 'high'],
		['not made yet', -DAY, 'high']
	])('%s', (_, age, severity) => {
		const facts = { ...order, orderMadeAt: ago(age) };
		expect(flagOf(assessed({ O2: 'many' }, { facts }), 'F-BREACH')?.severity).toBe(severity);
	});
});

describe('a bail decision counts from now to 72 hours ahead, both ends included', () => {
	test.each([
		['just past', MS, 'high'],
		['now', 0, 'critical'],
		['in exactly 72 hours', -72 * HOUR, 'critical'],
		['one millisecond later', -72 * HOUR - MS, 'high']
	])('%s', (_, before, severity) => {
		const facts = { hasChildren: true, bailDecisionAt: ago(before) };
		expect(flagOf(assessed({ K2: ['take'] }, { facts }), 'F-CHILD-FEAR')?.severity).toBe(severity);
	});
});

describe('a separation counts for 365 days', () => {
	test.each([
		['exactly 365 days', 365 * DAY, 'critical'],
		['one millisecond more', 365 * DAY + MS, 'high'],
		['still to come', -DAY, 'high']
	])('%s', (_, age, severity) => {
		const found = assessed({ R1: ['perp_suicide'] }, { facts: { separatedAt: ago(age) } });
		expect(flagOf(found, 'F-PERP-SUICIDE')?.severity).toBe(severity);
	});
});

describe('a separation is recent for 92 days', () => {
	test.each([
		['exactly 92 days', 92 * DAY, true],
		['one millisecond more', 92 * DAY + MS, false]
	])('%s', (_, age, isThere) => {
		const found = assessed({ H2: ['stalk'], H5: 'worse' }, { facts: { separatedAt: ago(age) } });
		expect(flagOf(found, 'CB3') !== undefined).toBe(isThere);
	});
});

describe('a child is small for less than 548 days', () => {
	test.each([
		['born today', 0, true],
		['one millisecond before', 548 * DAY - MS, true],
		['exactly 548 days', 548 * DAY, false],
		['not born yet, and no pregnancy recorded', -DAY, false]
	])('%s', (_, age, isThere) => {
		const found = assessed({ H2: ['physical'] }, { facts: { youngestBornAt: ago(age) } });
		expect(flagOf(found, 'CB7') !== undefined).toBe(isThere);
	});

	test('a birthday without a time is midnight UTC, whatever the machine', () => {
		const found = assessed({ H2: ['physical'] }, { facts: { youngestBornAt: '2025-05-22' } });
		expect(flagOf(found, 'CB7')).toBeDefined();
	});
});

describe('the label of a multi-agency meeting holds until its end', () => {
	test.each([
		['a millisecond before', -MS, true],
		['at the end', 0, false]
	])('%s', (_, before, isThere) => {
		const found = assessed({ H2: ['stalk'] }, { facts: { maracUntil: ago(before) } });
		expect(flagOf(found, 'MARAC-REPEAT') !== undefined).toBe(isThere);
	});
});

describe('haste is under 40 seconds, after a high response, with nothing else that brings a person', () => {
	const previous = { at: ago(14 * DAY), answers: {}, overall: 'high' as const };
	const hasty = (rest: Partial<Input>, answers: StoredAnswers = { SF1: '1' }) =>
		flagOf(assessed(answers, { previous, ...rest }), 'F-COERCED') !== undefined;

	test.each<[string, boolean, Partial<Input>, StoredAnswers?]>([
		['39 seconds', true, { observations: { secondsOnForm: 39 } }],
		['exactly 40 seconds', false, { observations: { secondsOnForm: 40 } }],
		['not measured', false, {}],
		['SF2 alone answered', true, { observations: { secondsOnForm: 5 } }, { SF2: 'ns' }],
		['neither SF1 nor SF2', false, { observations: { secondsOnForm: 5 } }, { SF1: null }],
		['a talk on the phone', false, { mode: 'phone', observations: { secondsOnForm: 5 } }],
		[
			'a critical response before',
			true,
			{ previous: { ...previous, overall: 'critical' }, observations: { secondsOnForm: 5 } }
		],
		[
			'a medium response before',
			false,
			{ previous: { ...previous, overall: 'medium' }, observations: { secondsOnForm: 5 } }
		],
		['no response before', false, { previous: null, observations: { secondsOnForm: 5 } }],
		[
			'another high flag',
			false,
			{ observations: { secondsOnForm: 5 } },
			{ SF1: '1', N1: 'urgent' }
		],
		[
			'a high flag that the officer never sees',
			true,
			{ facts: { hasSupportOrg: true }, observations: { secondsOnForm: 5 } },
			{ SF1: '1', W1: 'now' }
		]
	])('%s: %s', (_, isHasty, rest, answers) => {
		expect(hasty(rest, answers)).toBe(isHasty);
	});
});

describe('four of six known danger signs', () => {
	type Sign = [letter: string, answers: StoredAnswers, facts: Input['facts']];
	const signs: Sign[] = [
		['a', { R2: 'yes' }, {}],
		['a', {}, { weaponAccess: true }],
		['b', { R1: ['neck'] }, {}],
		['b', { R1b: ['neck'] }, { firstResponse: true }],
		['b', {}, { neckEver: true }],
		['c', { H2: ['surveil'] }, {}],
		['c', { H2: ['control'] }, {}],
		['d', { CH1: ['separated'] }, {}],
		['d', {}, { separatedAt: ago(DAY) }],
		['e', { R1: ['perp_suicide'] }, {}],
		['e', { R1b: ['perp_suicide'] }, { firstResponse: true }],
		['e', { R3: '3', R4: ['self'] }, {}],
		['f', { H2: ['stalk'] }, {}]
	];
	// three signs that use none of the answers of the fourth
	const others: Record<string, [StoredAnswers, Input['facts']]> = {
		a: [{ CH1: ['separated'], H2: ['control', 'stalk'] }, {}],
		b: [{ CH1: ['separated'], H2: ['control', 'stalk'] }, {}],
		c: [{ R2: 'yes', CH1: ['separated'] }, { neckEver: true }],
		d: [{ R2: 'yes', H2: ['control'] }, { neckEver: true }],
		e: [{ R2: 'yes', CH1: ['separated'], H2: ['control'] }, {}],
		f: [{ R2: 'yes', CH1: ['separated'] }, { neckEver: true }]
	};

	test.each(signs)('(%s) by %o %o', (letter, answers, facts) => {
		const [withAnswers, withFacts] = others[letter] ?? [{}, {}];
		const three = assessed(withAnswers ?? {}, { facts: withFacts });
		const four = assessed({ ...withAnswers, ...answers }, { facts: { ...withFacts, ...facts } });

		expect(flagOf(three, 'CB2')).toBeUndefined();
		expect(flagOf(four, 'CB2')?.severity).toBe('critical');
	});

	test('one letter by several answers is still one sign', () => {
		const facts = { weaponAccess: true, neckEver: true };
		const found = assessed({ R2: 'yes', R1: ['neck'], H2: ['surveil', 'control'] }, { facts });
		expect(flagOf(found, 'CB2')).toBeUndefined();
	});
});

describe('danger signs of several kinds', () => {
	const facts = { hasLiveOrder: true, hasChildren: true };

	test.each<[string, StoredAnswers, string | undefined]>([
		['one kind, by three flags', { V1: '4', R3: '3', SF2: '0' }, undefined],
		['two kinds', { V1: '4', O5: '0' }, 'high'],
		['two kinds and a medium one', { V1: '4', O5: '0', K2: ['scared'] }, 'high'],
		['three kinds', { V1: '4', O5: '0', K2: ['taken'] }, 'critical'],
		['four kinds', { V1: '4', O5: '0', K2: ['taken'], X1: 'mine' }, 'critical'],
		['violence', { H5: 'worse', H2: ['control'], V1: '4' }, 'high'],
		['stalking', { H2: ['stalk'], V1: '4' }, 'high'],
		['the perpetrator', { X1: 'mine', V1: '4' }, 'high'],
		['flags that are not listed', { N1: 'urgent', N3: 'no', V1: '4' }, undefined],
		['strangling is not listed: F-REOFFEND counts', { R1: ['neck'], H3: 'all', V1: '4' }, undefined]
	])('%s', (_, answers, severity) => {
		expect(flagOf(assessed(answers, { facts }), 'CB8')?.severity).toBe(severity);
	});
});

describe('the gate', () => {
	test.each<[string, Input, string[]]>([
		['CN0 = never', { now: ago(0), answers: { CN0: 'never', R1: ['kill'] } }, []],
		['no CN0', { now: ago(0), answers: { R1: ['kill'] } }, []],
		[
			'not alone: only N3 and N4 are hers',
			{
				now: ago(0),
				mode: 'phone',
				observations: { alone: false },
				answers: { N3: 'no', R1: ['kill'], CN0: 'yes' }
			},
			['F-CONTACT-UNSAFE:high']
		],
		[
			'on her own phone no worker says whether she is alone',
			{ now: ago(0), observations: { alone: false }, answers: { CN0: 'yes', SF1: '-2' } },
			['F-LESS-SAFE:high']
		],
		[
			'CN2 = not_now does not take back what was saved',
			{ now: ago(0), answers: { CN0: 'yes', CN2: 'not_now', SF1: '-2' } },
			['F-LESS-SAFE:high']
		],
		[
			'a locked link, no answers',
			{ now: ago(0), mode: 'event', observations: { pinLocked: true } },
			['F-COERCED:high']
		]
	])('%s', (_, input, names) => {
		expect(namesOf(assess(input))).toEqual(names);
	});
});
