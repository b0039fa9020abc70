import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programmeId, type CaseId } from '#lib/domain/ids.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as programmes from '#lib/server/desk/programmes/index.ts';
import { world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('cases_edited');
});
afterAll(() => w.close());

/** The form as it was made, and what somebody has typed into it. */
async function form(id: CaseId, typed: Partial<cases.WantedChange> = {}) {
	const view = await cases.prepareEdit(w.desk, w.vale, id);
	if (!view) throw new Error('no form');
	const { version, programme } = view;
	return {
		caseId: id,
		version,
		interventionOn: view.interventionOn,
		intervention: view.intervention,
		supportOrganisationId: view.supportOrganisation?.id ?? null,
		supportWorkerId: view.supportWorker?.id ?? null,
		facts: {
			hasChildren: true,
			gradedHigh: false,
			baselineSF2: null,
			personPhrase: 'hurt',
			conferenceOn: null
		},
		orders: [],
		programme,
		...typed
	} as cases.WantedChange;
}
const save = (wanted: cases.WantedChange) => cases.change(w.desk, w.vale, wanted);
const problem = (name: string) => ({ kind: 'problem', problem: name });

describe('a form of a case that was opened before', () => {
	it('does not undo a reassignment that came between', async () => {
		const id = await w.openCase();
		const stale = await form(id);
		await cases.reassign(w.desk, w.finch, {
			caseId: id,
			officerId: w.vale.staffId,
			deputyId: w.reed.staffId,
			supportWorkerId: w.harbour.staffId,
			reason: 'Quill is on leave from Monday, Heron knows her.'
		});
		expect(await save(stale)).toEqual(problem('again'));
		expect((await cases.read(w.desk, w.vale, id))?.supportWorker?.name).toBe('Heron');
		expect(await save(await form(id))).toEqual({ kind: 'changed' });
	});

	it('does not undo what the provider has entered meanwhile', async () => {
		const id = await w.openCase({
			programme: {
				organisationId: w.programme.organisationId,
				status: 'attending',
				sessionsDue: 4,
				sessionsAttended: 3
			}
		});
		const stale = await form(id);
		const [row] = await w.superuser`select id from programme where case_id = ${id}`;
		const wanted = { id: programmeId.parse(row?.id), status: 'dropped' as const };
		expect(await programmes.changeStatus(w.desk, w.programme, wanted)).toBe('changed');
		expect(await save(stale)).toEqual(problem('again'));
		expect((await form(id)).programme?.status).toBe('dropped');
	});
});

describe('support on the form of a case', () => {
	const alone = { supportOrganisationId: null, supportWorkerId: null };

	it('is added where there is none, and whoever is named is told and gets what is open', async () => {
		const id = await w.openCase({ supportWorkerId: null });
		await w.answers(id, { CN1: 'support', SF1: '0', R1: ['neck'] });
		await w.works();
		expect(await save(await form(id, { supportWorkerId: w.harbour.staffId }))).toEqual({
			kind: 'changed'
		});
		const lanes = await w.superuser`select owner_id from concern_lane
			where case_id = ${id} and lane = 'support'`;
		expect(lanes).toEqual([{ owner_id: w.harbour.staffId }]);
		const told = await w.superuser`select kind from notice where staff_id = ${w.harbour.staffId}`;
		expect(told).toContainEqual({ kind: 'new_item' });
	});

	it('once named is neither taken away nor replaced: the supervisor reassigns, with a reason', async () => {
		const id = await w.openCase();
		for (const changes of [
			alone,
			{ supportWorkerId: null },
			{ supportWorkerId: w.harbour.staffId }
		]) {
			expect(await save(await form(id, changes))).toEqual(problem('support_named'));
		}
		expect((await cases.read(w.desk, w.vale, id))?.supportWorker?.name).toBe('Quill');
	});

	it('that comes while a case closes has to agree too', async () => {
		const id = await w.openCase(alone);
		const reason = 'No new incident for six months, order ended, she agrees.';
		await cases.closing.ask(w.desk, w.vale, { caseId: id, reason, contact: null });
		await save(await form(id, { supportOrganisationId: w.harbourId }));
		expect(await cases.closing.agree(w.desk, w.finch, id)).toEqual({ kind: 'agreed' });
		const tasks = await w.superuser`select 1 from task
			where case_id = ${id} and lane = 'support' and done_at is null`;
		expect(tasks).toHaveLength(1);
		expect(await cases.closing.agree(w.desk, w.quill, id)).toEqual({ kind: 'closed' });
	});
});
