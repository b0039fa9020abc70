import { describe, expect, it } from 'vitest';
import { mayEnter, roles } from '../access/index.ts';
import { organisationId, unitId } from '../ids.ts';
import { actsFor, isForOthersOnly, mayEver } from './acts.ts';
import { needsUnit, organisationKinds, placeProblems } from './place.ts';
import { teamScopeOf } from './scope.ts';
import { staffStatuses, type StaffAct } from './views.ts';

const here = organisationId.parse('01932f5c-7e8a-7000-8000-000000000001');
const elsewhere = organisationId.parse('01932f5c-7e8a-7000-8000-000000000002');
const north = unitId.parse('01932f5c-7e8a-7000-8000-000000000003');

describe('how far somebody reaches into the accounts', () => {
	it('is what the matrix says', () => {
		expect(Object.fromEntries(roles.map((role) => [role, teamScopeOf(role)]))).toEqual({
			officer: null,
			supervisor: 'unit',
			support_worker: null,
			programme_worker: null,
			admin: 'edit',
			auditor: 'read'
		});
	});

	it('and who may enter its pages are one answer', () => {
		const entering = roles.filter((role) => mayEnter(role, '/desk/team'));
		expect(entering).toEqual(roles.filter((role) => teamScopeOf(role) !== null));
		const adding = roles.filter((role) => mayEnter(role, '/desk/team/new'));
		expect(adding).toEqual(roles.filter((role) => teamScopeOf(role) === 'edit'));
	});

	it('lets an auditor change nothing, whatever the state of an account', () => {
		for (const status of staffStatuses) {
			expect(actsFor('read', { status, isYou: false, isMarkedAway: false })).toEqual([]);
		}
	});

	it('lets a supervisor mark who is away and who is back, and no more', () => {
		const acts = staffStatuses.flatMap((status) =>
			[true, false].flatMap((isMarkedAway) =>
				actsFor('unit', { status, isYou: false, isMarkedAway })
			)
		);
		expect([...new Set(acts)].toSorted()).toEqual(['away', 'back']);
	});
});

describe('what is done with an account', () => {
	it('never is something with the own one, but for being away', () => {
		for (const status of staffStatuses) {
			for (const isMarkedAway of [true, false]) {
				const acts = actsFor('edit', { status, isYou: true, isMarkedAway });
				expect(acts.filter(isForOthersOnly)).toEqual([]);
			}
		}
	});

	it('fits its state', () => {
		const acts = (status: (typeof staffStatuses)[number], isMarkedAway = false) =>
			actsFor('edit', { status, isYou: false, isMarkedAway });
		expect(acts('invited')).toEqual(['change', 'away', 'link', 'disable']);
		expect(acts('active')).toEqual(['change', 'away', 'password', 'factor', 'anew', 'disable']);
		expect(acts('active', true)).toEqual([
			'change',
			'back',
			'password',
			'factor',
			'anew',
			'disable'
		]);
		expect(acts('disabled')).toEqual(['enable']);
	});

	it('is never offered to who may not do it', () => {
		const all: StaffAct[] = ['change', 'away', 'back', 'link', 'password', 'factor', 'disable'];
		for (const scope of ['edit', 'unit', 'read'] as const) {
			for (const status of staffStatuses) {
				const offered = actsFor(scope, { status, isYou: false, isMarkedAway: false });
				expect(offered.filter((act) => !mayEver(scope, act))).toEqual([]);
			}
			expect(all.some((act) => mayEver(scope, act))).toBe(scope !== 'read');
		}
	});
});

describe('where somebody can be put', () => {
	const problems = (
		role: (typeof roles)[number],
		kind: (typeof organisationKinds)[number] | null
	) =>
		placeProblems(
			{ role, organisationId: here, unitId: needsUnit(role) ? north : null },
			{ kind, unitOf: needsUnit(role) ? here : null }
		);

	it('follows from the role', () => {
		const fits = roles.map((role) => [
			role,
			organisationKinds.filter((kind) => Object.keys(problems(role, kind)).length === 0)
		]);
		expect(Object.fromEntries(fits)).toEqual({
			officer: ['police'],
			supervisor: ['police'],
			support_worker: ['support'],
			programme_worker: ['programme'],
			admin: ['police', 'support', 'programme'],
			auditor: ['police', 'support', 'programme']
		});
	});

	it('is a unit of the same organisation for officers and supervisors', () => {
		const place = { role: 'officer', organisationId: here } as const;
		expect(placeProblems({ ...place, unitId: null }, { kind: 'police', unitOf: null })).toEqual({
			unit: 'unit_missing'
		});
		expect(
			placeProblems({ ...place, unitId: north }, { kind: 'police', unitOf: elsewhere })
		).toEqual({ unit: 'unit_elsewhere' });
		// of another agency: the same words as for none at all
		expect(placeProblems({ ...place, unitId: north }, { kind: 'police', unitOf: null })).toEqual({
			unit: 'unit_elsewhere'
		});
	});

	it('is one of this agency', () => {
		expect(problems('admin', null)).toEqual({ organisation: 'organisation_unknown' });
	});
});
