import { describe, expect, it } from 'vitest';
import { staffId, unitId } from '../ids.ts';
import { reviewersOf, type Leader, type Opened } from './reviewers.ts';

const id = (last: number) => `01932f5c-7e8a-7000-8000-${String(last).padStart(12, '0')}`;
const person = (last: number) => staffId.parse(id(last));
const unit = (last: number) => unitId.parse(id(100 + last));

const leader = (name: number, ...leads: number[]): Leader => ({
	staffId: person(name),
	leads: leads.map(unit),
	isAway: false
});
const [north, south, east] = [leader(1, 1), leader(2, 2), leader(3, 3)];

/** A case of unit 1, opened by an officer of unit 2. */
const opened: Opened = {
	unitId: unit(1),
	team: { responsibleOfficerId: person(11), deputyOfficerId: null, blockedIds: [] },
	openedBy: person(12),
	openersUnitId: unit(2)
};
const team = (changes: Partial<Opened['team']>) => ({ team: { ...opened.team, ...changes } });

describe('who reviews a break-glass', () => {
	it('supervisors of another unit; first who does not lead the one who opened', () => {
		expect(reviewersOf([north, south, east], opened)).toEqual([east.staffId, south.staffId]);
	});

	it('who is away comes last', () => {
		const away = { ...east, isAway: true };
		expect(reviewersOf([away, south], opened)).toEqual([south.staffId, east.staffId]);
	});

	it.each([
		['who opened it', { openedBy: east.staffId }],
		['the officer of the case', team({ responsibleOfficerId: east.staffId })],
		['the deputy', team({ deputyOfficerId: east.staffId })],
		['who is blocked', team({ blockedIds: [east.staffId] })]
	])('never %s', (_who, changes) => {
		expect(reviewersOf([north, south, east], { ...opened, ...changes })).toEqual([south.staffId]);
	});

	it('who leads the unit of the case too is not of another one', () => {
		expect(reviewersOf([leader(4, 1, 4), south], opened)).toEqual([south.staffId]);
	});

	it('the unit’s own only where there is no other, and nobody without a unit', () => {
		expect(reviewersOf([north, leader(5)], opened)).toEqual([north.staffId]);
		expect(reviewersOf([leader(5)], opened)).toEqual([]);
	});
});
