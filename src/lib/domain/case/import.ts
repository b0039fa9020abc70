import type { Member } from '../access/relation.ts';
import { isDay } from '../schedule/day.ts';
import { interventions } from './kinds.ts';
import { caseReference } from './reference.ts';
import {
	teamProblem,
	type CaseChoices,
	type TeamProblem,
	type WantedCase,
	type WantedTeam
} from './wanted.ts';

/** The columns of a file of cases. Those after `deputy` may be left out, and their cells empty. */
export const importColumns = [
	'reference',
	'intervention_on',
	'intervention',
	'unit',
	'officer',
	'deputy',
	'support_organisation',
	'support_worker',
	'children',
	'conference_on',
	'baseline_sf2',
	'graded_high'
] as const;
export type ImportColumn = (typeof importColumns)[number];
export const neededColumns = importColumns.slice(0, 6);

export const MOST_LINES = 5000;

export const lineProblems = [
	'not_csv',
	'empty',
	'too_long',
	'header_unknown',
	'header_missing',
	'header_twice',
	'cells',
	'reference',
	'twice',
	'day',
	'not_future',
	'intervention',
	'unit',
	'officer',
	'deputy',
	'same_person',
	'not_yours',
	'support_organisation',
	'support_worker',
	'yes_no',
	'baseline'
] as const;
export type LineProblem = (typeof lineProblems)[number];

/**
 * A line that cannot be imported. `line` as a text editor counts it, from 1; `column` as the file
 * names it.
 */
export type BadLine = { line: number; column: string | null; problem: LineProblem };

/** One record of the file, with the line it begins on. */
export type Rec = { line: number; cells: readonly string[] };

export type ReadFile = { cases: WantedCase[]; bad: BadLine[] };

/** Reads what a file says, without asking whether anything of it is there already. */
export function readImport(
	[header, ...records]: readonly Rec[],
	given: { choices: CaseChoices; maker: Member; today: string }
): ReadFile {
	if (!header) return { cases: [], bad: [{ line: 1, column: null, problem: 'empty' }] };
	const columns = header.cells.map((cell) => cell.trim().toLowerCase());
	const bad = headerProblems(columns, header.line);
	if (bad.length > 0) return { cases: [], bad };
	if (records.length === 0) {
		return { cases: [], bad: [{ line: header.line, column: null, problem: 'empty' }] };
	}
	const tooMany = records[MOST_LINES];
	if (tooMany) {
		return { cases: [], bad: [{ line: tooMany.line, column: null, problem: 'too_long' }] };
	}
	const cases: WantedCase[] = [];
	const seen = new Set<string>();
	for (const record of records) {
		const found = readLine(record, { ...given, columns });
		if ('reference' in found) {
			if (seen.has(found.reference)) {
				bad.push({ line: record.line, column: 'reference', problem: 'twice' });
			}
			seen.add(found.reference);
			cases.push(found);
		} else bad.push(...found.bad);
	}
	return { cases, bad };
}

function headerProblems(columns: readonly string[], line: number): BadLine[] {
	const known: readonly string[] = importColumns;
	const strange = columns.filter((name) => !known.includes(name));
	if (strange.length > 0) {
		return strange.map((name) => ({ line, column: shownName(name), problem: 'header_unknown' }));
	}
	if (new Set(columns).size < columns.length) {
		return [{ line, column: null, problem: 'header_twice' }];
	}
	return neededColumns
		.filter((name) => !columns.includes(name))
		.map((column) => ({ line, column, problem: 'header_missing' }));
}

/** A name that is not ours, for a page and a terminal: nothing unseen in it, and no essay. */
function shownName(name: string): string | null {
	const plain = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').trim();
	return plain === '' ? null : plain.slice(0, 40);
}

const words: Record<string, boolean> = { yes: true, no: false, '': false };

type Given = { choices: CaseChoices; maker: Member; today: string; columns: readonly string[] };

