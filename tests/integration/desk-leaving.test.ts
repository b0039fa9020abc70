import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId, OrganisationId, StaffId } from '#lib/domain/ids.ts';
import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import * as team from '#lib/server/desk/team/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { audited, world, type World } from './desk-world.ts';

// Whoever leaves must not keep what waits for them: somebody else has to see it.

let w: World;
let elsewhere: OrganisationId;
beforeAll(async () => {
	w = await world('desk_leaving');
	const where = { ...w.desk, agencyId: w.agencyId };
	elsewhere = await team.addOrganisation(where, {
		kind: 'support',
		name: 'Lantern',
		confidential: true
	});
});
afterAll(() => w.close());

const { people, organisations } = team;

/** Opens a lane of police, one of support, and one of the supervisor that the officer never sees. */
const choked: StoredAnswers = {
	SF1: '-1',
	H2: ['physical'],
	R1: ['neck'],
	MORE: 'yes',
	M1: 'yes',
	W1: 'past'
};

async function join(role: 'support_worker' | 'supervisor', like: Staff): Promise<Staff> {
	const unitId = role === 'supervisor' ? w.unitId : null;
	const staffId = await team.addStaff(
		{ ...w.desk, agencyId: w.agencyId },
		{
			role,
			name: 'Colleague',
			email: `${uuid()}@northmoor.example`,
			password: 'a long enough password',
			organisationId: like.organisationId,
			unitId,
			languages: ['en']
		}
	);
	return { ...like, staffId, role };
}

async function arrive(id: CaseId): Promise<void> {
	await w.answers(id, choked);
	await w.works();
	// what is more severe is handed over by hand first (OW5)
	await w.superuser`update concern_lane set severity = 'medium', severity_rank = 1
		where case_id = ${id}`;
}

const addTask = (caseId: CaseId, lane: 'support' | 'supervisor', ownerId: StaffId) =>
	withAgency(w.desk.db, w.agencyId, async (tx) =>
		tasks.add(
			tx,
			{
				agencyId: w.agencyId,
				caseId,
				lane,
				ownerId,
				content: { kind: 'confirm_plan', reason: null, about: null },
				dueAt: new Date(),
				once: null
			},
			await w.desk.keys.boxKey(tx, w.agencyId)
		)
	);

async function queued(staff: Staff, lane: 'support' | 'supervisor', id: CaseId): Promise<boolean> {
	const view = await concerns.queue(w.desk, staff, { lane, filter: null, after: null });
	return view?.rows.some((row) => row.caseId === id && row.kind === 'lane') ?? false;
}

async function toDo(staff: Staff, lane: 'support' | 'supervisor', id: CaseId): Promise<boolean> {
	const view = await tasks.list(w.desk, staff, { lane, done: null });
	return view?.rows.some((row) => row.caseId === id) ?? false;
}

async function ownerOf(id: CaseId, lane: 'support' | 'supervisor'): Promise<unknown> {
	const [row] = await w.superuser`
		select owner_id from concern_lane where case_id = ${id} and lane = ${lane}`;
	return row?.owner_id;
}

