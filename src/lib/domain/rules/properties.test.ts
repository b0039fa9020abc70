import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY } from '../clock.ts';
import { questionIds, questions, textId } from '../questionnaire/index.ts';
import type { QuestionId, StoredAnswers } from '../questionnaire/index.ts';
import { NOW, ago, flagOf } from './example.ts';
import { assess, isHigh, placeOf, rankOf } from './index.ts';
import type { Flag, Input } from './index.ts';

// Worrying is what a condition of the ruleset names as a ground for a flag, never what it names as
// a reason to leave one out. So H3 = all ("police know") is not worrying and some, none, ns are;
// N2 and CN1 choose only who acts; ticking none of these is not worrying, ticking "I would rather
// not say" on a danger question is. On a question with one answer the step must go to the worse
// end: the number is how bad a code is, what is not named here counts 0.
const worse: Partial<Record<QuestionId, Record<string, number>>> = {
	CN2: { danger: 1 },
	SF1: { '-1': 1, '-2': 2 },
	SF2: { '2': 1, '1': 2, '0': 3 },
	R2: { yes: 1 },
	H3: { some: 1, none: 1, ns: 1 },
	H5: { worse: 1 },
	V1: { '3': 1, '4': 2 },
	R3: { '2': 1, '3': 2 },
	O1: { yes: 1 },
	O2: { ns: 1, once: 2, many: 3 },
	O5: { '1': 1, '0': 2 },
	K3: { yes: 1 },
	U1: { want: 1 },
	N1: { later: 1, urgent: 2 },
	N3: { ns: 1, no: 1 },
	N4: { other_way: 1 },
	T1: { maybe: 1, yes: 2 },
	X1: { others: 1, theirs: 2, mine: 2 },
	P1: { stopped: 1, never: 1 },
	P2: { worse: 1 },
	M1: { yes: 1 },
	M2: { no: 1 },
	W1: { past: 1, now: 2 }
};
const lists: QuestionId[] = ['H2', 'R1', 'R1b', 'R4', 'O3', 'K2', 'CH1', 'V3'];
const dangerLists: QuestionId[] = ['H2', 'R1', 'R4', 'K2'];
const calm = ['none', 'rns', 'nothing'];

type Worry =
	| { kind: 'one'; id: QuestionId; code: string }
	| { kind: 'tick'; id: QuestionId; code: string }
	| { kind: 'write'; key: string; words: string };

const words = fc.constantFrom('thank you', 'he has a gun', 'он рядом', 'ok', '123');
const textKeys = [
	'V2',
	'Z1',
	...questionIds.filter((id) => questions[id].other).map((id) => textId(id))
];

const worries: Worry[] = [
	...questionIds.flatMap((id) =>
		Object.keys(worse[id] ?? {}).map((code): Worry => ({ kind: 'one', id, code }))
	),
	...lists.flatMap((id) =>
		questions[id].codes
			.filter((code) => !calm.includes(code))
			.map((code): Worry => ({ kind: 'tick', id, code }))
	),
	...dangerLists.map((id): Worry => ({ kind: 'tick', id, code: 'rns' })),
	...textKeys.flatMap((key): Worry[] => [
		{ kind: 'write', key, words: 'ok' },
		{ kind: 'write', key, words: 'he has a gun' }
	])
];

/** The answers with one worry more; the same answers where it would not be a step to the worse. */
function after(answers: StoredAnswers, step: Worry): StoredAnswers {
	if (step.kind === 'write') {
		const before = answers[step.key];
		const text = typeof before === 'string' ? `${before} ${step.words}` : step.words;
		return { ...answers, [step.key]: text };
	}
	const before = answers[step.id];
	if (step.kind === 'one') {
		const badness = worse[step.id] ?? {};
		const was = typeof before === 'string' ? (badness[before] ?? 0) : 0;
		return (badness[step.code] ?? 0) > was ? { ...answers, [step.id]: step.code } : answers;
	}
	const ticked = new Set([...[before ?? []].flat(), step.code]);
	return { ...answers, [step.id]: questions[step.id].codes.filter((code) => ticked.has(code)) };
}

