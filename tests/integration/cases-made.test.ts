import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualFilter } from '#lib/domain/case/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import { block, made, newId, north, otherUnit, setAway, wanted } from './case-people.ts';
import { audited, world, type World } from './desk-world.ts';

let w: World;
let south: Awaited<ReturnType<typeof otherUnit>>;
beforeAll(async () => {
	w = await world('cases_made');
	south = await otherUnit(w);
});
afterAll(() => w.close());

const listed = async (staff: Staff, look: cases.CasesLook = {}) =>
	(await cases.list(w.desk, staff, look)) ?? { cases: [], next: null, parked: -1, unmanned: -1 };
const references = async (staff: Staff, look: cases.CasesLook = {}) =>
	(await listed(staff, look)).cases.map(({ reference }) => reference);

describe('a new case', () => {
	it('plans the rounds of the schedule, keeps what is said of her sealed, and tells who made it', async () => {
		const given = wanted('N 2026/001', north(w), {
			facts: {
				hasChildren: true,
				gradedHigh: true,
				baselineSF2: '2',
				personPhrase: 'ex',
				conferenceOn: '2026-05-04'
			},
			programme: null
		});
		const id = await made(w, w.vale, given);
		const view = await cases.read(w.desk, w.vale, id);
		expect(view?.checkIns.map(({ point }) => point)).toEqual([
			'T365',
			'T182',
			'T90',
			'T30',
			'T14',
			'T3'
		]);
		expect(view?.story.history).toMatchObject([{ kind: 'created', by: { name: 'Vale' } }]);
		const edit = await cases.prepareEdit(w.desk, w.vale, id);
		expect(edit).toMatchObject({
			hasChildren: true,
			gradedHigh: true,
			conferenceOn: '2026-05-04',
			baselineSF2: '2',
			personPhrase: 'ex'
		});
		const [row] = await w.superuser`select to_jsonb(c) as plain from "case" c where id = ${id}`;
		expect(JSON.stringify(row?.plain)).not.toMatch(/child|2026-05-04/);
	});

	it.each([
		['no officer of the unit', { officerId: 'south' }, 'officer'],
		['no deputy of the unit', { deputyId: 'south' }, 'deputy'],
		['the same person twice', { deputyId: 'vale' }, 'same_person'],
		['a case that is not one’s own', { officerId: 'reed', deputyId: 'stranger' }, 'not_yours'],
		['a day to come', { interventionOn: '2999-01-01' }, 'not_future'],
		['a worker of nobody', { supportWorkerId: 'quill' }, 'support_worker']
	] as const)('is refused with %s', async (_, changes, problem) => {
		const ids: Record<string, string> = {
			south: south.officer.staffId,
			vale: w.vale.staffId,
			reed: w.reed.staffId,
			stranger: w.stranger.staffId,
			quill: w.quill.staffId
		};
		const change = Object.fromEntries(
			Object.entries(changes).map(([name, value]) => [name, ids[value] ?? value])
		);
		const given = { ...wanted('refused', north(w)), ...change };
		expect(await cases.add(w.desk, w.vale, { id: newId(), wanted: given })).toEqual({
			kind: 'problem',
			problem
		});
		expect(await references(w.vale, { q: 'refused' })).toEqual([]);
	});

	it('is made once, however often its form is sent', async () => {
		const id = newId();
		const given = wanted('once', north(w));
		const both = await Promise.all(
			[1, 2, 3].map(() => cases.add(w.desk, w.vale, { id, wanted: given }))
		);
		expect(both).toEqual([1, 2, 3].map(() => ({ kind: 'made', caseId: id })));
		expect(await w.superuser`select 1 from "case" where reference = 'once'`).toHaveLength(1);
	});

	it('of a reference that one has oneself is a kind problem with the way to it', async () => {
		const id = await made(w, w.vale, wanted('own', north(w)));
		const again = await cases.add(w.desk, w.reed, { id: newId(), wanted: wanted('own', north(w)) });
		expect(again).toEqual({ kind: 'taken', caseId: id });
	});

	it('is one case when two people make the same one at once', async () => {
		const both = await Promise.all(
			[w.vale, w.reed].map((staff) =>
				cases.add(w.desk, staff, { id: newId(), wanted: wanted('at once', north(w)) })
			)
		);
		expect(both.map((one) => one?.kind).toSorted()).toEqual(['made', 'taken']);
	});

	it('is for nobody of support, programme, admin or audit', async () => {
		for (const staff of [w.quill, w.programme, w.admin, w.auditor]) {
			expect(await cases.prepare(w.desk, staff)).toBeNull();
			const given = wanted('not for you', north(w));
			expect(await cases.add(w.desk, staff, { id: newId(), wanted: given })).toBeNull();
		}
	});
});

