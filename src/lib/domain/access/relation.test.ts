import { describe, expect, it } from 'vitest';
import { organisationId, staffId } from '../ids.ts';
import { lanesWorkedBy, relationTo, type CaseTeam } from './relation.ts';
import { roles, type Role } from './roles.ts';

const id = (last: number) => `01932f5c-7e8a-7000-8000-${String(last).padStart(12, '0')}`;
const person = {
	vale: staffId.parse(id(1)),
	reed: staffId.parse(id(2)),
	finch: staffId.parse(id(3)),
	quill: staffId.parse(id(4)),
	stranger: staffId.parse(id(5))
};
const police = organisationId.parse(id(11));
const harbour = organisationId.parse(id(12));
const lantern = organisationId.parse(id(13));

const team: CaseTeam = {
	responsibleOfficerId: person.vale,
	deputyOfficerId: person.reed,
	supervisorId: person.finch,
	supportOrganisationId: harbour,
	supportWorkerId: person.quill,
	blockedIds: []
};
const nobodyNamed = { ...team, supportWorkerId: null };

const member = (name: keyof typeof person, role: Role, organisation = police) => ({
	staffId: person[name],
	role,
	organisationId: organisation
});

describe('who reaches a case', () => {
	it.each([
		['the responsible officer', team, member('vale', 'officer'), 'officer'],
		['the deputy', team, member('reed', 'officer'), 'officer'],
		['another officer', team, member('stranger', 'officer'), null],
		['the supervisor of the unit', team, member('finch', 'supervisor'), 'supervisor'],
		['another supervisor', team, member('stranger', 'supervisor'), null],
		[
			'a unit without a supervisor',
			{ ...team, supervisorId: null },
			member('finch', 'supervisor'),
			null
		],
		['the support worker', team, member('quill', 'support_worker', harbour), 'support_worker'],
		[
			'a colleague of the support worker',
			team,
			member('stranger', 'support_worker', harbour),
			null
		],
		[
			'their organisation, where nobody is named',
			nobodyNamed,
			member('stranger', 'support_worker', harbour),
			'support_worker'
		],
		[
			'another organisation, where nobody is named',
			nobodyNamed,
			member('stranger', 'support_worker', lantern),
			null
		],
		[
			'support, on a case without support',
			{ ...nobodyNamed, supportOrganisationId: null },
			member('stranger', 'support_worker', harbour),
			null
		]
	] as const)('%s', (_who, on, who, relation) => {
		expect(relationTo(on, who)).toBe(relation);
	});

	it.each(['programme_worker', 'admin', 'auditor'] as const)(
		'never a %s, whatever is written on the case',
		(role) => {
			for (const name of ['vale', 'reed', 'finch', 'quill'] as const) {
				expect(relationTo(team, member(name, role, harbour))).toBeNull();
			}
			expect(relationTo(nobodyNamed, member('stranger', role, harbour))).toBeNull();
		}
	);

	it('a name written in the place of another role opens nothing', () => {
		expect(relationTo(team, member('vale', 'support_worker'))).toBeNull();
		expect(relationTo(team, member('quill', 'officer', harbour))).toBeNull();
		expect(relationTo(team, member('finch', 'officer'))).toBeNull();
	});

	it('a supervisor who leads the case is its officer: complaints about the police stay away from them', () => {
		expect(relationTo(team, member('vale', 'supervisor'))).toBe('officer');
		expect(relationTo({ ...team, supervisorId: person.vale }, member('vale', 'supervisor'))).toBe(
			'officer'
		);
	});
});

it('each role works its own lanes, the own one first', () => {
	expect(Object.fromEntries(roles.map((role) => [role, lanesWorkedBy(role)]))).toEqual({
		officer: ['police'],
		supervisor: ['supervisor', 'police'],
		support_worker: ['support'],
		programme_worker: [],
		admin: [],
		auditor: []
	});
});
