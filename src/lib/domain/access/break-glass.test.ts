import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseFacts } from '../case-facts.ts';
import { organisationId, staffId } from '../ids.ts';
import { questionIds, questions, type StoredAnswers } from '../questionnaire/index.ts';
import { lanesReadAs, readsAs, type ReadTeam } from './break-glass.ts';
import { caseFactsFor, mayWorkLinks } from './case-card.ts';
import { flagsOf, lane, now, response } from './given.test-support.ts';
import { matrix, scopeOf, type Part } from './permissions.ts';
import { whatMayBeRead } from './projection.ts';
import type { Reading } from './break-glass.ts';
import type { Role } from './roles.ts';

const id = (last: number) => `01932f5c-7e8a-7000-8000-${String(last).padStart(12, '0')}`;
const [vale, finch, quill, moss] = [1, 2, 3, 4].map((one) => staffId.parse(id(one)));
const organisation = organisationId.parse(id(11));

function team(changes: Partial<ReadTeam> = {}): ReadTeam {
	if (!vale || !finch || !quill || !moss) throw new Error('nobody');
	return {
		responsibleOfficerId: vale,
		deputyOfficerId: null,
		supervisorId: finch,
		supportOrganisationId: organisation,
		supportWorkerId: quill,
		blockedIds: [],
		glassIds: [moss],
		...changes
	};
}

const as = (role: Role, staff = moss) => {
	if (!staff) throw new Error('nobody');
	return { staffId: staff, role, organisationId: organisationId.parse(id(12)) };
};

describe('who reads a case', () => {
	it('police with an open break-glass, and nobody without', () => {
		expect(readsAs(team(), as('officer'))).toBe('break_glass');
		expect(readsAs(team(), as('supervisor'))).toBe('break_glass');
		expect(readsAs(team({ glassIds: [] }), as('officer'))).toBeNull();
	});

	it.each(['support_worker', 'programme_worker', 'admin', 'auditor'] as const)(
		'never a %s by it',
		(role) => {
			expect(readsAs(team(), as(role))).toBeNull();
		}
	);

	it('who reaches the case as their own reads it as that', () => {
		const glassIds = vale ? [vale] : [];
		expect(readsAs(team({ glassIds }), as('officer', vale))).toBe('officer');
	});

	it('a block stands before all', () => {
		const blockedIds = moss ? [moss] : [];
		expect(readsAs(team({ blockedIds }), as('officer'))).toBeNull();
	});
});

describe('what break-glass leaves of the officer’s column (BG3)', () => {
	it('what is there to be read, and nothing to be made, sent or changed', () => {
		// Object.keys forgets which keys they are
		const parts = Object.keys(matrix) as Part[];
		const left = parts.map((part) => [part, scopeOf('break_glass', part)]);
		expect(Object.fromEntries(left)).toEqual({
			answers: 'yes',
			ownWords: 'yes',
			madeWorse: 'none',
			victimSuicide: 'none',
			migrationStatus: 'none',
			contactPlan: 'use',
			safeWord: 'on_contact',
			flags: 'yes',
			concern: 'yes',
			policeNotes: 'yes',
			workerNote: 'none',
			orders: 'read',
			programmeAttendance: 'read',
			callTheOfficer: 'none',
			links: 'none',
			accountsAndSettings: 'none',
			accessLog: 'none',
			aggregates: 'none'
		});
		expect(mayWorkLinks('break_glass')).toBe(false);
	});

	it('the card of the police lane, and no other', () => {
		expect(lanesReadAs('break_glass')).toEqual(['police']);
		expect(lanesReadAs('supervisor')).toEqual(['supervisor', 'police']);
	});

	it('the orders, to be read', () => {
		const given = { facts: caseFacts.parse({ hasChildren: true }), orders: [], programme: null };
		expect(caseFactsFor('break_glass', given)).toMatchObject({ orders: [], hasChildren: true });
	});
});

const anyAnswers: fc.Arbitrary<StoredAnswers> = fc
	.tuple(
		...questionIds.map((question) => {
			const { kind, codes } = questions[question];
			const answer: fc.Arbitrary<string | string[]> =
				kind === 'text'
					? fc.constantFrom('Words', 'knife')
					: kind === 'one'
						? fc.constantFrom(...codes)
						: fc.subarray([...codes], { minLength: 1 });
			return fc.tuple(fc.constant(question), fc.option(answer, { freq: 9 }));
		})
	)
	.map((entries) => Object.fromEntries(entries));

describe('H71 what the officer of the case may not read, break-glass does not open', () => {
	const read = (relation: Reading, said: ReturnType<typeof response>) =>
		whatMayBeRead({
			reader: { relation, isDutyDesk: true },
			lane: lane.police,
			responses: [said],
			flags: flagsOf(said),
			now
		});

	it('they read the same of any answers at all', () => {
		fc.assert(
			fc.property(anyAnswers, fc.constantFrom('both', 'support'), (answers, CN1) => {
				const said = response({ ...answers, CN0: 'yes', CN1, CN2: 'yes' });
				expect(read('break_glass', said)).toEqual(read('officer', said));
			}),
			{ numRuns: 300 }
		);
	});
});
