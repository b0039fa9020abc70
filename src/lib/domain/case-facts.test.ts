import { describe, expect, it } from 'vitest';
import {
	caseFacts,
	earlierResponse,
	formFactsOf,
	isLive,
	ruleFactsOf,
	type CaseOrder,
	type CaseProgramme
} from './case-facts.ts';
import { orderId } from './ids.ts';
import { formFacts } from './questionnaire/index.ts';

const now = new Date('2026-11-23T12:00:00Z');
const day = (text: string) => new Date(`${text}T12:00:00Z`);
const barring: CaseOrder = {
	id: orderId.parse('01932f5c-7e8a-7000-8000-000000000001'),
	kind: 'barring',
	state: 'live',
	fromAt: day('2026-11-16'),
	toAt: day('2026-11-30')
};

describe('an order', () => {
	it.each([
		['in its time', {}, true],
		['from its first moment', { fromAt: now }, true],
		['before it begins', { fromAt: day('2026-11-24') }, false],
		['not at its end', { toAt: now }, false],
		['without an end', { toAt: null }, true],
		['only asked for', { state: 'asked' }, false],
		['refused', { state: 'refused' }, false],
		['ended early', { state: 'ended' }, false]
	] as const)('is live %s: %o gives %s', (_when, change, live) => {
		expect(isLive({ ...barring, ...change }, now)).toBe(live);
	});
});

const none = caseFacts.parse({});
const attending: CaseProgramme = {
	status: 'attending',
	statusAt: day('2026-10-01'),
	sessionsDue: 10,
	sessionsAttended: 7
};

describe('what the form is told', () => {
	const told = (changes: Partial<Parameters<typeof formFactsOf>[0]>) =>
		formFactsOf({
			facts: none,
			orders: [],
			programme: null,
			support: null,
			withoutW1: false,
			isFirstResponse: false,
			now,
			...changes
		});

	it('is nothing for a case of which nothing is known', () => {
		expect(told({})).toEqual(formFacts.parse({}));
	});

	it.each([
		['a live order', { orders: [barring] }, { hasLiveOrder: true }],
		['an order that is over', { orders: [{ ...barring, toAt: day('2026-11-20') }] }, {}],
		['a programme, whatever its status', { programme: attending }, { hasProgramme: true }],
		['children', { facts: { ...none, hasChildren: true } }, { hasChildren: true }],
		[
			'how to speak of him',
			{ facts: { ...none, personPhrase: 'ex' as const } },
			{ personPhrase: 'ex' }
		],
		['the agency without W1', { withoutW1: true }, { withoutW1: true }],
		['a first response', { isFirstResponse: true }, { firstResponse: true }],
		[
			'an organisation without a named worker',
			{ support: { worker: false, confidential: true } },
			{ hasSupportOrg: true, supportConfidential: true }
		],
		[
			'a named worker',
			{ support: { worker: true, confidential: false } },
			{ hasSupportOrg: true, hasSupportWorker: true }
		]
	])('%s', (_what, changes, expected) => {
		expect(told(changes)).toEqual({ ...formFacts.parse({}), ...expected });
	});
});

describe('what the rules are told', () => {
	const told = (changes: Partial<Parameters<typeof ruleFactsOf>[0]>) =>
		ruleFactsOf({
			facts: none,
			orders: [],
			programme: null,
			earlier: [],
			response: { supportOnly: false, language: 'en', previousAt: null },
			overdueHigh: false,
			conflict: false,
			officerLangs: ['en'],
			now,
			...changes
		});

	it('a live order counts with its terms, an order that is over with nothing', () => {
		const facts = {
			...none,
			orderTerms: { [barring.id]: { noContact: true, noContactChildren: false } }
		};
		const before = { ...barring, fromAt: day('2026-11-01') };
		expect(told({ facts, orders: [before, barring] })).toMatchObject({
			noContactOrder: true,
			orderMadeAt: barring.fromAt.toISOString()
		});
		expect(told({ facts, orders: [{ ...barring, state: 'ended' }] })).toMatchObject({
			noContactOrder: false,
			orderMadeAt: null
		});
		expect(told({ orders: [barring] }).noContactOrder).toBe(false);
	});

	it.each([
		['while attending', attending, null, false],
		['ever, without an earlier response', { ...attending, status: 'dropped' }, null, true],
		['after it', { ...attending, status: 'dropped' }, day('2026-09-30'), true],
		['not before it', { ...attending, status: 'dropped' }, day('2026-10-02'), false]
	] as const)('a drop-out is new %s', (_when, programme, previousAt, isNew) => {
		const response = { supportOnly: false, language: 'en', previousAt };
		expect(told({ programme, response }).newDropOut).toBe(isNew);
	});

	const said = { event: true, neck: true, supportOnly: false };
	const earlier = [
		{ ...said, at: day('2026-11-01') },
		{ ...said, at: day('2026-10-01'), event: false, neck: false },
		{ ...said, at: day('2025-11-01') }
	];

	it('events of twelve months are counted, from the record and from what she told', () => {
		const facts = { ...none, events12m: ['2026-11-10', '2025-11-01', '2026-11-24'] };
		expect(told({ facts, earlier }).events12m).toBe(2);
	});

	it('strangulation that she told before is remembered, however long ago', () => {
		expect(told({ earlier: earlier.slice(2) }).neckEver).toBe(true);
		expect(told({ earlier: earlier.slice(1, 2) }).neckEver).toBe(false);
	});

	it('what was for support alone counts only for a response that is for support alone', () => {
		const hers = earlier.map((one) => ({ ...one, supportOnly: true }));
		expect(told({ earlier: hers })).toMatchObject({ events12m: 0, neckEver: false });
		const response = { supportOnly: true, language: 'en', previousAt: null };
		expect(told({ earlier: hers, response })).toMatchObject({ events12m: 1, neckEver: true });
	});

	it('reads an earlier response as the form asked it: an answer that was not asked tells nothing', () => {
		const at = day('2026-11-01');
		const facts = formFacts.parse({ firstResponse: true });
		const answers = { CN0: 'yes', H2: ['stalk'], MORE: 'yes', R1b: ['neck'] };
		expect(earlierResponse(answers, { facts, at })).toEqual({ ...said, at });
		const later = { ...facts, firstResponse: false };
		expect(earlierResponse(answers, { facts: later, at }).neck).toBe(false);
		expect(earlierResponse({ ...answers, CN1: 'support' }, { facts, at }).supportOnly).toBe(true);
	});
});
