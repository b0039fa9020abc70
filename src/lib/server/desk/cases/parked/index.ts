import { keepsDuplicate, type ParkedSide, type ParkedView } from '#lib/domain/case/index.ts';
import { lanes } from '#lib/domain/concern/index.ts';
import { caseId as caseIdOf } from '#lib/domain/ids.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, type Desk, type Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as notes from '../../notes/index.ts';
import { endCase } from '../closing/end.ts';
import { obstaclesOf } from '../closing/obstacles.ts';
import { lockReferences } from '../create/store.ts';
import * as history from '../history/index.ts';
import { findPairs, type Pair } from './find.ts';
import { findHolders, renameCase, type SideRow } from './store.ts';

const ROUTE = '/desk/cases/parked';

/** Parked cases for this person to decide about, each beside the one that has its reference. */
export async function listParked(desk: Desk, staff: Staff): Promise<ParkedView | null> {
	if (staff.role !== 'supervisor') return null;
	const { agencyId, staffId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const pairs = await findPairs(tx, staff);
		const parked = [];
		for (const { made, existing } of pairs) {
			const at = { agencyId, caseId: made.caseId };
			parked.push({
				caseId: made.caseId,
				reference: made.reference,
				made: sideOf(made),
				existing: existing && sideOf(existing),
				obstacles: await obstaclesOf(tx, at, { lanes, contactAt: null })
			});
		}
		const now = await databaseNow(tx);
		await audit.append(tx, agencyId, {
			event: 'parked.shown',
			by: staffId,
			rows: pairs
				.flatMap(({ made, existing }) => [made, existing])
				.flatMap((one) => one?.caseId ?? [])
		});
		return { parked, now };
	});
}

function sideOf(row: SideRow): ParkedSide {
	const { interventionOn, intervention, unit, officer, deputy, supportOrganisation } = row;
	return {
		interventionOn,
		intervention,
		unit,
		officer,
		deputy,
		supportOrganisation,
		openedAt: row.openedAt,
		isClosed: row.closedAt !== null
	};
}

/** It is another victim, or another intervention: it goes on under a reference of its own. */
export function keep(
	desk: Desk,
	staff: Staff,
	{ caseId, reference }: { caseId: string; reference: string }
): Promise<'kept' | 'taken' | null> {
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const { agencyId, staffId } = staff;
		await lockReferences(tx, agencyId);
		const pair = await pairOf(tx, staff, caseId);
		if (!pair) return deny(tx, staff, { object: idOrNone(caseId), route: ROUTE });
		const [holder] = await findHolders(tx, { agencyId, references: [reference] });
		// a case that must not be known here is not told of: this one stays parked, for somebody else
		const isHidden = holder?.team.blockedIds.includes(staffId) ?? false;
		if (holder && !isHidden) return 'taken';
		const at = { agencyId, caseId: pair.made.caseId };
		await renameCase(tx, { ...at, reference, isParked: isHidden });
		await history.add(tx, { ...at, kind: 'changed', by: staffId });
		await audit.append(tx, agencyId, {
			event: 'parked.kept',
			by: staffId,
			case: at.caseId,
			existing: pair.existing?.caseId ?? null
		});
		return 'kept';
	});
}

/** It is the same victim: this one ends, and its people go to the officer of the other. */
export function closeParked(
	desk: Desk,
	staff: Staff,
	{ caseId, reason }: { caseId: string; reason: string }
): Promise<'closed' | 'obstacles' | null> {
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const { agencyId, staffId } = staff;
		await lockReferences(tx, agencyId);
		const pair = await pairOf(tx, staff, caseId);
		if (!pair) return deny(tx, staff, { object: idOrNone(caseId), route: ROUTE });
		const at = { agencyId, caseId: pair.made.caseId };
		const left = await obstaclesOf(tx, at, { lanes, contactAt: null });
		if (left.some(keepsDuplicate)) return 'obstacles';
		const noteId = await notes.add(tx, { ...at, authorId: staffId, kind: 'reason', text: reason });
		await endCase(tx, at);
		await history.add(tx, { ...at, kind: 'closed', by: staffId, noteId });
		await audit.append(tx, agencyId, {
			event: 'parked.closed',
			by: staffId,
			case: at.caseId,
			existing: pair.existing?.caseId ?? null,
			reason: noteId
		});
		return 'closed';
	});
}

async function pairOf(tx: Transaction, staff: Staff, caseId: string): Promise<Pair | null> {
	const pairs = await findPairs(tx, staff);
	return pairs.find(({ made }) => made.caseId === caseId) ?? null;
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** The record takes ids only. */
function idOrNone(id: string): string {
	return caseIdOf.safeParse(id).success ? id : nobody;
}
