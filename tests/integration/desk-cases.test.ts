import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as cases from '#lib/server/desk/cases/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import { audited, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_cases');
});
afterAll(() => w.close());

const barring = {
	kind: 'barring' as const,
	state: 'live' as const,
	fromAt: new Date('2026-11-16T10:00:00Z'),
	toAt: new Date('2026-11-30T10:00:00Z'),
	noContact: true,
	noContactChildren: false
};

describe('a case', () => {
	it('is made with its key, its sealed facts, orders, programme and rounds', async () => {
		const id = await w.openCase({
			reference: '2026-1',
			facts: { hasChildren: true, bailDecisionAt: '2026-11-25T09:30:00Z', pregnant: true },
			orders: [barring],
			checkIns: [
				{ point: 'T3', dueAt: new Date('2026-11-19T10:00:00Z') },
				{ point: 'T14', dueAt: new Date('2026-11-30T10:00:00Z') }
			]
		});
		expect(await cases.read(w.desk, w.vale, id)).toMatchObject({
			caseId: id,
			reference: '2026-1',
			interventionOn: '2026-11-16',
			unit: 'North',
			officer: { name: 'Vale', isYou: true },
			deputy: { name: 'Reed', isYou: false },
			supportOrganisation: 'Harbour House',
			supportWorker: { name: 'Quill', isYou: false },
			concern: null,
			facts: {
				orders: [
					{
						kind: 'barring',
						state: 'live',
						from: barring.fromAt,
						to: barring.toAt,
						noContact: true,
						noContactChildren: false
					}
				],
				bailDecisionAt: new Date('2026-11-25T09:30:00Z'),
				programme: null,
				hasChildren: true
			},
			checkIns: [
				{ point: 'T14', state: 'planned', links: [], answeredAt: null },
				{ point: 'T3', state: 'planned', links: [], answeredAt: null }
			],
			mayIssueLink: true
		});
		expect((await audited(w, 'case.opened')).at(-1)).toEqual({
			event: 'case.opened',
			by: w.vale.staffId,
			purpose: 'work_case',
			case: id
		});
	});

	it('tells a dump nothing of children, terms or pregnancy', async () => {
		const [row] = await w.superuser`
			select row_to_json(o)::text as plain from "order" o
			union all select row_to_json(c)::text from "case" c`;
		expect(row?.plain).not.toMatch(/contact"|child|pregnan/i);
	});

	it('cannot take a reference that is taken, and leaves nothing half-made', async () => {
		await w.openCase({ reference: 'twice' });
		await expect(w.openCase({ reference: 'twice', orders: [barring] })).rejects.toThrow();
		expect(await w.superuser`select 1 from "case" where reference = 'twice'`).toHaveLength(1);
	});

	it('changes its facts for its officer, on record, and not for support', async () => {
		const id = await w.openCase({ facts: { hasChildren: false } });
		const change = (staff: Staff) =>
			cases.changeFacts(w.desk, staff, {
				id,
				change: (facts) => ({ ...facts, hasChildren: true })
			});
		expect(await change(w.quill)).toBeNull();
		expect(await change(w.stranger)).toBeNull();
		expect((await cases.read(w.desk, w.quill, id))?.facts?.hasChildren).toBe(false);
		expect(await change(w.reed)).toBe('changed');
		expect((await cases.read(w.desk, w.quill, id))?.facts?.hasChildren).toBe(true);
		expect(await audited(w, 'case.facts_changed')).toHaveLength(1);
		expect(await change(w.finch)).toBe('changed');
	});
});

describe('the list of cases', () => {
	it('has one’s own cases, in the order of their reference, with their concern', async () => {
		const id = await w.openCase({ reference: 'a-critical' });
		await w.answers(id, { SF1: '0', R1: ['neck'], T1: 'yes' });
		await w.works();
		const list = async (staff: Staff) =>
			(await cases.list(w.desk, staff, { after: null }))?.cases ?? [];
		const references = (await list(w.vale)).map(({ reference }) => reference);
		expect(references).toEqual(references.toSorted());
		expect((await list(w.reed)).find(({ caseId }) => caseId === id)).toMatchObject({
			reference: 'a-critical',
			officer: 'Vale',
			concern: { lane: 'police', severity: 'critical', state: 'new' },
			lastAnsweredAt: expect.any(Date),
			nextDueAt: null
		});
		expect((await list(w.quill)).find(({ caseId }) => caseId === id)?.concern?.lane).toBe(
			'support'
		);
		expect(await list(w.stranger)).toEqual([]);
		expect(await cases.list(w.desk, w.admin, { after: null })).toBeNull();
	});

	it('leafs through all of them once', async () => {
		for (let n = 0; n < 60; n++) {
			await w.openCase({
				reference: `leaf-${String(n).padStart(3, '0')}`,
				responsibleOfficerId: w.stranger.staffId,
				deputyOfficerId: null,
				checkIns: []
			});
		}
		const first = await cases.list(w.desk, w.stranger, { after: null });
		const second = await cases.list(w.desk, w.stranger, { after: first?.next ?? null });
		expect([first?.isFirstPage, second?.isFirstPage, second?.next]).toEqual([true, false, null]);
		const all = [...(first?.cases ?? []), ...(second?.cases ?? [])];
		expect(new Set(all.map(({ reference }) => reference)).size).toBe(60);
	});
});
