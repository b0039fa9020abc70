import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breakGlassId, type CaseId } from '#lib/domain/ids.ts';
import * as blocks from '#lib/server/desk/blocks/index.ts';
import * as glass from '#lib/server/desk/break-glass/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import type { Staff, SteppingStaff } from '#lib/server/desk/access/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import * as team from '#lib/server/desk/team/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { audited, breakAudit, world, type World } from './desk-world.ts';
import { steppedUp } from './stepped-up.ts';

const why = 'She says that this officer plays football with him.';

let w: World;
let finch: SteppingStaff;
beforeAll(async () => {
	w = await world('desk_blocks');
	finch = await steppedUp(w, w.finch);
});
afterAll(() => w.close());

const blocking = (caseId: CaseId, { staffId }: Staff, by = finch) =>
	blocks.set(w.desk, by, { caseId, staffId, reason: why });
const lifting = (caseId: CaseId, { staffId }: Staff, by = finch) =>
	blocks.lift(w.desk, by, { caseId, staffId, reason: 'It was another person of that name.' });

async function told(changes: Parameters<World['openCase']>[0] = {}): Promise<CaseId> {
	const id = await w.openCase(changes);
	await w.answers(id, { SF1: '-1', R1: ['neck'], V1: '4' });
	await w.works();
	return id;
}

async function concernOf(caseId: CaseId): Promise<string> {
	const [row] = await w.superuser`select id from concern where case_id = ${caseId}`;
	return String(row?.id);
}

describe('the list of those who may not see a case', () => {
	it('is kept by its supervisor: with a reason that only they read, on record, and undone the same way', async () => {
		const id = await w.openCase();
		expect(await blocking(id, w.stranger)).toBe('set');
		expect(await blocking(id, w.stranger)).toBe('set');
		const [set, ...more] = await audited(w, 'block.set');
		expect(more).toEqual([]);
		expect(set).toMatchObject({ by: finch.staffId, case: id, staff: w.stranger.staffId });
		expect(JSON.stringify(set)).not.toContain('football');
		const [note] =
			await w.superuser`select kind, sealed from note where id = ${String(set?.reason)}`;
		expect(note?.kind).toBe('reason');
		expect(Buffer.from(note?.sealed).toString('latin1')).not.toContain('football');

		const view = await blocks.read(w.desk, finch, id);
		expect(view?.blocked).toMatchObject([
			{ name: 'Marsh', role: 'officer', by: { name: 'Finch', isYou: true }, reason: why }
		]);
		const offered = view?.people.flatMap(({ staff }) => staff.map(({ name }) => name));
		expect(offered?.toSorted()).toEqual(['Dale', 'Finch', 'Heron', 'Quill', 'Reed', 'Vale']);
		expect((await audited(w, 'block.shown')).at(-1)).toMatchObject({ by: finch.staffId, case: id });

		expect(await lifting(id, w.stranger)).toBe('lifted');
		expect(await lifting(id, w.stranger)).toBe('lifted');
		expect(await audited(w, 'block.lifted')).toMatchObject([{ staff: w.stranger.staffId }]);
		expect((await blocks.read(w.desk, finch, id))?.blocked).toEqual([]);
		expect(await blocking(id, w.stranger)).toBe('set');
		expect((await blocks.read(w.desk, finch, id))?.blocked).toHaveLength(1);
	});

	it('takes nobody away who is named on the case or supervises it: somebody else comes first', async () => {
		const id = await w.openCase();
		for (const named of [w.vale, w.reed, w.quill, w.finch]) {
			expect(await blocking(id, named), named.name).toBe('named');
		}
		const { organisationId, staffId: workerId } = w.programme;
		const programme = { organisationId, workerId, status: 'referred', sessionsDue: 0 } as const;
		const withProgramme = await w.openCase({ programme: { ...programme, sessionsAttended: 0 } });
		expect(await blocking(withProgramme, w.programme)).toBe('named');
		expect(await blocking(await w.openCase(), w.programme)).toBe('set');
		const other = await w.elsewhere();
		expect(await blocking(id, other.stranger)).toBe('nobody');
		expect(await blocks.set(w.desk, finch, { caseId: id, staffId: 'x', reason: why })).toBe(
			'nobody'
		);
		expect(await w.superuser`select 1 from case_block where case_id = ${id}`).toHaveLength(0);
	});

	it('is for no one else, and asks for a second factor of the last five minutes', async () => {
		const id = await w.openCase();
		for (const person of [w.vale, w.quill, w.stranger, w.admin, w.auditor]) {
			const someone = await steppedUp(w, person);
			expect(await blocks.read(w.desk, someone, id)).toBeNull();
			expect(await blocking(id, w.stranger, someone)).toBeNull();
			expect(await lifting(id, w.stranger, someone)).toBeNull();
		}
		const other = await w.elsewhere();
		expect(await blocks.read(w.desk, await steppedUp(w, other.finch), id)).toBeNull();

		const without = await steppedUp(w, w.finch, 'never');
		expect(await blocking(id, w.stranger, without)).toBe('no_step_up');
		expect((await blocks.read(w.desk, without, id))?.hasSteppedUp).toBe(false);
		await w.clock.advance({ minutes: 6 });
		expect(await blocking(id, w.stranger)).toBe('no_step_up');
		expect(await lifting(id, w.stranger)).toBe('no_step_up');
		expect(await w.superuser`select 1 from case_block where case_id = ${id}`).toHaveLength(0);
		finch = await steppedUp(w, w.finch);
		expect(await blocking(id, w.stranger)).toBe('set');
		await w.clock.reset();
		finch = await steppedUp(w, w.finch);
	});

	it('H44 changes nothing and shows nothing when it cannot be recorded', async () => {
		const id = await w.openCase();
		const mend = await breakAudit(w);
		await expect(blocking(id, w.stranger)).rejects.toThrow();
		await expect(blocks.read(w.desk, finch, id)).rejects.toThrow();
		await mend();
		expect(await w.superuser`select 1 from case_block where case_id = ${id}`).toHaveLength(0);
		expect(await w.superuser`select 1 from note where case_id = ${id}`).toHaveLength(0);
	});
});