describe('a support worker who', () => {
	const change = (id: StaffId, to: Partial<Parameters<typeof people.change>[2]['place']>) =>
		people.change(w.desk, w.admin, {
			id,
			place: { role: 'support_worker', organisationId: w.harbourId, unitId: null, ...to }
		});

	test.each([
		['is disabled', (id: StaffId) => people.disable(w.desk, w.admin, id)],
		['goes to another organisation', (id: StaffId) => change(id, { organisationId: elsewhere })],
		[
			'is given another role',
			(id: StaffId) => {
				const { organisationId } = w.vale;
				return change(id, { role: 'officer', organisationId, unitId: w.unitId });
			}
		]
	])('%s leaves the case, what is open and what comes to the organisation', async (_, leave) => {
		const leaver = await join('support_worker', w.quill);
		const id = await w.openCase({
			supportWorkerId: leaver.staffId,
			checkIns: [
				{ point: 'T3', dueAt: new Date() },
				{ point: 'T14', dueAt: new Date() }
			]
		});
		await arrive(id);
		await addTask(id, 'support', leaver.staffId);
		expect(await queued(w.quill, 'support', id)).toBe(false);

		expect(await leave(leaver.staffId)).toEqual({ kind: 'done' });
		expect(await ownerOf(id, 'support')).toBeNull();
		for (const staff of [w.quill, w.harbour]) {
			expect(await queued(staff, 'support', id)).toBe(true);
			expect(await toDo(staff, 'support', id)).toBe(true);
		}
		expect(await cases.read(w.desk, { ...leaver, organisationId: elsewhere }, id)).toBeNull();
		expect((await cases.read(w.desk, w.quill, id))?.story.history[0]?.kind).toBe('reassigned');
		expect((await audited(w, 'cases.left')).at(-1)).toEqual({
			event: 'cases.left',
			by: w.admin.staffId,
			staff: leaver.staffId,
			rows: [id]
		});

		await w.superuser`delete from notice`;
		await arrive(id);
		expect(await ownerOf(id, 'support')).toBeNull();
		const told = await w.superuser`select staff_id from notice`;
		expect(told.map((row) => row.staff_id)).toEqual(
			expect.arrayContaining([w.quill.staffId, w.harbour.staffId])
		);
	});
});

describe('a unit with another supervisor', () => {
	const lead = (supervisorId: StaffId) =>
		organisations.changeUnit(w.desk, w.admin, { id: w.unitId, name: 'North', supervisorId });

	test('gives them what waited for the one before, who can then leave', async () => {
		const id = await w.openCase();
		await arrive(id);
		await addTask(id, 'supervisor', w.finch.staffId);
		const next = await join('supervisor', w.finch);
		await w.superuser`delete from notice`;
		expect(await lead(next.staffId)).toEqual({ kind: 'done' });
		expect(await queued(next, 'supervisor', id)).toBe(true);
		expect(await toDo(next, 'supervisor', id)).toBe(true);
		expect(await w.superuser`select kind, staff_id from notice`).toEqual([
			{ kind: 'new_item', staff_id: next.staffId }
		]);
		// critical again: nothing of it is the earlier one's any more
		await w.superuser`update concern_lane set severity = 'critical', severity_rank = 3
			where case_id = ${id} and lane = 'supervisor'`;
		expect(await people.disable(w.desk, w.admin, w.finch.staffId)).toEqual({ kind: 'done' });
		await people.enable(w.desk, w.admin, w.finch.staffId);
		await lead(w.finch.staffId);
	});

	test('gives them what was filed while it had none, but not what they are kept from', async () => {
		await w.superuser`update unit set supervisor_id = null where id = ${w.unitId}`;
		const [id, kept] = [await w.openCase(), await w.openCase()];
		await arrive(id);
		await arrive(kept);
		const next = await join('supervisor', w.finch);
		await w.superuser`insert into case_block (agency_id, case_id, staff_id, by, note_id)
			values (${w.agencyId}, ${kept}, ${next.staffId}, ${w.finch.staffId}, ${uuid()})`;
		expect(await ownerOf(id, 'supervisor')).toBeNull();
		await lead(next.staffId);
		expect(await ownerOf(id, 'supervisor')).toBe(next.staffId);
		expect(await ownerOf(kept, 'supervisor')).toBeNull();
		expect(await queued(next, 'supervisor', kept)).toBe(false);

		// whoever leads the unit sees a lane that is nobody's, however that came
		await w.superuser`update concern_lane set owner_id = null where case_id = ${id}`;
		expect(await queued(next, 'supervisor', id)).toBe(true);
		await lead(w.finch.staffId);
		expect(await queued(w.finch, 'supervisor', kept)).toBe(true);
	});
});
