import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	questionIds,
	questions,
	type QuestionId,
	type StoredAnswers
} from '../questionnaire/index.ts';
import { flagsOf, lane, now, reader, response } from './given.test-support.ts';
import type { GivenResponse } from './given.ts';
import { whatMayBeRead } from './projection.ts';

/** The card of the police lane, from one response with the flags that the rules find in it. */
function read(who: 'officer' | 'supervisor', said: GivenResponse) {
	const flags = flagsOf(said);
	return whatMayBeRead({
		reader: reader[who],
		lane: lane.police,
		responses: [said],
		flags,
		now
	});
}

function anyAnswerTo(id: QuestionId): fc.Arbitrary<string | string[] | null> {
	const { kind, codes } = questions[id];
	if (kind === 'text') return fc.option(fc.constantFrom('Words', 'knife'));
	if (kind === 'one') return fc.option(fc.constantFrom(...codes));
	return fc.option(fc.subarray([...codes], { minLength: 1 }));
}

/** Any answers at all, some never reached; the walk drops what was not asked. */
const anyAnswers: fc.Arbitrary<StoredAnswers> = fc
	.tuple(
		...questionIds
			.filter((id) => id !== 'CN0' && id !== 'CN1')
			.map((id) =>
				fc.tuple(fc.constant(id), fc.option(anyAnswerTo(id), { nil: undefined, freq: 9 }))
			)
	)
	.map((entries) =>
		Object.fromEntries(
			entries.flatMap(([id, answer]) => (answer === undefined ? [] : [[id, answer]]))
		)
	);

const hiddenFromOfficer = fc.record({
	M1: fc.constantFrom('yes', 'no', 'ns', null),
	M1_text: fc.constantFrom('', 'words about us'),
	M2: fc.constantFrom('yes', 'no', null),
	W1: fc.constantFrom('no', 'past', 'now', 'rns', null)
});

describe('H71 what is hidden changes nothing that can be seen', () => {
	it('the officer reads the same whatever she said about the police, about ending her life, and about papers', () => {
		fc.assert(
			fc.property(
				anyAnswers,
				hiddenFromOfficer,
				hiddenFromOfficer,
				fc.boolean(),
				(answers, one, other, hasPapers) => {
					const barriers = Array.isArray(answers.H4) ? answers.H4 : [];
					const others = barriers.filter((code) => code !== 'status');
					const withPapers = hasPapers ? [...barriers, 'status'] : others;
					const H4 = (codes: string[]) => (codes.length > 0 ? codes : null);
					const full = { ...answers, MORE: 'yes' };
					const said = response({ ...full, ...one, H4: H4(withPapers) });
					const same = response({ ...full, ...other, H4: H4(others) });
					expect(read('officer', said)).toEqual(read('officer', same));
				}
			),
			{ numRuns: 300 }
		);
	});

	it('H68 the officer side reads the same whatever she told her support worker', () => {
		fc.assert(
			fc.property(
				anyAnswers,
				fc.constantFrom('officer' as const, 'supervisor' as const),
				(answers, who) => {
					const calls = answers.N1 === 'urgent' && answers.N2 === 'officer';
					const said = response({ ...answers, CN1: 'support' });
					const least = response({ CN1: 'support', ...(calls && { N1: 'urgent', N2: 'officer' }) });
					expect(read(who, said)).toEqual(read(who, least));
				}
			),
			{ numRuns: 300 }
		);
	});
});
