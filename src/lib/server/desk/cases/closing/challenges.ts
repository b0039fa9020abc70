import type { ChallengesView, Obstacle } from '#lib/domain/case/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, type Desk, type Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as notes from '../../notes/index.ts';
import * as history from '../history/index.ts';
import { obstaclesOf } from './obstacles.ts';
import { settle } from './settle.ts';
import { textOrNull } from './show.ts';
import {
	changeClosing,
	findChallenges,
	findLastClosing,
	lockCase,
	now,
	supervisesAny,
	type ClosingRow
} from './store.ts';

const ROUTE = '/desk/cases/challenges';

/** Challenges that this person decides about: of cases of other units, and not their own. */
async function findOwn(tx: Transaction, staff: Staff): Promise<ClosingRow[]> {
	if (staff.role !== 'supervisor' || !(await supervisesAny(tx, staff))) return [];
	return findChallenges(tx, staff);
}

export async function countChallenges(tx: Transaction, staff: Staff): Promise<number> {
	return (await findOwn(tx, staff)).length;
}

/**
 * What waits for a decision: the two reasons and the reference, nothing else of the case. Null for who
 * decides nothing.
 */
export async function listChallenges(desk: Desk, staff: Staff): Promise<ChallengesView | null> {
	if (staff.role !== 'supervisor') return null;
	const { agencyId, staffId } = staff;
	const found = await withAgency(desk.db, agencyId, async (tx) => {
		const rows = await findOwn(tx, staff);
		const at = await databaseNow(tx);
		await audit.append(tx, agencyId, {
			event: 'challenges.shown',
			by: staffId,
			rows: rows.map(({ caseId }) => caseId)
		});
		const keys = [];
		for (const { caseId } of rows) {
			keys.push(await desk.keys.caseKey(tx, { agencyId, caseId }).catch(() => null));
		}
		return { rows, keys, now: at };
	});
	const challenges = found.rows.map(async (row, index) => {
		const place = { agencyId, caseId: row.caseId, key: found.keys[index] ?? null };
		return {
			closingId: row.id,
			reference: row.reference,
			unit: row.unit,
			askedBy: row.askedBy.name,
			reason: await textOrNull(place, row.note),
			challengedBy: row.challenger?.name ?? '',
			challengedAt: row.challengedAt ?? found.now,
			text: await textOrNull(place, row.challengeNote),
			isClosed: row.closedAt !== null
		};
	});
	return { challenges: await Promise.all(challenges), now: found.now };
}

export type Answered = { kind: 'answered' } | { kind: 'obstacles'; obstacles: Obstacle[] };

/**
 * Decides about a challenge, with reasons. `closes` closes the case when its own supervisor has agreed
 * and nothing stands in the way; `stays_open` ends the attempt. Whoever decides works none of the
 * lanes: one that is not in order is put in order by its own side, which then agrees.
 */
export function answer(
	desk: Desk,
	staff: Staff,
	wanted: { closingId: string; says: 'stays_open' | 'closes'; text: string }
): Promise<Answered | null> {
	return withAgency(desk.db, staff.agencyId, async (tx): Promise<Answered | null> => {
		const { agencyId, staffId: by } = staff;
		const own = (await findOwn(tx, staff)).find(({ id }) => id === wanted.closingId);
		const at = own && { agencyId, caseId: own.caseId };
		const row = at && (await lockCase(tx, at));
		const found = at && (await findLastClosing(tx, at));
		if (!own || !at || !row || found?.id !== own.id || found.answeredAt) {
			return deny(tx, staff, { object: own?.caseId ?? by, route: ROUTE });
		}
		const closes = wanted.says === 'closes';
		const left = closes ? await obstaclesOf(tx, at, { lanes: [], contactAt: null }) : [];
		if (left.length > 0) return { kind: 'obstacles', obstacles: left };

		const noteId = await notes.add(tx, {
			...at,
			authorId: by,
			kind: 'reason',
			text: wanted.text
		});
		await changeClosing(
			tx,
			{ agencyId, id: found.id },
			{
				answeredBy: by,
				answeredAt: now,
				answerNoteId: noteId,
				answer: wanted.says,
				...(closes || found.closedAt ? {} : { withdrawnAt: now })
			}
		);
		await history.add(tx, { ...at, kind: 'closing_answered', by, noteId });
		const answered = { ...found, answeredAt: await databaseNow(tx) };
		const ends = closes && (await settle({ tx, at }, { desk, staff, found: answered }));
		await audit.append(tx, agencyId, {
			event: 'case.closing_answered',
			by,
			case: at.caseId,
			answer: wanted.says,
			reason: noteId
		});
		if (ends) await audit.append(tx, agencyId, { event: 'case.closed', by, case: at.caseId });
		return { kind: 'answered' };
	});
}