describe('H40 a reference that its maker may not see', () => {
	it('H40 makes a case like any other: same answer, same page, same list, and no mark', async () => {
		await made(w, w.vale, wanted('HID-77', north(w)));
		const hidden = await made(w, south.officer, wanted('HID-77', { ...south }));
		const fresh = await made(w, south.officer, wanted('FRE-88', { ...south }));
		const page = async (id: string, reference: string) => {
			const view = await cases.read(w.desk, south.officer, id);
			const text = JSON.stringify({ ...view, now: null });
			return text
				.replaceAll(reference, 'REF')
				.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
				.replaceAll(/"at":"[^"]+"/g, '"at"');
		};
		expect(await page(hidden, 'HID-77')).toBe(await page(fresh, 'FRE-88'));
		const rows = (await listed(south.officer)).cases.map(
			({ reference: _r, caseId: _c, ...row }) => row
		);
		expect(rows[0]).toEqual(rows[1]);
		expect(await references(south.officer, { q: 'hid77' })).toEqual(['HID-77']);
		// and made once more it is one's own, as with any other
		const again = { id: newId(), wanted: wanted('HID-77', { ...south }) };
		expect(await cases.add(w.desk, south.officer, again)).toEqual({
			kind: 'taken',
			caseId: hidden
		});
	});

	it('H40 is parked for the supervisor of the unit, who sees both and decides', async () => {
		const view = await cases.listParked(w.desk, south.supervisor);
		expect(view?.parked).toMatchObject([
			{
				reference: 'HID-77',
				made: { unit: 'South', officer: 'RowanSouth' },
				existing: { unit: 'North', officer: 'Vale' }
			}
		]);
		expect((await listed(south.supervisor)).parked).toBe(1);
		for (const staff of [w.finch, south.officer, w.vale]) {
			expect((await listed(staff)).parked).toBe(0);
			expect((await cases.listParked(w.desk, staff))?.parked ?? []).toEqual([]);
		}
		const caseId = view?.parked[0]?.caseId ?? '';
		expect(await cases.keep(w.desk, w.finch, { caseId, reference: 'mine' })).toBeNull();
		expect(await cases.keep(w.desk, south.supervisor, { caseId, reference: 'FRE-88' })).toBe(
			'taken'
		);
		expect(await cases.keep(w.desk, south.supervisor, { caseId, reference: 'HID-77-S' })).toBe(
			'kept'
		);
		expect((await listed(south.supervisor)).parked).toBe(0);
		expect(await references(south.officer, { q: 'hid' })).toEqual(['HID-77-S']);
		expect((await audited(w, 'parked.kept')).at(-1)).toMatchObject({ case: caseId });
	});

	it('H40 goes past a supervisor who is blocked on the other case, to another unit', async () => {
		const theirs = await made(w, w.vale, wanted('BLK-9', north(w)));
		await block(w, { caseId: theirs, staffId: south.supervisor.staffId });
		const parked = await made(w, south.officer, wanted('BLK-9', { ...south }));
		expect((await cases.listParked(w.desk, south.supervisor))?.parked).toEqual([]);
		expect((await cases.listParked(w.desk, w.finch))?.parked).toMatchObject([{ caseId: parked }]);
		const reason = 'The same intervention, recorded twice by two units.';
		expect(await cases.closeParked(w.desk, w.finch, { caseId: parked, reason })).toBe('closed');
		const view = await cases.read(w.desk, south.officer, parked);
		expect(view?.story.closedAt).not.toBeNull();
		expect(view?.story.history[0]).toMatchObject({ kind: 'closed', reason });
	});

	it('H40 search, filters, orders and counts show nothing of another unit, another agency or a blocked case', async () => {
		const theirs = await made(w, w.vale, wanted('SECRET-1', north(w)));
		const other = await w.elsewhere();
		const looks: cases.CasesLook[] = [
			'open',
			'concern',
			'overdue',
			'unplanned',
			'unmanned',
			'closed',
			'all'
		]
			.flatMap((filter) => ['reference', 'intervention', 'due'].map((sort) => ({ filter, sort })))
			.concat([{ filter: 'all', sort: 'reference' }]);
		await setAway(w, w.vale.staffId);
		for (const staff of [w.stranger, south.officer, south.supervisor, other.finch, w.harbour]) {
			for (const look of looks) {
				const view = await listed(staff, { ...look, q: 'secret' });
				expect(view.cases).toEqual([]);
				expect(view.next).toBeNull();
			}
			expect((await listed(staff)).unmanned).toBe(0);
		}
		expect((await listed(w.finch, { q: 'secret', filter: 'unmanned' })).cases).toHaveLength(1);
		const before = (await listed(w.finch)).unmanned;
		await block(w, { caseId: theirs, staffId: w.finch.staffId });
		expect((await listed(w.finch)).unmanned).toBe(before - 1);
		expect((await listed(w.finch, { q: 'secret' })).cases).toEqual([]);
		await setAway(w, w.vale.staffId, false);
	});
});