describe('H42 for who is blocked the case does not exist', () => {
	const nobodys = '01932f5c-7e8a-7000-8000-000000000001';
	const head = { lane: null, filter: null, after: null };

	/** What the desk tells this person about all their cases. */
	async function seen(staff: Staff) {
		const queue = await concerns.queue(w.desk, staff, head);
		return {
			rows: queue?.rows.map(({ caseId }) => caseId),
			counts: queue?.counts,
			next: queue?.next,
			last: queue?.lastCheckInAt,
			cases: (await cases.list(w.desk, staff, { after: null }))?.cases.map(({ caseId }) => caseId)
		};
	}

	/** Still named everywhere, as a change that came half through could leave it. */
	async function blockNamed(caseId: CaseId, { staffId }: Staff) {
		await w.superuser`
			insert into case_block (agency_id, case_id, staff_id, by, note_id)
			values (${w.agencyId}, ${caseId}, ${staffId}, ${w.finch.staffId}, gen_random_uuid())`;
	}

	it.each([
		['the officer', () => w.vale],
		['the deputy', () => w.reed],
		['the supervisor', () => w.finch],
		['the support worker', () => w.quill]
	])('H42 %s, whose name a lane still bears', async (_who, who) => {
		const staff = who();
		const before = await seen(staff);
		const id = await told();
		const concern = await concernOf(id);
		const fresh = await w.openCase();
		await w.answers(fresh, { SF1: '2' });
		expect(await seen(staff)).not.toEqual(before);
		await blockNamed(id, staff);
		await blockNamed(fresh, staff);
		expect(await seen(staff)).toEqual(before);

		const denied = (await audited(w, 'access.denied')).length;
		for (const of of [id, nobodys]) {
			expect(await cases.read(w.desk, staff, of)).toBeNull();
			expect(await links.prepare(w.desk, staff, of)).toBeNull();
			expect(await links.revoke(w.desk, staff, { caseId: of, linkId: nobodys })).toBeNull();
		}
		for (const of of [concern, nobodys]) {
			expect(await concerns.open(w.desk, staff, { id: of, lane: null })).toBeNull();
			const pressed = { id: of, lane: 'police', mark: '' };
			expect(await concerns.markSeen(w.desk, staff, pressed)).toBeNull();
		}
		const record = (await audited(w, 'access.denied')).slice(denied);
		const shapes = (object: string) =>
			record
				.filter((one) => one.object === object)
				.map(({ event, by, route }) => [event, by, route]);
		expect(shapes(id)).toEqual(shapes(nobodys).slice(0, 3));
		expect(shapes(concern)).toEqual(shapes(nobodys).slice(3));
		await w.works();
	});

	it('H42 nothing new is filed in the name of who is blocked', async () => {
		const id = await w.openCase();
		await blockNamed(id, w.vale);
		await blockNamed(id, w.finch);
		await w.answers(id, { SF1: '-1', R1: ['neck'], V1: '4', MORE: 'yes', M1: 'yes' });
		await w.works();
		const lanes = await w.superuser`
			select lane, owner_id, deputy_id from concern_lane where case_id = ${id} order by lane`;
		expect(lanes.map(({ lane, owner_id }) => [lane, owner_id])).toEqual([
			['police', null],
			['supervisor', null],
			['support', w.quill.staffId]
		]);
		expect(lanes[0]?.deputy_id).toBe(w.reed.staffId);
	});

	it('H42 a page of the queue goes on after cases that are kept from its reader', async () => {
		const before = (await seen(w.reed)).rows?.length ?? 0;
		const kept = [await told(), await told(), await told()];
		for (const id of kept) await blockNamed(id, w.reed);
		await told();
		const { rows, counts } = await seen(w.reed);
		expect(rows).toHaveLength(before + 1);
		expect(counts?.all).toBe(before + 1);
		expect((await seen(w.vale)).rows).toEqual(expect.arrayContaining(kept));
	});

	it('and the supervisor sees each time that they asked', async () => {
		const id = await told();
		const concern = await concernOf(id);
		expect(await blocking(id, w.stranger)).toBe('set');
		expect((await blocks.read(w.desk, finch, id))?.attempts).toEqual([]);
		await cases.read(w.desk, w.stranger, id);
		await concerns.open(w.desk, w.stranger, { id: concern, lane: null });
		// somebody who is not on the list asks too: that is for the auditor
		await cases.read(w.desk, w.harbour, id);
		await cases.read(w.desk, w.stranger, nobodys);
		expect((await blocks.read(w.desk, finch, id))?.attempts).toMatchObject([
			{ name: 'Marsh', what: 'concern' },
			{ name: 'Marsh', what: 'case' }
		]);
	});

	it('however they asked: by a task of it, or by a reference that two cases have', async () => {
		const [other, id] = [await w.openCase(), await w.openCase()];
		const [row] = await w.superuser`select reference from "case" where id = ${other}`;
		await w.superuser`update "case" set reference = ${row?.reference}, parked_at = heard_now()
			where id = ${id}`;
		expect(await blocking(id, w.stranger)).toBe('set');
		const task = await withAgency(w.desk.db, w.agencyId, async (tx) =>
			tasks.add(
				tx,
				{
					agencyId: w.agencyId,
					caseId: id,
					lane: 'police',
					ownerId: null,
					content: { kind: 'confirm_plan', about: null, reason: null },
					dueAt: new Date(),
					once: null
				},
				await w.desk.keys.boxKey(tx, w.agencyId)
			)
		);
		expect(await tasks.done(w.desk, w.stranger, String(task))).toBeNull();
		const opening = await glass.open(w.desk, await steppedUp(w, w.stranger), {
			id: breakGlassId.parse(uuid()),
			reference: String(row?.reference),
			purpose: 'immediate_danger',
			reason: why
		});
		expect(opening).toEqual({ kind: 'refused', why: 'no_case' });
		expect((await blocks.read(w.desk, finch, id))?.attempts).toMatchObject([
			{ name: 'Marsh', what: 'break_glass' },
			{ name: 'Marsh', what: 'case' }
		]);
	});

	it('leads a supervisor of another unit nowhere, with or without a block', async () => {
		const where = { ...w.desk, agencyId: w.agencyId };
		const unitId = await team.addUnit(where, {
			organisationId: w.vale.organisationId,
			name: 'South'
		});
		const id = await w.openCase({ unitId });
		expect(await blocks.read(w.desk, finch, id)).toBeNull();
		expect(await blocking(id, w.stranger)).toBeNull();
	});
});