function answerTo(id: QuestionId): fc.Arbitrary<string | string[] | null> {
	const { kind, codes } = questions[id];
	if (kind === 'text') return fc.oneof(words, fc.constant(null));
	if (kind === 'one') return fc.oneof(fc.constantFrom(...codes), fc.constant(null));
	return fc.oneof(
		{ weight: 5, arbitrary: fc.subarray([...codes], { maxLength: 4 }) },
		{ weight: 1, arbitrary: fc.constantFrom('rns', null) }
	);
}

const everyAnswer = fc.record(
	Object.fromEntries([
		...questionIds.map((id): [string, fc.Arbitrary<string | string[] | null>] => [
			id,
			answerTo(id)
		]),
		...textKeys.slice(2).map((key): [string, fc.Arbitrary<string>] => [key, words])
	])
);
const keys = [...questionIds, ...textKeys.slice(2)];
const asked = fc.oneof(fc.subarray(keys), fc.subarray(keys, { maxLength: 8 }));
const mostly = (yes: string, other: string) =>
	fc.oneof(
		{ weight: 9, arbitrary: fc.constant(yes) },
		{ weight: 1, arbitrary: fc.constant(other) }
	);

// few answers as often as many: where all is said, one worry more changes little
const answers: fc.Arbitrary<StoredAnswers> = fc
	.tuple(everyAnswer, asked, mostly('yes', 'no'), mostly('yes', 'no'))
	.map(([all, given, CN0, MORE]) => ({
		...Object.fromEntries(given.map((key) => [key, all[key] ?? null])),
		CN0,
		MORE
	}));

const yesNo = fc.boolean();
const moment = fc.oneof(
	fc.constant(null),
	fc.integer({ min: -90, max: 600 }).map((days) => ago(days * DAY))
);
const facts: fc.Arbitrary<NonNullable<Input['facts']>> = fc.record(
	{
		hasLiveOrder: yesNo,
		hasChildren: yesNo,
		hasProgramme: yesNo,
		hasSupportWorker: yesNo,
		hasSupportOrg: yesNo,
		supportConfidential: yesNo,
		withoutW1: yesNo,
		firstResponse: yesNo,
		noContactOrder: yesNo,
		orderMadeAt: moment,
		bailDecisionAt: moment,
		maracUntil: moment,
		events12m: fc.integer({ min: 0, max: 3 }),
		separatedAt: moment,
		pregnant: yesNo,
		youngestBornAt: moment,
		neckEver: yesNo,
		weaponAccess: yesNo,
		programmeStatus: fc.constantFrom('none' as const, 'attending' as const, 'dropped' as const),
		newDropOut: yesNo,
		baselineSF2: fc.constantFrom(null, '0', '3'),
		overdueHigh: yesNo,
		conflict: yesNo,
		responseLang: fc.constantFrom('en', 'ru')
	},
	{ requiredKeys: [] }
);
const observations: fc.Arbitrary<NonNullable<Input['observations']>> = fc.record(
	{
		alone: fc.constant(true),
		heardSomeone: yesNo,
		distressed: yesNo,
		secondsOnForm: fc.constantFrom(null, 10, 39, 40, 300)
	},
	{ requiredKeys: [] }
);
const previous = fc.option(
	fc.record({
		at: fc.constant(ago(14 * DAY)),
		answers: fc.record(
			{ SF2: fc.constantFrom('0', '2', '3', 'ns'), CN1: fc.constantFrom('both', 'support') },
			{ requiredKeys: [] }
		),
		overall: fc.constantFrom('none' as const, 'medium' as const, 'high' as const)
	})
);
const input: fc.Arbitrary<Input & { answers: StoredAnswers }> = fc.record({
	answers,
	facts,
	observations,
	previous,
	now: fc.constant(NOW),
	mode: fc.constantFrom('self' as const, 'self' as const, 'phone' as const, 'in_person' as const)
});

const bounded = { numRuns: 400 };

/** F-COERCED that rests on haste alone: the one flag that may give way to a graver one. */
function isHaste({ code, evidence }: Flag): boolean {
	const seen = evidence.filter(({ ref }) => ref.startsWith('observations.'));
	return code === 'F-COERCED' && seen.every(({ ref }) => ref === 'observations.secondsOnForm');
}

const ranks = { none: -1, low: 0, medium: 1, high: 2, critical: 3 };