const columnOf: Record<TeamProblem, ImportColumn> = {
	unit: 'unit',
	officer: 'officer',
	deputy: 'deputy',
	same_person: 'deputy',
	not_yours: 'officer',
	support_organisation: 'support_organisation',
	support_worker: 'support_worker'
};

function readLine(
	{ line, cells }: Rec,
	{ choices, maker, today, columns }: Given
): WantedCase | { bad: BadLine[] } {
	if (cells.length !== columns.length) {
		return { bad: [{ line, column: null, problem: 'cells' }] };
	}
	const cell = (column: ImportColumn) => (cells[columns.indexOf(column)] ?? '').trim();
	const bad: BadLine[] = [];
	const refuse = (column: ImportColumn, problem: LineProblem) => {
		bad.push({ line, column, problem });
	};

	const reference = caseReference.safeParse(cell('reference'));
	if (!reference.success) refuse('reference', 'reference');
	const interventionOn = cell('intervention_on');
	if (!isDay(interventionOn)) refuse('intervention_on', 'day');
	else if (interventionOn > today) refuse('intervention_on', 'not_future');
	const intervention = interventions.find((kind) => kind === cell('intervention'));
	if (!intervention) refuse('intervention', 'intervention');
	const conferenceOn = cell('conference_on');
	if (conferenceOn !== '' && !isDay(conferenceOn)) refuse('conference_on', 'day');
	const baseline = (['0', '1', '2', '3'] as const).find((code) => code === cell('baseline_sf2'));
	if (!baseline && cell('baseline_sf2') !== '') refuse('baseline_sf2', 'baseline');
	for (const column of ['children', 'graded_high'] as const) {
		if (!Object.hasOwn(words, cell(column).toLowerCase())) refuse(column, 'yes_no');
	}

	const named = teamIn(cell, choices);
	if (named.column) refuse(named.column, named.column);
	else {
		const problem = teamProblem(named, { choices, maker });
		if (problem) refuse(columnOf[problem], problem);
	}
	if (bad.length > 0 || !reference.success || !intervention || named.column) return { bad };
	return {
		...named,
		reference: reference.data,
		interventionOn,
		intervention,
		facts: {
			hasChildren: words[cell('children').toLowerCase()] ?? false,
			gradedHigh: words[cell('graded_high').toLowerCase()] ?? false,
			baselineSF2: baseline ?? null,
			personPhrase: 'hurt',
			conferenceOn: conferenceOn === '' ? null : conferenceOn
		},
		orders: [],
		programme: null
	};
}

type NamedTeam =
	| { column: Extract<ImportColumn, TeamProblem> }
	| (Omit<WantedTeam, 'column'> & { column?: never });

/** Units and organisations by their name, people by their e-mail. */
function teamIn(cell: (column: ImportColumn) => string, choices: CaseChoices): NamedTeam {
	const unit = byName(choices.units, cell('unit'));
	if (!unit) return { column: 'unit' };
	const officer = byEmail(choices.officers, cell('officer'));
	if (!officer) return { column: 'officer' };
	const deputy = byEmail(choices.officers, cell('deputy'));
	if (!deputy) return { column: 'deputy' };
	const organisation = byName(choices.supportOrganisations, cell('support_organisation'));
	if (!organisation && cell('support_organisation') !== '') {
		return { column: 'support_organisation' };
	}
	const worker = byEmail(choices.supportWorkers, cell('support_worker'));
	if (!worker && cell('support_worker') !== '') return { column: 'support_worker' };
	return {
		unitId: unit.id,
		officerId: officer.id,
		deputyId: deputy.id,
		supportOrganisationId: organisation?.id ?? null,
		supportWorkerId: worker?.id ?? null
	};
}

function byName<One extends { name: string }>(list: readonly One[], name: string): One | undefined {
	return list.find((one) => one.name.toLowerCase() === name.toLowerCase());
}

function byEmail<One extends { email: string }>(
	list: readonly One[],
	email: string
): One | undefined {
	return list.find((one) => one.email.toLowerCase() === email.toLowerCase());
}
