import { v7 as uuid } from 'uuid';
import { mayWorkLinks, type NewLinkView } from '#lib/domain/access/index.ts';
import { caseId, type CaseId } from '#lib/domain/ids.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, relationIn, type Desk, type Staff } from '../access/index.ts';
import { findCase, findSettings } from '../cases/index.ts';
import { roundFor } from './round.ts';
import { findRounds } from './store.ts';

export const ROUTE = '/desk/cases/[id]/links/new';

/** Lives to choose from, in hours; the agency's own stands among them. */
const LIVES = [1, 24, 72, 168];

/**
 * The form for a new link. Null for who may not make one, for a closed case, and where the agency
 * does not allow card and code from one hand: there is no other way to hand over yet.
 */
export async function prepare(desk: Desk, staff: Staff, id: string): Promise<NewLinkView | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	return withAgency(desk.db, staff.agencyId, (tx) => find(tx, staff, parsed.data));
}

async function find(tx: Transaction, staff: Staff, id: CaseId): Promise<NewLinkView | null> {
	const { agencyId } = staff;
	const row = await findCase(tx, { agencyId, caseId: id });
	const relation = relationIn(row && row.team, staff);
	const { desk, intake } = await findSettings(tx, agencyId);
	const mayIssue = relation && mayWorkLinks(relation) && row?.closedAt === null && desk.oneHand;
	if (!row || !mayIssue) return deny(tx, staff, { object: id, route: ROUTE });

	const now = await databaseNow(tx);
	const round = roundFor(await findRounds(tx, row.at), now);
	return {
		caseId: id,
		reference: row.reference,
		linkId: uuid(),
		checkIn: round && { point: round.point, dueAt: round.dueAt },
		languages: intake.languages,
		language: intake.languages[0] ?? 'en',
		lives: [...new Set([...LIVES, desk.linkLifeHours])].toSorted((a, b) => a - b),
		life: desk.linkLifeHours,
		now
	};
}
