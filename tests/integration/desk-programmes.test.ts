import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programmeId } from '#lib/domain/ids.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import * as programmes from '#lib/server/desk/programmes/index.ts';
import { tasksOf } from './desk-told.ts';
import { audited, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_programmes');
});
afterAll(() => w.close());

describe('a programme', () => {
	async function referred() {
		const caseId = await w.openCase({
			programme: {
				organisationId: w.programme.organisationId,
				status: 'referred',
				sessionsDue: 4,
				sessionsAttended: 3
			}
		});
		const [row] = await w.superuser`update programme set reference = 'FW-17'
			where case_id = ${caseId} returning id`;
		return { caseId, id: programmeId.parse(row?.id) };
	}
	const view = (id: string) => programmes.open(w.desk, w.programme, id);

	it('is shown to its worker without anything of hers or of the case', async () => {
		const { caseId, id } = await referred();
		const shown = await view(id);
		expect(shown).toMatchObject({ reference: 'FW-17', status: 'referred', sessionsDue: 4 });
		const list = await programmes.list(w.desk, w.programme, { after: null });
		const [row] = await w.superuser`select reference from "case" where id = ${caseId}`;
		for (const text of [JSON.stringify(shown), JSON.stringify(list)]) {
			expect(text).not.toContain(caseId);
			expect(text).not.toContain(`"${row?.reference}"`);
		}
		expect(list?.programmes.map((one) => one.id)).toContain(id);
		expect(await view(caseId)).toBeNull();
	});

	it('is nobody else’s: not another worker’s, not another role’s, not who is blocked', async () => {
		const { caseId, id } = await referred();
		for (const staff of [w.vale, w.finch, w.quill, w.admin, w.auditor]) {
			expect(await programmes.open(w.desk, staff, id), staff.name).toBeNull();
			expect(await programmes.list(w.desk, staff, { after: null })).toBeNull();
		}
		await w.superuser`update programme set worker_id = ${w.quill.staffId} where id = ${id}`;
		expect(await view(id)).toBeNull();
		await w.superuser`update programme set worker_id = ${w.programme.staffId} where id = ${id}`;
		expect(await view(id)).not.toBeNull();
		await w.superuser`insert into case_block (agency_id, case_id, staff_id, by, note_id)
			values (${w.agencyId}, ${caseId}, ${w.programme.staffId}, ${w.finch.staffId}, ${uuid()})`;
		expect(await view(id)).toBeNull();
		const session = { id, heldOn: '2026-01-02', attended: true };
		expect(await programmes.recordSession(w.desk, w.programme, session)).toBeNull();
		const list = await programmes.list(w.desk, w.programme, { after: null });
		expect(list?.programmes.map((one) => one.id)).not.toContain(id);
	});

	it('counts each session once, and an entry that was wrong can be set right', async () => {
		const { id } = await referred();
		const record = (heldOn: string, attended: boolean) =>
			programmes.recordSession(w.desk, w.programme, { id, heldOn, attended });
		const counts = async () => {
			const shown = await view(id);
			return [shown?.sessionsDue, shown?.sessionsAttended];
		};
		const sent = await Promise.all([1, 2, 3].map(() => record('2026-01-05', true)));
		expect(sent).toEqual(['recorded', 'recorded', 'recorded']);
		expect(await counts()).toEqual([5, 4]);
		await record('2026-01-05', false);
		expect(await counts()).toEqual([5, 3]);
		await record('2026-01-12', false);
		expect(await counts()).toEqual([6, 3]);
		expect(await record('2999-01-01', true)).toBe('future');
		expect((await view(id))?.sessions).toEqual([
			{ heldOn: '2026-01-12', attended: false },
			{ heldOn: '2026-01-05', attended: false }
		]);
	});

	it('says since when it stands as it does', async () => {
		const { caseId, id } = await referred();
		await w.superuser`update programme set status_at = '2026-01-01T00:00:00Z' where id = ${id}`;
		const change = (status: 'referred' | 'dropped') =>
			programmes.changeStatus(w.desk, w.programme, { id, status });
		await change('referred');
		expect((await view(id))?.statusAt.getUTCMonth()).toBe(0);
		expect((await view(id))?.statusAt.toISOString()).toBe('2026-01-01T00:00:00.000Z');
		await change('dropped');
		expect((await view(id))?.statusAt.toISOString()).not.toBe('2026-01-01T00:00:00.000Z');
		expect(await audited(w, 'programme.changed')).toMatchObject([{ status: 'dropped' }]);
		const history =
			await w.superuser`select kind from case_event where case_id = ${caseId} order by at, id`;
		expect(history).toEqual([{ kind: 'created' }, { kind: 'programme_changed' }]);
	});

	it('carries "please call" both ways, once each, and no word more', async () => {
		const { caseId, id } = await referred();
		const ask = (staff: Staff) => programmes.askProvider(w.desk, staff, caseId);
		for (const staff of [w.quill, w.stranger, w.programme, w.admin]) {
			expect(await ask(staff), staff.name).toBeNull();
		}
		expect(await Promise.all([ask(w.vale), ask(w.reed), ask(w.finch)])).toEqual([
			'asked',
			'asked',
			'asked'
		]);
		const [call] = (await view(id))?.calls ?? [];
		expect((await view(id))?.calls).toHaveLength(1);
		const isWaiting = async () =>
			(await programmes.list(w.desk, w.programme, { after: null }))?.programmes.find(
				(one) => one.id === id
			)?.isCallWaiting;
		expect(await isWaiting()).toBe(true);
		expect(await programmes.providerCalled(w.desk, w.programme, { id, call: uuid() })).toBeNull();
		const wanted = { id, call: call?.id ?? '' };
		expect(await programmes.providerCalled(w.desk, w.programme, wanted)).toBe('answered');
		expect(await programmes.providerCalled(w.desk, w.programme, wanted)).toBe('answered');
		expect((await view(id))?.calls).toEqual([]);
		expect(await isWaiting()).toBe(false);

		const back = await Promise.all(
			[1, 2].map(() => programmes.askOfficer(w.desk, w.programme, id))
		);
		expect(back).toEqual(['asked', 'asked']);
		const mine = () =>
			tasksOf(w, w.vale).then(({ rows }) => rows.filter((row) => row.caseId === caseId));
		expect(await mine()).toMatchObject([{ kind: 'provider_asks_for_call' }]);
		const shown = await programmes.ofCase(w.desk, w.reed, caseId);
		const waiting = shown?.programme?.calls[0]?.id ?? '';
		expect(
			await programmes.officerCalled(w.desk, w.quill, { id: caseId, call: waiting })
		).toBeNull();
		expect(await programmes.officerCalled(w.desk, w.reed, { id: caseId, call: waiting })).toBe(
			'answered'
		);
		expect(await mine()).toEqual([]);
	});

	it('is read by police and support, who see that there is none as well', async () => {
		const { caseId } = await referred();
		expect(await programmes.ofCase(w.desk, w.vale, caseId)).toMatchObject({ mayAsk: true });
		expect(await programmes.ofCase(w.desk, w.quill, caseId)).toMatchObject({ mayAsk: false });
		expect(await programmes.ofCase(w.desk, w.programme, caseId)).toBeNull();
		const bare = await w.openCase();
		expect(await programmes.ofCase(w.desk, w.vale, bare)).toMatchObject({ programme: null });
	});
});
