import { parse } from 'csv-parse/sync';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { mayEnter, relationTo } from '#lib/domain/access/index.ts';
import {
	readImport,
	type BadLine,
	type ImportReport,
	type Rec,
	type WantedCase
} from '#lib/domain/case/index.ts';
import { caseId } from '#lib/domain/ids.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { choicesFor } from '../choices/index.ts';
import { newCaseOf, todayIn } from '../create/add.ts';
import { findByReference, lockReferences } from '../create/store.ts';
import { prepareCase, writeCases } from '../create/write.ts';
import * as history from '../history/index.ts';
import { findSettings } from '../store.ts';

/** Cases of one transaction: short enough for the agency's audit chain, which waits for it. */
const BATCH = 50;

/** A file of 5,000 long lines. The page takes less: a body ends at `BODY_SIZE_LIMIT`. */
export const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Tells what a file would do, line by line, and does nothing. A reference of a case that this person
 * may not see counts as new. Null for who imports none.
 */
export async function check(desk: Desk, staff: Staff, text: string): Promise<ImportReport | null> {
	const read = await readFile(desk, staff, text);
	if (!read) return null;
	const { cases, bad } = read;
	const known = await withAgency(desk.db, staff.agencyId, async (tx) => {
		let count = 0;
		for (const batch of batches(cases)) count += (await ownOf(tx, staff, batch)).size;
		return count;
	});
	return { bad, made: cases.length - known, known, lines: cases.length };
}

/**
 * Makes the cases of a file that has no bad line, and nothing of one that has. In batches: whatever
 * ends it half-way, the same file again makes the rest and nothing twice. So do two people at once.
 */
export async function bringIn(
	desk: Desk,
	staff: Staff,
	text: string
): Promise<ImportReport | null> {
	const read = await readFile(desk, staff, text);
	if (!read) return null;
	const { cases, bad } = read;
	if (bad.length > 0) return { bad, made: 0, known: 0, lines: cases.length };
	let made = 0;
	for (const batch of batches(cases)) made += await makeBatch(desk, staff, batch);
	return { bad: [], made, known: cases.length - made, lines: cases.length };
}

function makeBatch(desk: Desk, staff: Staff, batch: readonly WantedCase[]): Promise<number> {
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const { intake } = await findSettings(tx, agencyId);
		const prepared = [];
		for (const wanted of batch) {
			const at = { agencyId, caseId: caseId.parse(uuid()) };
			const given = newCaseOf(wanted, intake.timeZone);
			prepared.push(await prepareCase(tx, desk, { at, given }));
		}
		await lockReferences(tx, agencyId);
		const found = await findByReference(tx, {
			agencyId,
			references: batch.map(({ reference }) => reference)
		});
		const own = new Set(
			found.filter(({ team }) => relationTo(team, staff)).map(({ reference }) => reference)
		);
		const others = new Set(found.map(({ reference }) => reference));
		const fresh = prepared.filter(({ given }) => !own.has(given.reference));
		if (fresh.length === 0) return 0;
		await writeCases(
			tx,
			fresh.map((one) => ({ ...one, isParked: others.has(one.given.reference) }))
		);
		await history.add(
			tx,
			...fresh.map(({ at }) => ({ ...at, kind: 'imported' as const, by: staffId }))
		);
		await audit.append(tx, agencyId, {
			event: 'cases.imported',
			by: staffId,
			rows: fresh.map(({ at }) => at.caseId)
		});
		return fresh.length;
	});
}

async function ownOf(
	tx: Parameters<typeof findByReference>[0],
	staff: Staff,
	batch: readonly WantedCase[]
): Promise<Set<string>> {
	const found = await findByReference(tx, {
		agencyId: staff.agencyId,
		references: batch.map(({ reference }) => reference)
	});
	return new Set(
		found.filter(({ team }) => relationTo(team, staff)).map(({ reference }) => reference)
	);
}

function* batches<One>(all: readonly One[]): Generator<readonly One[]> {
	for (let from = 0; from < all.length; from += BATCH) yield all.slice(from, from + BATCH);
}

/** Every bad line with its cells as they stand in the file. Null for who imports none. */
export async function badLines(
	desk: Desk,
	staff: Staff,
	text: string
): Promise<(BadLine & { cells: readonly string[] })[] | null> {
	const read = await readFile(desk, staff, text);
	if (!read) return null;
	const records = recordsOf(text);
	const cellsOf = (line: number) =>
		Array.isArray(records) ? (records.find((one) => one.line === line)?.cells ?? []) : [];
	return read.bad.map((one) => ({ ...one, cells: cellsOf(one.line) }));
}

async function readFile(desk: Desk, staff: Staff, text: string) {
	if (!mayEnter(staff.role, '/desk/cases/import')) return null;
	const records = recordsOf(text);
	if (!Array.isArray(records)) return { cases: [], bad: [records] };
	return withAgency(desk.db, staff.agencyId, async (tx) =>
		readImport(records, {
			choices: await choicesFor(tx, staff),
			maker: staff,
			today: await todayIn(tx, staff.agencyId)
		})
	);
}

const parsedRecord = z.object({
	record: z.array(z.string()),
	info: z.object({ lines: z.int() })
});

/** The records of a file, or the line at which it stops being one. */
export function recordsOf(
	text: string
): Rec[] | { line: number; column: null; problem: 'not_csv' | 'too_long' } {
	if (text.length > MOST_BYTES) return { line: 1, column: null, problem: 'too_long' };
	// a NUL is in no text that a person wrote, and the database takes none
	if (text.includes('\0')) return { line: 1, column: null, problem: 'not_csv' };
	const [header = ''] = text.split(/\r?\n/, 1);
	const isSemicolon = header.includes(';') && !header.includes(',');
	try {
		const found: unknown[] = parse(text, {
			bom: true,
			delimiter: isSemicolon ? ';' : ',',
			info: true,
			relax_column_count: true,
			skip_empty_lines: true
		});
		return found.map((one) => {
			const { record, info } = parsedRecord.parse(one);
			// the line on which the record ends, less the line breaks inside its cells
			const inside = record.join('').split('\n').length - 1;
			return { line: info.lines - inside, cells: record };
		});
	} catch (error) {
		const line = error instanceof Error && 'lines' in error ? Number(error.lines) : 1;
		return { line: Number.isInteger(line) ? line : 1, column: null, problem: 'not_csv' };
	}
}
