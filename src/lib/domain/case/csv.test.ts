import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { neutralCell, toCsv } from './csv.ts';

describe('H34 a cell that a spreadsheet would run', () => {
	it.each([
		['=1+1'],
		['+1'],
		['-1'],
		['@SUM(A1)'],
		['\t=1'],
		['\r=1'],
		['\tx'],
		[' =1'],
		['\u200B=1'],
		['\uFEFF=1'],
		['\0=1'],
		['\n=1']
	])('H34 %j becomes text', (cell) => {
		expect(neutralCell(cell).startsWith("'")).toBe(true);
		expect(neutralCell(cell)).not.toContain('\0');
	});

	it.each(['LF-2026', 'a=b', '', '2026-11-16', "O'Hara"])('H34 %j stays as it is', (cell) => {
		expect(neutralCell(cell)).toBe(cell);
	});

	it('H34 quotes keep a cell in its place', () => {
		const rows = [
			['a"b', 'c,d', 'e\nf'],
			['=x', '', ';']
		];
		expect(parse(toCsv(rows))).toEqual([
			['a"b', 'c,d', 'e\nf'],
			["'=x", '', ';']
		]);
	});
});
