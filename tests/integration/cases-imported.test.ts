import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as cases from '#lib/server/desk/cases/index.ts';
import { made, north, otherUnit, wanted } from './case-people.ts';
import { audited, world, type World } from './desk-world.ts';

let w: World;
let south: Awaited<ReturnType<typeof otherUnit>>;
beforeAll(async () => {
	w = await world('cases_imported');
	south = await otherUnit(w);
});
afterAll(() => w.close());

const HEAD = 'reference,intervention_on,intervention,unit,officer,deputy';
const people = 'vale@northmoor.example,reed@northmoor.example';
const line = (reference: string, day = '2026-11-02') =>
	`${reference},${day},arrest,North,${people}`;
const file = (...lines: string[]) => `${[HEAD, ...lines].join('\n')}\n`;
const count = async (begin: string) =>
	(await w.superuser`select 1 from "case" where reference like ${`${begin}%`}`).length;

describe('a file of cases', () => {
	it('is checked without making anything, then made, and made once more makes nothing', async () => {
		const text = file(line('I-1'), line('I-2'));
		expect(await cases.check(w.desk, w.vale, text)).toEqual({
			bad: [],
			made: 2,
			known: 0,
			lines: 2
		});
		expect(await count('I-')).toBe(0);
		expect(await cases.bringIn(w.desk, w.vale, text)).toMatchObject({ made: 2, known: 0 });
		expect(await cases.bringIn(w.desk, w.vale, text)).toMatchObject({ made: 0, known: 2 });
		expect(await cases.check(w.desk, w.vale, text)).toMatchObject({ made: 0, known: 2 });
		const [row] = (await cases.list(w.desk, w.vale, { q: 'I-1' }))?.cases ?? [];
		const view = await cases.read(w.desk, w.vale, row?.caseId ?? '');
		expect(view?.story).toMatchObject({ intervention: 'arrest', history: [{ kind: 'imported' }] });
		expect(view?.checkIns).toHaveLength(5);
		expect((await audited(w, 'cases.imported'))[0]?.rows).toHaveLength(2);
	});

	it('lists each bad line with its number and column, and imports nothing until it is clean', async () => {
		const text = file(
			line('B-1'),
			`,2026-11-02,arrest,North,${people}`,
			line('B-3', '02.11.2026'),
			`B-4,2026-11-02,quarrel,North,${people}`,
			`B-5,2026-11-02,arrest,South,${people}`,
			'B-6,2026-11-02,arrest,North,vale@northmoor.example,vale@northmoor.example',
			'B-7,2026-11-02,arrest,North,marsh@northmoor.example,reed@northmoor.example',
			line('B-1'),
			`"B-\n9",2026-11-02,arrest,North,${people}`,
			'B-10,2026-11-02',
			line('B-11', '2099-01-01'),
			line('B-12', '0026-11-02')
		);
		const report = await cases.bringIn(w.desk, w.vale, text);
		expect(
			report?.bad.map(({ line: at, column, problem }) => `${at} ${column} ${problem}`)
		).toEqual([
			'3 reference reference',
			'4 intervention_on day',
			'5 intervention intervention',
			'6 unit unit',
			'7 deputy same_person',
			'8 officer not_yours',
			'9 reference twice',
			'10 reference reference',
			'12 null cells',
			'13 intervention_on not_future',
			'14 intervention_on day'
		]);
		expect(await count('B-')).toBe(0);
	});

	it.each([
		['nothing', '', 'empty'],
		['a head and no line', HEAD, 'empty'],
		['a column too few', 'reference,unit\nx,North', 'header_missing'],
		['a column that nobody knows', `${HEAD},name\n${line('x')},y`, 'header_unknown'],
		['a column twice', `${HEAD},unit\n${line('x')},North`, 'header_twice'],
		['an open quotation mark', file('"x'), 'not_csv'],
		['a NUL', file(line('x\0')), 'not_csv'],
		['too many lines', file(...Array.from({ length: 5001 }, (_, n) => line(`x${n}`))), 'too_long']
	])('with %s is refused with a sentence', async (_, text, problem) => {
		const report = await cases.check(w.desk, w.vale, text);
		expect(report?.bad[0]?.problem).toBe(problem);
	});

	it('that names a column nobody knows is told which, without what the eye does not see', async () => {
		const text = `${HEAD},na\u001bme,,unit_2\n${line('x')},y,,z\n`;
		expect((await cases.check(w.desk, w.vale, text))?.bad).toEqual(
			['na me', null, 'unit_2'].map((column) => ({ line: 1, column, problem: 'header_unknown' }))
		);
	});

	it('may have a mark at its head, semicolons, and lines as Windows ends them', async () => {
		const text = `\uFEFF${file(line('SEMI-1')).replaceAll(',', ';').replaceAll('\n', '\r\n')}`;
		expect(await cases.bringIn(w.desk, w.vale, text)).toMatchObject({ bad: [], made: 1 });
	});

	it('brings what it knows of her and of support', async () => {
		const text = [
			`${HEAD},support_organisation,support_worker,children,conference_on,baseline_sf2,graded_high`,
			`${line('FULL-1')},harbour house,QUILL@northmoor.example,Yes,2026-03-01,1,yes`
		].join('\n');
		expect(await cases.bringIn(w.desk, w.finch, text)).toMatchObject({ bad: [], made: 1 });
		const [row] = (await cases.list(w.desk, w.quill, { q: 'FULL1' }))?.cases ?? [];
		expect(await cases.prepareEdit(w.desk, w.vale, row?.caseId ?? '')).toMatchObject({
			hasChildren: true,
			gradedHigh: true,
			conferenceOn: '2026-03-01',
			baselineSF2: '1'
		});
	});

	it('checked clean is made: a day that nothing can be counted from is a mistake of its line', async () => {
		const dated = (reference: string, day: string) => `${line(reference)},${day}`;
		const text = `${HEAD},conference_on\n${dated('DAY-1', '2026-03-01')}\n${dated('DAY-2', '9999-12-31')}\n`;
		const bad = [{ line: 3, column: 'conference_on', problem: 'day' }];
		expect(await cases.check(w.desk, w.vale, text)).toMatchObject({ bad });
		expect(await cases.bringIn(w.desk, w.vale, text)).toMatchObject({ bad, made: 0 });
		expect(await count('DAY-')).toBe(0);
	});

	it('imported by two people at once, and many lines at once, makes each case once', async () => {
		const text = file(...Array.from({ length: 120 }, (_, n) => line(`RACE-${n}`)));
		const both = await Promise.all(
			[w.vale, w.reed, w.vale].map((one) => cases.bringIn(w.desk, one, text))
		);
		expect(both.reduce((sum, one) => sum + (one?.made ?? 0), 0)).toBe(120);
		expect(await count('RACE-')).toBe(120);
	});

	it('is for officers and supervisors only', async () => {
		for (const staff of [w.quill, w.programme, w.admin, w.auditor]) {
			expect(await cases.check(w.desk, staff, file(line('N-1')))).toBeNull();
			expect(await cases.bringIn(w.desk, staff, file(line('N-1')))).toBeNull();
			expect(await cases.badLines(w.desk, staff, file(line('N-1')))).toBeNull();
		}
	});
});

describe('H40 a file with a reference that the importer may not see', () => {
	it('H40 is answered as if it were new, is parked, and the same file again makes nothing', async () => {
		await made(w, w.vale, wanted('HIDDEN-1', north(w)));
		const theirs = 'rowansouth@south.example,sedgesouth@south.example';
		const text = `${HEAD}\nHIDDEN-1,2026-11-02,arrest,South,${theirs}\n`;
		const fresh = text.replace('HIDDEN-1', 'FRESH-1');
		for (const verb of [cases.check, cases.bringIn, cases.bringIn, cases.check]) {
			expect(await verb(w.desk, south.officer, text)).toEqual(
				await verb(w.desk, south.officer, fresh)
			);
		}
		expect(await count('HIDDEN-1')).toBe(2);
		expect((await cases.listParked(w.desk, south.supervisor))?.parked).toMatchObject([
			{ reference: 'HIDDEN-1' }
		]);
		const twice = await Promise.all([1, 2].map(() => cases.bringIn(w.desk, south.officer, text)));
		expect(twice.map((one) => one?.made)).toEqual([0, 0]);
		expect(await count('HIDDEN-1')).toBe(2);
	});
});
