import { afterAll, beforeAll, expect, it } from 'vitest';
import { relationTo, lanesWorkedAs, type CaseTeam } from '#lib/domain/access/index.ts';
import { lanes } from '#lib/domain/concern/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { findCases } from '#lib/server/desk/cases/list/store.ts';
import { worksIn } from '#lib/server/desk/access/store.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { caseTable, unit } from '#lib/server/platform/db/schema/index.ts';
import { and, eq } from 'drizzle-orm';
import { audited, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_access');
});
afterAll(() => w.close());

it('lists and cards agree on who works which lane, for every team and every person', async () => {
	const team = (changes: Partial<cases.NewCase>) => w.openCase(changes);
	const made = [
		await team({}),
		await team({ deputyOfficerId: null }),
		await team({ supportWorkerId: null }),
		await team({ supportWorkerId: null, supportOrganisationId: null }),
		await team({ responsibleOfficerId: w.finch.staffId }),
		await team({ deputyOfficerId: w.finch.staffId }),
		await team({ responsibleOfficerId: w.stranger.staffId, deputyOfficerId: null }),
		await team({ supportWorkerId: w.harbour.staffId })
	];
	const people: Staff[] = [
		w.vale,
		w.reed,
		w.finch,
		w.stranger,
		w.quill,
		w.harbour,
		w.programme,
		w.admin,
		w.auditor
	];
	for (const staff of people) {
		for (const lane of [...lanes, 'any'] as const) {
			const found = await withAgency(w.desk.db, w.agencyId, (tx) =>
				tx
					.select({
						id: caseTable.id,
						responsibleOfficerId: caseTable.responsibleOfficerId
					})
					.from(caseTable)
					.innerJoin(
						unit,
						and(eq(unit.agencyId, caseTable.agencyId), eq(unit.id, caseTable.unitId))
					)
					.where(and(eq(caseTable.agencyId, w.agencyId), worksIn(staff, lane)))
			);
			const expected = [];
			for (const id of made) {
				const relation = relationTo(await teamOf(id), staff);
				const works = relation && (lane === 'any' || lanesWorkedAs(relation).includes(lane));
				if (works) expected.push(id);
			}
			expect(found.map(({ id }) => id).toSorted(), `${staff.role} ${lane}`).toEqual(
				expected.toSorted()
			);
		}
	}
});

async function teamOf(id: string): Promise<CaseTeam> {
	const [row] = await w.superuser<CaseTeam[]>`
		select responsible_officer_id as "responsibleOfficerId", deputy_officer_id as "deputyOfficerId",
			supervisor_id as "supervisorId", support_organisation_id as "supportOrganisationId",
			support_worker_id as "supportWorkerId", '{}'::uuid[] as "blockedIds"
		from "case" c join unit u on u.id = c.unit_id where c.id = ${id}`;
	if (!row) throw new Error('no case');
	return row;
}

it('H37 somebody else’s case, another agency’s and none at all are one refusal, each on record', async () => {
	const other = await w.elsewhere();
	const theirs = await other.openCase();
	const ours = await w.openCase({
		responsibleOfficerId: w.stranger.staffId,
		deputyOfficerId: null
	});
	await w.answers(ours, { SF1: '0', R1: ['kill'] });
	await w.works();
	const [concern] = await w.superuser`select id from concern where case_id = ${ours}`;
	const nobodys = '01932f5c-7e8a-7000-8000-000000000001';
	const before = (await audited(w, 'access.denied')).length;

	for (const staff of [w.vale, w.harbour, w.programme, w.admin, w.auditor]) {
		for (const id of [ours, theirs, nobodys, 'no-id', `${ours}'`]) {
			expect(await cases.read(w.desk, staff, id)).toBeNull();
			expect(await links.prepare(w.desk, staff, id)).toBeNull();
			expect(await links.revoke(w.desk, staff, { caseId: id, linkId: nobodys })).toBeNull();
		}
		for (const id of [concern?.id, nobodys, 'no-id']) {
			expect(await concerns.open(w.desk, staff, { id, lane: null })).toBeNull();
			const pressed = { id, lane: 'police', mark: '' };
			expect(await concerns.markSeen(w.desk, staff, pressed)).toBeNull();
		}
	}
	const denied = (await audited(w, 'access.denied')).slice(before);
	expect(denied).toHaveLength(5 * (3 * 3 + 2 * 2));
	expect(denied[0]).toEqual({
		event: 'access.denied',
		by: w.vale.staffId,
		object: ours,
		route: '/desk/cases/[id]'
	});
	expect(await concerns.open(w.desk, w.stranger, { id: concern?.id, lane: null })).not.toBeNull();
});

it('H38 without its agency a transaction sees nothing, and with another’s not ours', async () => {
	const other = await w.elsewhere();
	const rows = await withAgency(w.desk.db, other.agencyId, (tx) =>
		findCases(tx, w.vale, {
			key: '',
			scope: 'all',
			filter: 'all',
			sort: 'reference',
			after: null,
			unitIds: [],
			awayIds: [],
			most: 10
		})
	);
	expect(rows).toEqual([]);
	expect(await w.desk.db.select().from(caseTable)).toEqual([]);
});