function compare(given: Input & { answers: StoredAnswers }, step: Worry) {
	const before = assess(given);
	const later = assess({ ...given, answers: after(given.answers, step) });
	const kept = before.flags.filter((flag) => isHigh(flag.severity) && !isHaste(flag));
	return {
		isBetter: ranks[later.overall] < ranks[before.overall],
		lost: kept.filter(({ code, severity }) => {
			const still = flagOf(later, code);
			return !still || rankOf(still.severity) < rankOf(severity);
		})
	};
}

describe('one worrying answer more, whichever it is', () => {
	// every worry for each check-in, because it is rare pairs of answers that would break this
	test(
		'never makes the whole look better, and takes no high flag away',
		{ timeout: 60_000 },
		() => {
			fc.assert(
				fc.property(input, (given) => {
					for (const step of worries) {
						expect(compare(given, step), JSON.stringify(step)).toEqual({
							isBetter: false,
							lost: []
						});
					}
				}),
				{ numRuns: 60 }
			);
		}
	);
});

describe('any check-in', () => {
	test('gives the same output twice, whatever the order of its members', () => {
		fc.assert(
			fc.property(input, (given) => {
				const once = assess(given);
				const turned = Object.fromEntries(Object.entries(given.answers).toReversed());
				expect(assess(structuredClone(given))).toEqual(once);
				expect(assess({ ...given, answers: turned })).toEqual(once);
			}),
			bounded
		);
	});

	test('is not changed by ids and codes that nobody knows', () => {
		const strangeId = fc.constantFrom('X9', 'sf1', 'R1_texts', 'constructor', 'toString', '');
		fc.assert(
			fc.property(input, strangeId, fc.constantFrom(...lists), (given, id, list) => {
				const ticked = given.answers[list];
				const more = Array.isArray(ticked) ? [...ticked, 'unheard_of'] : ticked;
				const strange = {
					...given.answers,
					[id]: 'kill',
					...(more !== undefined && { [list]: more })
				};
				expect(assess({ ...given, answers: strange })).toEqual(assess(given));
			}),
			bounded
		);
	});

	test('puts each flag once, most severe first, labels last, then by the book', () => {
		fc.assert(
			fc.property(input, (given) => {
				const { flags, overall } = assess(given);
				const places = flags.map(
					({ code, severity }) => (3 - rankOf(severity)) * 1000 + placeOf(code)
				);
				expect(places).toEqual(places.toSorted((a, b) => a - b));
				expect(new Set(flags.map(({ code }) => code)).size).toBe(flags.length);

				const counted = flags.filter(({ severity }) => severity !== 'label');
				expect(overall).toBe(counted[0]?.severity ?? 'none');
			}),
			bounded
		);
	});

	test('names routes once, in one order, and at least one', () => {
		const order = ['O', 'D', 'S', 'SUP', 'OPS', 'XSUP'];
		fc.assert(
			fc.property(input, (given) => {
				for (const { code, routes } of assess(given).flags) {
					expect(routes.length, code).toBeGreaterThan(0);
					expect(routes, code).toEqual(order.filter((route) => routes.some((to) => to === route)));
				}
			}),
			bounded
		);
	});

	test('says why for every flag, each ground once', () => {
		fc.assert(
			fc.property(input, (given) => {
				for (const { code, evidence } of assess(given).flags) {
					const refs = evidence.map(({ ref }) => ref);
					expect(refs.length, code).toBeGreaterThan(0);
					expect(new Set(refs).size, code).toBe(refs.length);
				}
			}),
			bounded
		);
	});

	test('with CN1 = support shows the officer side no more than the agreed three', () => {
		fc.assert(
			fc.property(input, (given) => {
				const chosen: StoredAnswers = { ...given.answers, CN0: 'yes', CN1: 'support' };
				const { flags } = assess({
					...given,
					answers: chosen,
					facts: { ...given.facts, supportConfidential: true }
				});

				for (const { code, routes } of flags) {
					expect(routes, code).not.toContain('SUP');
					if (routes.includes('D')) expect(['F-DANGER-NOW', 'F-CHILD-TAKEN']).toContain(code);
					if (routes.includes('O')) {
						expect(code).toBe('F-CALL');
						expect(chosen.N2).toBe('officer');
					}
				}
			}),
			bounded
		);
	});
});
