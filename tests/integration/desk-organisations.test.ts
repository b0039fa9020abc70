import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisationId, unitId, type StaffId } from '#lib/domain/ids.ts';
import * as team from '#lib/server/desk/team/index.ts';
import { audited, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_organisations');
});
afterAll(() => w.close());

const { people, organisations } = team;

/** Who could lead the unit as well. */
async function secondSupervisor(): Promise<{ staffId: StaffId }> {
	const staffId = await team.addStaff(
		{ ...w.desk, agencyId: w.agencyId },
		{
			role: 'supervisor',
			name: 'Second',
			email: 'second@northmoor.example',
			password: 'a long enough password',
			organisationId: w.finch.organisationId,
			unitId: w.unitId,
			languages: ['en']
		}
	);
	return { staffId };
}

describe('organisations and units', () => {
	test('are added once, however often the form comes', async () => {
		const id = organisationId.parse(uuid());
		const given = { id, kind: 'police', name: 'Fen Police', confidential: true } as const;
		await organisations.add(w.desk, w.admin, given);
		await organisations.add(w.desk, w.admin, given);
		const unit = { id: unitId.parse(uuid()), name: 'East' };
		await organisations.addUnit(w.desk, w.admin, { id, unit });
		await organisations.addUnit(w.desk, w.admin, { id, unit });
		const view = await organisations.read(w.desk, w.auditor, id);
		expect(view).toMatchObject({
			mayEdit: false,
			// only support keeps anything from police
			organisation: {
				name: 'Fen Police',
				confidential: false,
				units: [{ name: 'East', people: 0 }]
			}
		});
		expect(await audited(w, 'organisation.added')).toHaveLength(1);
		expect(await audited(w, 'unit.added')).toHaveLength(1);
		expect(await organisations.addUnit(w.desk, w.admin, { id: w.harbourId, unit })).toBeNull();
	});

	test('a support organisation is led by one of its support workers, who then cannot just leave', async () => {
		const to = { id: w.harbourId, name: 'Harbour House', confidential: true };
		const lead = (leadId: typeof w.quill.staffId) =>
			organisations.change(w.desk, w.admin, { ...to, leadId });
		expect(await lead(w.vale.staffId)).toEqual({ kind: 'lead' });
		expect(await lead(w.harbour.staffId)).toEqual({ kind: 'done' });
		expect(await people.disable(w.desk, w.admin, w.harbour.staffId)).toEqual({
			kind: 'held',
			held: { why: 'leads', names: ['Harbour House'] }
		});
		const tired = { ...w.admin, steppedUp: false };
		expect(await organisations.change(w.desk, tired, { ...to, leadId: null })).toEqual({
			kind: 'step_up'
		});
		// a new name alone needs none
		const renamed = { ...to, name: 'Harbour', leadId: w.harbour.staffId };
		expect(await organisations.change(w.desk, tired, renamed)).toEqual({ kind: 'done' });
	});

	test('a unit is led by a supervisor of its organisation, and never loses the last one', async () => {
		const at = { id: w.unitId, name: 'North' };
		const change = (supervisorId: typeof w.finch.staffId | null) =>
			organisations.changeUnit(w.desk, w.admin, { ...at, supervisorId });
		expect(await change(w.vale.staffId)).toEqual({ kind: 'supervisor' });
		expect(await change(null)).toEqual({ kind: 'supervisor' });
		const second = await secondSupervisor();
		expect(await change(second.staffId)).toEqual({ kind: 'done' });
		expect(await people.read(w.desk, w.finch, w.reed.staffId)).toBeNull();
		expect(await change(w.finch.staffId)).toEqual({ kind: 'done' });
	});

	test('are there for admins and auditors, and changed by admins alone', async () => {
		for (const staff of [w.vale, w.finch, w.quill, w.programme]) {
			expect(await organisations.list(w.desk, staff)).toBeNull();
			expect(await organisations.read(w.desk, staff, w.harbourId)).toBeNull();
			expect(await organisations.readUnit(w.desk, staff, w.unitId)).toBeNull();
		}
		const given = { name: 'Other', confidential: false };
		for (const staff of [w.auditor, w.finch]) {
			const id = organisationId.parse(uuid());
			expect(await organisations.add(w.desk, staff, { id, kind: 'support', ...given })).toBeNull();
			const changed = { id: w.harbourId, ...given, leadId: null };
			expect(await organisations.change(w.desk, staff, changed)).toBeNull();
			const unit = { id: w.unitId, name: 'Other', supervisorId: null };
			expect(await organisations.changeUnit(w.desk, staff, unit)).toBeNull();
		}
		expect((await organisations.list(w.desk, w.auditor))?.organisations).toHaveLength(4);
	});
});
