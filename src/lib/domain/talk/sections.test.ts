import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formFacts, questionIds, questions, type StoredAnswers } from '../questionnaire/index.ts';
import {
	askedIn,
	haltOf,
	lacksConsent,
	screenAfter,
	screenAt,
	sectionsOf,
	take,
	typedFrom,
	walkTold,
	type Told
} from './index.ts';

const told = (answers: StoredAnswers, changes: Partial<Told> = {}): Told => ({
	isAlone: true,
	side: 'support',
	facts: formFacts.parse({ hasSupportWorker: true }),
	...changes,
	answers: { CN0: 'yes', ...answers }
});

const names = (of: Told) => sectionsOf(of).map(({ name }) => name);
const asked = (of: Told, name: string) =>
	sectionsOf(of)
		.find((one) => one.name === name)
		?.questions.map(({ question }) => question.id);

const confidential = formFacts.parse({ hasSupportWorker: true, supportConfidential: true });

describe('the screens of a talk', () => {
	it('on the short path there are six, and consent is not asked again', () => {
		expect(names(told({}))).toEqual(['gate', 'feel', 'happened', 'fears', 'contact', 'closing']);
		expect(asked(told({}), 'gate')).toEqual(['CN2']);
	});

	it('an answer brings its questions onto its own screen', () => {
		expect(asked(told({}), 'happened')).toEqual(['H2', 'R1']);
		expect(asked(told({ R1: ['kill'] }), 'happened')).toEqual(['H2', 'R1', 'R2', 'H3', 'H5']);
	});

	it('nothing is asked before CN1 is answered, and nothing is read back', () => {
		const before = told({}, { facts: confidential });
		expect(names(before)).toEqual(['gate']);
		expect(lacksConsent(before)).toBe(true);
		expect(screenAt(before, 'read_back')).toMatchObject({ name: 'gate' });
		expect(screenAfter(before, { here: 'gate', asked: ['CN1', 'CN2'] })).toBe('gate');
	});

	it.each([
		[
			'an officer hears "only my support worker"',
			told({ CN1: 'support' }, { facts: confidential, side: 'police' }),
			'handover'
		],
		['a support worker hears it', told({ CN1: 'support' }, { facts: confidential }), null],
		['it is not safe now', told({ CN2: 'not_now' }), 'not_now'],
		['she is in danger', told({ CN2: 'danger' }), null]
	])('%s', (_, of, halt) => {
		expect(haltOf(of)).toBe(halt);
		expect(names(of).length === 1).toBe(halt !== null);
	});

	it('who is not alone is asked two things, whatever was answered before', () => {
		const heard = told({ H2: ['physical'], CN2: 'danger' }, { isAlone: false });
		expect(names(heard)).toEqual(['another_time']);
		expect(asked(heard, 'another_time')).toEqual(['N3', 'N4']);
	});

	it('"my support worker" is offered only where there is one', () => {
		const codes = (facts: Told['facts']) =>
			sectionsOf(told({ N1: 'later' }, { facts }))
				.flatMap(({ questions }) => questions)
				.find(({ question }) => question.id === 'N2')?.question.codes;
		expect(codes(formFacts.parse({}))).not.toContain('worker');
		expect(codes(formFacts.parse({ hasSupportWorker: true }))).toContain('worker');
	});
});

describe('saving a screen leads', () => {
	it('to the next one, also where questions were left open', () => {
		expect(screenAfter(told({}), { here: 'feel', asked: ['SF1', 'SF2'] })).toBe('happened');
	});
	it('to the same one, where an answer brought a question that the form did not have', () => {
		const more = told({ R1: ['weapon'] });
		expect(screenAfter(more, { here: 'happened', asked: ['H2', 'R1'] })).toBe('happened');
		expect(screenAfter(more, { here: 'happened', asked: ['H2', 'R1', 'R2', 'H3', 'H5'] })).toBe(
			'fears'
		);
	});
	it('to what is read back, after the last one', () => {
		expect(screenAfter(told({}), { here: 'closing', asked: ['Z1', 'N4'] })).toBe('read_back');
	});
	it('to the first that is open, from a screen that is gone', () => {
		expect(screenAfter(told({ CN2: 'yes' }), { here: 'more', asked: [] })).toBe('feel');
	});
});

describe('a screen is read', () => {
	const some = askedIn(['H2', 'SF1', 'Z1', 'CN1']);

	it('what was not asked is no answer, and what is skipped is said', () => {
		expect(take(some, {})).toEqual({ answers: {}, problems: {} });
		expect(take(some, { H2: 'skip', SF1: 'skip', Z1: '', Z1_skip: 'yes' }).answers).toEqual({
			H2: null,
			SF1: null,
			Z1: null
		});
	});
	it('an answer beside "skipped" counts', () => {
		expect(take(some, { H2: ['physical', 'skip'], Z1: 'skip', Z1_skip: 'yes' }).answers).toEqual({
			H2: ['physical'],
			Z1: 'skip'
		});
	});
	it('consent has no skip', () => {
		expect(take(some, { CN1: 'skip' }).answers).toEqual({});
	});
	it('words over their limit are a problem of their own field, and not cut', () => {
		const typed = { H2: ['other'], H2_text: 'x'.repeat(301), Z1: 'y'.repeat(2001), SF1: '2' };
		expect(take(some, typed)).toEqual({
			answers: { SF1: '2' },
			problems: { H2_text: 'too_long', Z1: 'too_long' }
		});
	});
	it('CN0 cannot be asked: AM6 has answered it', () => {
		expect(askedIn(['CN0', 'SF1', 'nonsense']).map(({ id }) => id)).toEqual(['SF1']);
	});
});

const answerTo = (id: (typeof questionIds)[number]): fc.Arbitrary<string | string[] | null> => {
	const { codes, kind } = questions[id];
	if (kind === 'text') return fc.constantFrom(null, 'words');
	if (kind === 'one') return fc.constantFrom(null, ...codes);
	return fc.oneof(fc.constant(null), fc.subarray([...codes], { minLength: 1 }));
};
const ids = questionIds.filter((id) => id !== 'CN0');
const anything: fc.Arbitrary<StoredAnswers> = fc
	.tuple(...ids.map((id) => fc.option(answerTo(id).map((answer) => [id, answer] as const))))
	.map((all) => Object.fromEntries(all.filter((one) => one !== null)));

it('whatever was answered: every placed question stands on exactly one screen, in the order of the form', () => {
	fc.assert(
		fc.property(anything, (answers) => {
			const of = told(answers);
			fc.pre(haltOf(of) === null && !lacksConsent(of));
			const shown = sectionsOf(of).flatMap(({ questions }) =>
				questions.map((one) => one.question.id)
			);
			const placed = walkTold(of).placed.map(({ question }) => question.id);
			expect(['CN0', ...shown]).toEqual(placed);
		}),
		{ numRuns: 50 }
	);
});

it('whatever was answered: the fields that show it again read as the same answers', () => {
	fc.assert(
		fc.property(anything, (answers) => {
			const pruned = walkTold(told(answers)).pruned;
			const again = take(askedIn(questionIds), typedFrom(pruned)).answers;
			expect({ CN0: 'yes', ...again }).toEqual(pruned);
		}),
		{ numRuns: 50 }
	);
});
