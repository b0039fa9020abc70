import { reviewersOf, type GlassReviewsView } from '#lib/domain/access/index.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { person, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import type { CasePlace } from '../cases/index.ts';
import * as notes from '../notes/index.ts';
import { findLeaders, findReviews, type OpeningRow } from './store.ts';

const MOST = 100;

/** What this supervisor may review, and what was. The reasons are opened after the record. */
export async function reviews(desk: Desk, staff: Staff): Promise<GlassReviewsView | null> {
	if (staff.role !== 'supervisor') return null;
	const found = await withAgency(desk.db, staff.agencyId, (tx) => find(tx, { desk, staff }));
	return {
		reviews: await Promise.all(
			found.rows.map(async ({ row, at, key, note }) => {
				const { id, reference, openedAt, until, purpose, reviewedBy, reviewedAt, outcome } = row;
				return {
					id,
					reference,
					who: person(staff, row.opener),
					role: row.opener.role,
					openedAt,
					until,
					purpose,
					reason: key && note ? await notes.textOf(key, at, note).catch(() => null) : null,
					reviewed:
						reviewedBy && reviewedAt && outcome ? { by: reviewedBy, at: reviewedAt, outcome } : null
				};
			})
		),
		now: found.now
	};
}

type Found = { row: OpeningRow; at: CasePlace; note: notes.NoteRow | null; key: OpeningKey | null };

async function find(
	tx: Transaction,
	{ desk, staff }: { desk: Desk; staff: Staff }
): Promise<{ rows: Found[]; now: Date }> {
	const { agencyId, staffId } = staff;
	const leaders = await findLeaders(tx, agencyId);
	const mine = (await findReviews(tx, agencyId, MOST)).filter((row) =>
		reviewersOf(leaders, openedOf(row)).includes(staffId)
	);
	const rows: Omit<Found, 'key'>[] = [];
	for (const row of mine) {
		const at = { agencyId, caseId: row.caseId };
		const [note = null] = await notes.findNotes(tx, { ...at, ids: [row.noteId] });
		rows.push({ row, at, note });
	}
	const now = await databaseNow(tx);
	await audit.append(tx, agencyId, {
		event: 'break_glass.listed',
		by: staffId,
		rows: mine.map(({ id }) => id)
	});
	const opened: Found[] = [];
	for (const row of rows) {
		opened.push({ ...row, key: await desk.keys.caseKey(tx, row.at).catch(() => null) });
	}
	return { rows: opened, now };
}

export function openedOf({ unitId, team, opener }: OpeningRow) {
	return { unitId, team, openedBy: opener.id, openersUnitId: opener.unitId };
}