describe('the list', () => {
	it('finds a reference by its beginning or its end, whatever stands between', async () => {
		await made(w, w.vale, wanted('LF-26/11.0042', north(w)));
		for (const q of ['lf26', 'LF-26/11', '0042', '11.0042', 'lf 26 11 0042']) {
			expect(await references(w.vale, { q }), q).toEqual(['LF-26/11.0042']);
		}
		for (const q of ['26/11', '%', '_', '%99', "'; --", 'lf26\u0000x', 'é']) {
			expect(await references(w.vale, { q }), q).toEqual([]);
		}
	});

	it('finds a closed case with the form as it is sent when nothing was chosen', async () => {
		const id = await made(w, w.vale, wanted('SHUT-1', north(w)));
		await w.superuser`update "case" set closed_at = heard_now() where id = ${id}`;
		expect(await references(w.vale, { q: 'shut1', filter: '' })).toEqual(['SHUT-1']);
		expect(await references(w.vale, { q: 'shut1', filter: 'open' })).toEqual([]);
		expect(await references(w.vale, { filter: '' })).not.toContain('SHUT-1');
		// on the page of a list that nothing was searched on, its own filter is left out
		expect(usualFilter('')).toBe('open');
		expect(usualFilter('shut1')).toBe('all');
	});

	it('says on record what was shown, and whether it was searched for', async () => {
		const id = await made(
			w,
			w.reed,
			wanted('SHOWN-3', { ...north(w), officer: w.reed, deputy: w.vale })
		);
		await references(w.reed, { q: 'shown3' });
		expect((await audited(w, 'cases.shown')).at(-1)).toEqual({
			event: 'cases.shown',
			by: w.reed.staffId,
			purpose: 'work_case',
			rows: [id],
			filter: 'all',
			searched: true
		});
	});

	it('leafs through every order once, and back to the first page', async () => {
		const east = await otherUnit(w, 'East');
		for (let n = 0; n < 53; n++) {
			const day = String(1 + (n % 28)).padStart(2, '0');
			await made(w, east.officer, wanted(`E-${n}`, east, { interventionOn: `2026-10-${day}` }));
		}
		for (const sort of ['reference', 'intervention', 'due']) {
			const first = await listed(east.supervisor, { sort });
			const second = await listed(east.supervisor, { sort, after: first.next });
			const all = [...first.cases, ...second.cases].map(({ reference }) => reference);
			expect([first.cases.length, second.next]).toEqual([50, null]);
			expect(new Set(all).size, sort).toBe(53);
		}
		const foreign = (await listed(east.supervisor, { sort: 'due' })).next;
		expect(
			(await listed(east.supervisor, { sort: 'reference', after: foreign })).cases
		).toHaveLength(50);
		expect((await listed(east.supervisor, { after: 'nonsense' })).cases).toHaveLength(50);
		const last = { sort: 'intervention', at: '2026-02-30', id: newId() };
		const noDay = Buffer.from(JSON.stringify(last)).toString('base64url');
		const head = await listed(east.supervisor, { sort: 'intervention', after: noDay });
		expect(head.cases).toHaveLength(50);
	});

	it('tells mine from my unit’s, and shows a case without an officer on duty until it has one', async () => {
		const west = await otherUnit(w, 'West');
		await made(w, west.officer, wanted('W-1', west));
		expect(await references(west.supervisor)).toEqual(['W-1']);
		expect(await references(west.supervisor, { scope: 'mine' })).toEqual([]);
		expect((await listed(west.supervisor)).unmanned).toBe(0);
		await setAway(w, west.officer.staffId);
		const view = await listed(west.supervisor, { filter: 'unmanned' });
		expect(view.unmanned).toBe(1);
		expect(view.cases).toMatchObject([{ isOfficerAway: true, deputyOnDuty: 'SedgeWest' }]);
		await setAway(w, west.officer.staffId, false);
		expect((await listed(west.supervisor)).unmanned).toBe(0);

		// still named, and not able to lead a case any more
		await w.superuser`update staff set role = 'auditor' where id = ${west.officer.staffId}`;
		const without = await listed(west.supervisor, { filter: 'unmanned' });
		expect(without.unmanned).toBe(1);
		expect(without.cases).toMatchObject([{ isOfficerAway: true, deputyOnDuty: 'SedgeWest' }]);
	});
});
